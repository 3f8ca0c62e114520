package swoole4j.engine.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * The words of a launcher's {@code @file}: white space divides them, quotes hold it together, {@code #} begins a comment. In
 * quotes a backslash escapes, and at the end of a line joins it with the next.
 */
final class ArgumentFile {
    private static final char NO_QUOTE = 0;

    private final String text;
    private int at;

    private ArgumentFile(String text) {
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @throws SwooleException when it is gone
     */
    static List<String> read(String name, Charset charset) {
        try {
            return wordsOf(new String(Files.readAllBytes(Path.of(name)), charset));
        } catch (IOException | InvalidPathException e) {
            throw Unrepeatable.because("the argument file @" + name + " cannot be read any more: " + e);
        }
    }

    static List<String> wordsOf(String text) {
        ArgumentFile file = new ArgumentFile(text);
        List<String> words = new ArrayList<>();
        while (file.skipToWord()) {
            String word = file.word();
            if (word != null) words.add(word);
        }
        return words;
    }

    private boolean skipToWord() {
        while (at < text.length() && isBlank(text.charAt(at))) at++;
        return at < text.length();
    }

    /** Returns the next word, or null where a comment is: the launcher forgets what stands right in front of it. */
    private @Nullable String word() {
        StringBuilder word = new StringBuilder();
        char quote = NO_QUOTE;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quote == NO_QUOTE) {
                if (isBlank(c)) break;
                if (c == '#') {
                    while (at < text.length() && !endsLine(text.charAt(at))) at++;
                    return null;
                }
                if (c == '"' || c == '\'') quote = c;
                else word.append(c);
            } else if (c == quote) {
                quote = NO_QUOTE;
            } else if (endsLine(c)) { // which ends an open quote, too
                break;
            } else if (c == '\\' && at < text.length()) {
                escape(word, text.charAt(at++));
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private void escape(StringBuilder word, char c) {
        if (endsLine(c)) {
            skipToWord();
            return;
        }
        word.append(
                switch (c) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'f' -> '\f';
                    default -> c;
                });
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f' || endsLine(c);
    }
}
