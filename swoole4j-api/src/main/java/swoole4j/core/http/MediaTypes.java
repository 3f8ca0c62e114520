package swoole4j.core.http;

import java.util.Collection;

/** Compares media types (RFC 9110 8.3.1). Any thread. */
public final class MediaTypes {
    private MediaTypes() {}

    /** A Content-Type without its parameters, trimmed: {@code text/html} of {@code text/html; charset=utf-8}. */
    public static String withoutParameters(String contentType) {
        int semicolon = contentType.indexOf(';');
        return Ascii.trim(semicolon < 0 ? contentType : contentType.substring(0, semicolon));
    }

    /**
     * Tells whether a Content-Type is one of a list such as {@code http_compression_types}, without parameters and in any
     * case. Swoole compares the whole texts.
     */
    public static boolean isOneOf(String contentType, Collection<String> types) {
        String wanted = withoutParameters(contentType);
        for (String type : types) {
            if (Ascii.equalsIgnoreCase(wanted, withoutParameters(type))) {
                return true;
            }
        }
        return false;
    }
}
