package swoole4j.core.websocket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the value of Sec-WebSocket-Extensions (RFC 6455 9.1). An element that breaks the grammar is left out and
 * remembered; the next one is read again. Linear in the length of the text.
 */
final class ExtensionList {
    private final String text;
    private int at;

    private final List<Extension> extensions = new ArrayList<>();
    private boolean malformed;

    private ExtensionList(String text) {
        this.text = text;
    }

    static ExtensionList parse(String text) {
        ExtensionList list = new ExtensionList(text);
        list.parse();
        return list;
    }

    /** The well-formed elements in order. */
    List<Extension> extensions() {
        return extensions;
    }

    /** Whether an element was left out. */
    boolean malformed() {
        return malformed;
    }

    private void parse() {
        while (true) {
            skipBlanks();
            if (at == text.length()) return;
            if (!accept(',')) { // RFC 9110 5.6.1: empty elements are ignored
                int start = at;
                Extension extension = extension();
                if (extension != null) {
                    extensions.add(extension);
                } else {
                    malformed = true;
                    at = start;
                    skipElement();
                }
            }
        }
    }

    private @Nullable Extension extension() {
        String name = token();
        if (name == null) return null;
        List<Extension.Parameter> parameters = new ArrayList<>();
        skipBlanks();
        while (accept(';')) {
            Extension.Parameter parameter = parameter();
            if (parameter == null) return null;
            parameters.add(parameter);
            skipBlanks();
        }
        boolean complete = at == text.length() || text.charAt(at) == ',';
        return complete ? new Extension(name, parameters) : null;
    }

    private Extension.@Nullable Parameter parameter() {
        skipBlanks();
        String name = token();
        if (name == null) return null;
        skipBlanks();
        if (!accept('=')) return new Extension.Parameter(name, null);
        skipBlanks();
        String value = accept('"') ? quoted() : token();
        return value == null ? null : new Extension.Parameter(name, value);
    }

    private @Nullable String token() {
        int from = at;
        while (at < text.length() && isTokenChar(text.charAt(at))) at++;
        return at == from ? null : text.substring(from, at);
    }

    /** Behind the opening quote. RFC 6455 9.1: what is quoted must be a token too. */
    private @Nullable String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return value.isEmpty() ? null : value.toString();
            if (c == '\\') {
                if (at == text.length()) return null;
                c = text.charAt(at++);
            }
            if (!isTokenChar(c)) return null;
            value.append(c);
        }
        return null;
    }

    /** To the comma behind a malformed element, over quoted ones. */
    private void skipElement() {
        boolean quoted = false;
        while (at < text.length() && (quoted || text.charAt(at) != ',')) {
            char c = text.charAt(at++);
            if (c == '"') quoted = !quoted;
            else if (c == '\\' && quoted && at < text.length()) at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private boolean accept(char c) {
        if (at == text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    /** RFC 9110 5.6.2. */
    private static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
