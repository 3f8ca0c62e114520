package swoole4j.testing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP response, as text.
 *
 * @param lines without their ends, the status line first
 */
public record ResponseText(List<String> lines) {
    /** Returns the status, such as 101. */
    public int status() {
        return Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
    }

    /** Returns the value of the first header of that name in any case, or null. */
    public @Nullable String header(String name) {
        return headers(name).stream().findFirst().orElse(null);
    }

    /** Returns all values of a header, in order. */
    public List<String> headers(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
