package swoole4j.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The head of one response: status, headers in the order of their first setting, cookies. Counterpart of what
 * {@code Swoole\Http\Response} collects before it sends; a custom WebSocket handshake uses the same type.
 *
 * <p>Methods that can refuse return the text of the warning, or null when all is well. Confined to the coroutine that
 * owns the response.
 */
public final class ResponseHead {
    /** Swoole's warning for a line end inside a header name or value. */
    public static final String NEWLINE_WARNING = "Header may not contain more than a single header, new line detected";

    static final String LAST_MODIFIED = "Last-Modified";

    private static final int INITIAL_SLOTS = 8;

    private final boolean handshake;
    private final boolean document;
    private int status = 200;
    private @Nullable String reason;
    private String[] names = new String[INITIAL_SLOTS];
    private @Nullable Object[] values = new Object[INITIAL_SLOTS];
    private @Nullable StandardHeader[] kinds = new StandardHeader[INITIAL_SLOTS];
    private int size;
    private boolean upgradeReserved;
    private List<String> cookies = List.of();

    private ResponseHead(boolean handshake, boolean document) {
        this.handshake = handshake;
        this.document = document;
    }

    /** The head of a normal response: {@code 200 OK}, no header. */
    public static ResponseHead forRequest() {
        return new ResponseHead(false, false);
    }

    /** The head of the answer to a WebSocket upgrade request, which may become a {@code 101}. */
    public static ResponseHead forHandshake() {
        return new ResponseHead(true, false);
    }

    /**
     * The head of an answer of the static handler, whose lines come in an order of their own: Connection, Content-Length,
     * the headers that are set, Date, Last-Modified, Server.
     *
     * @param lastModified the epoch second
     */
    public static ResponseHead forDocument(int status, long lastModified) {
        ResponseHead head = new ResponseHead(false, true);
        head.status = status;
        head.put(LAST_MODIFIED, HttpDate.format(lastModified));
        return head;
    }

    /**
     * Sets the status; the last call wins. 0 means 200, as in Swoole. Differs from Swoole in refusing what cannot be a
     * status line: codes outside 100 to 999, and 100 and 101 outside a handshake.
     *
     * @param newReason the reason phrase, or null or empty for the registered one
     * @return null, or why the status stays as it was
     */
    public @Nullable String status(int code, @Nullable String newReason) {
        int effective = code == 0 ? 200 : code;
        if (!HttpStatus.isValid(effective)) {
            return "status code " + code + " is not between 100 and 999";
        }
        if (effective == 100 || (effective == 101 && !handshake)) {
            return "status code " + code + " cannot be the final answer to a request";
        }
        if (newReason != null && !HttpStatus.isValidReason(newReason)) {
            return "the reason of status code " + code + " contains a control character";
        }
        status = effective;
        reason = newReason == null || newReason.isEmpty() ? null : newReason;
        return null;
    }

    /** Takes the status over from {@code other}. */
    public void status(ResponseHead other) {
        status = other.status;
        reason = other.reason;
    }

    /** The status code, 200 at first. */
    public int status() {
        return status;
    }

    /**
     * Sets a header. The same name again replaces the value and keeps the position; names differ by case unless they are
     * formatted. A list gives one line per element. Numbers and true become text, false becomes the empty text, white
     * space at the end is removed. Null prints no line; for a header the server writes itself, null and the empty text
     * suppress that line. A value with a line end is stored, but its line is dropped when the head is encoded.
     *
     * @param value a text, number, boolean, a list of these, or null
     * @param format whether to spell the name as {@link HeaderNames#format} does
     * @return null, or why the header was refused
     */
    public @Nullable String header(String name, @Nullable Object value, boolean format) {
        String refusal = HeaderNames.check(name);
        if (refusal != null) {
            return refusal;
        }
        if (!HeaderText.isConvertible(value)) {
            return "the value of header " + name + " must be a string, number, boolean, list of these or null";
        }
        if (upgradeReserved && isUpgradeHeader(name)) {
            return "header " + name + " belongs to the handshake and cannot be changed";
        }
        put(format ? HeaderNames.format(name) : name, HeaderText.convert(value));
        return null;
    }

    /** Adds one {@code Set-Cookie} line, in the order of the calls; {@link SetCookie} makes the text. */
    public void cookie(String setCookieValue) {
        if (cookies.isEmpty()) {
            cookies = new ArrayList<>();
        }
        cookies.add(setCookieValue);
    }

