package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Status codes, their reason phrases and what follows from a code (RFC 9110 15). Any thread. */
public final class HttpStatus {
    /** The reason phrase of a code without a registered one, as Swoole prints it. */
    public static final String UNKNOWN_REASON = "Unknown Status";

    private static final @Nullable String[] REASONS = reasons();
    private static final byte[] @Nullable [] LINES = lines();

    private HttpStatus() {}

    /** Tells whether {@code code} can stand in a status line: 100 to 999. */
    public static boolean isValid(int code) {
        return code >= 100 && code <= 999;
    }

    /**
     * The reason phrase Swoole sends for {@code code}.
     *
     * @return the phrase, or {@link #UNKNOWN_REASON}
     */
    public static String reason(int code) {
        String reason = code >= 0 && code < REASONS.length ? REASONS[code] : null;
        return reason == null ? UNKNOWN_REASON : reason;
    }

    /** Tells whether a response with this code may carry content: not 1xx, 204 and 304 (RFC 9110 15). */
    public static boolean allowsBody(int code) {
        return code >= 200 && code != 204 && code != 304;
    }

    /** Tells whether a response with this code may carry a Content-Length: not 1xx and 204 (RFC 9110 8.6). */
    public static boolean allowsContentLength(int code) {
        return code >= 200 && code != 204;
    }

    /**
     * Checks a reason phrase chosen by the application: text without control characters (RFC 9112 4). Swoole sends it
     * unchecked, which lets a line feed inject headers.
     *
     * @return true if it can be sent
     */
    public static boolean isValidReason(String reason) {
        for (int i = 0; i < reason.length(); i++) {
            char c = reason.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Appends the status line with its line end; {@code reason} null means the registered phrase. */
    static void appendLine(ByteSink out, int code, @Nullable String reason) {
        byte[] line = reason == null && code < LINES.length ? LINES[code] : null;
        if (line != null) {
            out.append(line);
            return;
        }
        out.appendAscii("HTTP/1.1 ");
        out.appendDecimal(code);
        out.append((byte) ' ');
        out.appendUtf8(reason == null ? UNKNOWN_REASON : reason);
        out.appendAscii("\r\n");
    }

    private static byte[] @Nullable [] lines() {
        byte[] @Nullable [] lines = new byte[REASONS.length][];
        for (int code = 0; code < lines.length; code++) {
            if (REASONS[code] != null) {
                lines[code] = ("HTTP/1.1 " + code + " " + REASONS[code] + "\r\n").getBytes(StandardCharsets.US_ASCII);
            }
        }
        return lines;
    }

    private static @Nullable String[] reasons() {
        @Nullable String[] table = new String[512];
        put(table, 100, "Continue", "Switching Protocols", "Processing", "Early Hints");
        put(table, 200, "OK", "Created", "Accepted", "Non-Authoritative Information", "No Content", "Reset Content");
        put(table, 206, "Partial Content", "Multi-Status", "Already Reported");
        put(table, 226, "IM Used");
        put(table, 300, "Multiple Choices", "Moved Permanently", "Found", "See Other", "Not Modified", "Use Proxy");
        put(table, 306, "(Unused)", "Temporary Redirect", "Permanent Redirect");
        put(table, 400, "Bad Request", "Unauthorized", "Payment Required", "Forbidden", "Not Found");
        put(table, 405, "Method Not Allowed", "Not Acceptable", "Proxy Authentication Required", "Request Timeout");
        put(table, 409, "Conflict", "Gone", "Length Required", "Precondition Failed", "Payload Too Large");
        put(table, 414, "URI Too Long", "Unsupported Media Type", "Range Not Satisfiable", "Expectation Failed");
        put(table, 418, "I'm a teapot");
        put(table, 421, "Misdirected Request", "Unprocessable Entity", "Locked", "Failed Dependency", "Too Early");
        put(table, 426, "Upgrade Required");
        put(table, 428, "Precondition Required", "Too Many Requests");
        put(table, 431, "Request Header Fields Too Large");
        put(table, 451, "Unavailable For Legal Reasons");
        put(table, 500, "Internal Server Error", "Not Implemented", "Bad Gateway", "Service Unavailable");
        put(table, 504, "Gateway Timeout", "HTTP Version Not Supported", "Variant Also Negotiates");
        put(table, 507, "Insufficient Storage", "Loop Detected");
        put(table, 510, "Not Extended", "Network Authentication Required");
        return table;
    }

    private static void put(@Nullable String[] table, int first, String... reasons) {
        System.arraycopy(reasons, 0, table, first, reasons.length);
    }
}
