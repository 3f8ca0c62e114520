package swoole4j.core.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The places that belong to the static handler alone ({@code static_handler_locations}). A value; any thread.
 *
 * <p>Differs from Swoole in looking at the resolved path: {@code /sub/../secret.txt} is not below {@code /sub}.
 */
public final class StaticLocations {
    private final List<String> prefixes;

    /** Takes the prefixes; those that do not begin with a slash are left out, as in Swoole. */
    public StaticLocations(Collection<String> prefixes) {
        List<String> usable = new ArrayList<>();
        for (String prefix : prefixes) {
            if (prefix.startsWith("/")) {
                usable.add(prefix);
            }
        }
        this.prefixes = List.copyOf(usable);
    }

    /** Whether there are none, so that the handler looks at every path and leaves what it does not find to the script. */
    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Tells whether a path begins with one of the prefixes in any case; {@code /sub} is one of {@code /subx} too. */
    public boolean contains(StaticPath path) {
        String url = path.url();
        for (String prefix : prefixes) {
            if (Ascii.startsWithIgnoreCase(url, prefix)) {
                return true;
            }
        }
        return false;
    }
}