    /** Tells whether the application set this header, in any spelling, to something that is sent. */
    public boolean has(String name) {
        String value = first(name);
        return value != null && !value.isEmpty();
    }

    /** The value of a header in any spelling, of a list the first one; null if it is not set or set to null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < size; i++) {
            if (Ascii.equalsIgnoreCase(names[i], name)) {
                Object value = values[i];
                if (value instanceof List<?> list) {
                    return list.isEmpty() ? null : (String) list.getFirst();
                }
                return (String) value;
            }
        }
        return null;
    }

    /** The headers as a map in order: a text, a list of texts or null by name. A copy. */
    public Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    /** The values of the {@code Set-Cookie} lines in order. A view. */
    public List<String> cookies() {
        return Collections.unmodifiableList(cookies);
    }

    /**
     * Appends the whole head, blank line included, of a normal response. Headers of the application come first, then
     * cookies, then what the server adds. Content-Length, Transfer-Encoding and the end of the connection always match
     * {@code delivery} (RFC 9112 6), whatever the application set.
     *
     * @param warnings receives one text per line that was dropped or corrected
     * @return true if the connection stays open after this response
     */
    public boolean encode(ByteSink out, ServerLines lines, Delivery delivery, Consumer<String> warnings) {
        HeadWriter writer = new HeadWriter(this, out, lines, warnings);
        return document ? writer.document(delivery) : writer.response(delivery);
    }

    /**
     * Appends the whole head of the answer to an upgrade request: the application's headers, the extension line,
     * cookies, Server, Date and nothing else, whatever the status is. Swoole sends a refusal in this short form too; its
     * content then ends with the connection.
     *
     * @param extensions the value of the extension line, or null for none
     * @param warnings receives one text per line that was dropped
     */
    public void encodeHandshake(
            ByteSink out, ServerLines lines, long epochSecond, @Nullable String extensions, Consumer<String> warnings) {
        new HeadWriter(this, out, lines, warnings).handshake(epochSecond, extensions);
    }

    /**
     * Returns the whole head of a normal response as the fields of HTTP/2, names and values in turn, {@code :status} first.
     * The rules are those of {@link #encode}; headers that belong to an HTTP/1 connection are left out.
     *
     * @param warnings receives one text per field that was dropped or corrected
     */
    public List<String> fields(ServerLines lines, Delivery delivery, Consumer<String> warnings) {
        return new FieldWriter(this, lines, warnings).response(delivery);
    }

    /**
     * Returns the whole head of the answer to a request for a WebSocket on a stream (RFC 8441 5) as fields: those of
     * {@link #encodeHandshake}, but 200 instead of 101 and nothing that belongs to an upgrade.
     *
     * @param extensions the value of the extension field, or null for none
     * @param warnings receives one text per field that was dropped
     */
    public List<String> handshakeFields(
            ServerLines lines, long epochSecond, @Nullable String extensions, Consumer<String> warnings) {
        return new FieldWriter(this, lines, warnings).handshake(epochSecond, extensions);
    }

    /** From here on the headers that make up the handshake are refused by {@link #header}. */
    void reserveUpgradeHeaders() {
        upgradeReserved = true;
    }

    void put(String name, @Nullable Object value) {
        StandardHeader kind = StandardHeader.of(name);
        Object stored = kind != null && value instanceof List<?> list ? last(list) : value;
        for (int i = 0; i < size; i++) {
            if (kind == null ? names[i].equals(name) : kinds[i] == kind) {
                names[i] = name;
                values[i] = stored;
                return;
            }
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            kinds = Arrays.copyOf(kinds, 2 * size);
        }
        names[size] = name;
        values[size] = stored;
        kinds[size++] = kind;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    @Nullable
    StandardHeader kind(int index) {
        return kinds[index];
    }

    @Nullable
    String reason() {
        return reason;
    }

    /** A header that can appear once takes the last element of a list, as if each had been set alone. */
    private static @Nullable Object last(List<?> list) {
        return list.isEmpty() ? null : list.getLast();
    }

    private static boolean isUpgradeHeader(String name) {
        return Ascii.equalsIgnoreCase(name, "Upgrade")
                || Ascii.equalsIgnoreCase(name, "Connection")
                || Ascii.equalsIgnoreCase(name, "Sec-WebSocket-Accept")
                || Ascii.equalsIgnoreCase(name, "Sec-WebSocket-Extensions");
    }
}
