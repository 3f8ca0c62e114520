package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one response head; lives for one call. */
final class HeadWriter {
    private static final int SWITCHING_PROTOCOLS = 101;

    private static final byte[] KEEP_ALIVE = bytes("Connection: keep-alive\r\n");
    private static final byte[] CLOSE = bytes("Connection: close\r\n");
    private static final byte[] TEXT_HTML = bytes("Content-Type: text/html\r\n");
    private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CONTENT_LENGTH = bytes("Content-Length: ");
    private static final byte[] LINE_END = bytes("\r\n");

    private final ResponseHead head;
    private final ByteSink out;
    private final ServerLines lines;
    private final Consumer<String> warnings;
    private int written; // one bit per standard header that needs no default any more

    HeadWriter(ResponseHead head, ByteSink out, ServerLines lines, Consumer<String> warnings) {
        this.head = head;
        this.out = out;
        this.lines = lines;
        this.warnings = warnings;
    }

    boolean response(Delivery delivery) {
        boolean keepAlive = staysOpen(delivery);
        HttpStatus.appendLine(out, head.status(), head.reason());
        for (int i = 0; i < head.size(); i++) {
            StandardHeader kind = head.kind(i);
            Object value = head.value(i);
            if (kind == null) {
                plain(head.name(i), value);
            } else if (!(value instanceof String text) || text.isEmpty()) {
                mark(kind); // null and the empty text switch the server's line off
            } else {
                standard(kind, head.name(i), text, delivery, keepAlive);
            }
        }
        cookies();
        serverAndDate(delivery.epochSecond());
        defaults(delivery, keepAlive);
        out.append(LINE_END);
        return keepAlive;
    }

    /** What a document's head sets is the server's own; no header of an application is among it. */
    boolean document(Delivery delivery) {
        boolean keepAlive = staysOpen(delivery);
        HttpStatus.appendLine(out, head.status(), head.reason());
        out.append(keepAlive ? KEEP_ALIVE : CLOSE);
        if (HttpStatus.allowsBody(head.status())) {
            out.append(CONTENT_LENGTH);
            out.appendDecimal(delivery.length());
            out.append(LINE_END);
        }
        for (int i = 0; i < head.size(); i++) {
            if (head.kind(i) != StandardHeader.CONNECTION && !head.name(i).equals(ResponseHead.LAST_MODIFIED)) {
                plain(head.name(i), head.value(i));
            }
        }
        lines.appendDate(out, delivery.epochSecond());
        plain(ResponseHead.LAST_MODIFIED, head.first(ResponseHead.LAST_MODIFIED));
        lines.appendServer(out);
        out.append(LINE_END);
        return keepAlive;
    }

    void handshake(long epochSecond, @Nullable String extensions) {
        HttpStatus.appendLine(out, head.status(), head.reason());
        for (int i = 0; i < head.size(); i++) {
            StandardHeader kind = head.kind(i);
            Object value = head.value(i);
            if (kind == null) {
                plain(head.name(i), value);
            } else if (!(value instanceof String text) || text.isEmpty()) {
                mark(kind);
            } else if (isServersInHandshake(kind, head.status())) {
                warnings.accept("header " + head.name(i) + " cannot be set in a WebSocket handshake");
            } else if (line(head.name(i), text)) {
                mark(kind);
            }
        }
        if (extensions != null) {
            line("Sec-Websocket-Extensions", extensions); // Swoole's spelling
        }
        cookies();
        serverAndDate(epochSecond);
        out.append(LINE_END);
    }

    /** A framing header would be wrong in a 101 (RFC 9110 8.6); an extension nobody runs would break the frames. */
    static boolean isServersInHandshake(StandardHeader kind, int status) {
        return (kind == StandardHeader.CONTENT_LENGTH && status == SWITCHING_PROTOCOLS)
                || kind == StandardHeader.TRANSFER_ENCODING
                || kind == StandardHeader.EXTENSIONS;
    }

    private boolean staysOpen(Delivery delivery) {
        if (!delivery.keepAlive() || delivery.length() == Delivery.UNTIL_CLOSE) {
            return false;
        }
        for (int i = 0; i < head.size(); i++) {
            StandardHeader kind = head.kind(i);
            Object value = head.value(i);
            if (kind == StandardHeader.CONNECTION
                    && value instanceof String text
                    && Ascii.listContains(text, "close")) {
                return false;
            }
            boolean suppressed = value == null || value.equals("");
            if (kind == StandardHeader.CONTENT_LENGTH && suppressed && needsFraming(delivery)) {
                return false; // without a length only the end of the connection ends the content (RFC 9112 6.3)
            }
        }
        return true;
    }

    private boolean needsFraming(Delivery delivery) {
        return delivery.length() >= 0 && !delivery.headRequest() && HttpStatus.allowsBody(head.status());
    }

    private void standard(StandardHeader kind, String name, String value, Delivery delivery, boolean keepAlive) {
        switch (kind) {
            case CONTENT_LENGTH -> ownLength(name, value, delivery);
            case TRANSFER_ENCODING ->
                warnings.accept("header " + name + " is written by the server, '" + value + "' will be ignored");
            case CONNECTION -> {
                boolean saysClose = Ascii.listContains(value, "close");
                if (line(name, keepAlive || saysClose ? value : closing(value))) {
                    mark(kind);
                }
            }
            case SERVER, DATE, CONTENT_TYPE, CONTENT_ENCODING, EXTENSIONS, PROTOCOL -> {
                if (line(name, value)) {
                    mark(kind);
                }
            }
        }
    }

    /** RFC 9112 9.6: the last response of a connection says close. */
    private static String closing(String value) {
        return Ascii.equalsIgnoreCase(value, "keep-alive") ? "close" : value + ", close";
    }

    private void ownLength(String name, String value, Delivery delivery) {
        String length = OwnLength.check(head, name, value, delivery, warnings);
        if (length != null) {
            line(name, length);
            mark(StandardHeader.CONTENT_LENGTH);
        }
    }

    private void defaults(Delivery delivery, boolean keepAlive) {
        if (!isWritten(StandardHeader.CONNECTION)) {
            out.append(keepAlive ? KEEP_ALIVE : CLOSE);
        }
        if (!isWritten(StandardHeader.CONTENT_TYPE)) {
            out.append(TEXT_HTML);
        }
        String encoding = delivery.contentEncoding();
        if (encoding != null && !isWritten(StandardHeader.CONTENT_ENCODING)) {
            line("Content-Encoding", encoding);
        }
        if (!HttpStatus.allowsBody(head.status())) {
            return;
        }
        if (delivery.length() == Delivery.CHUNKED) {
            out.append(CHUNKED);
        } else if (!isWritten(StandardHeader.CONTENT_LENGTH) && OwnLength.isPrinted(delivery)) {
            out.append(CONTENT_LENGTH);
            out.appendDecimal(delivery.length());
            out.append(LINE_END);
        }
    }

    private void serverAndDate(long epochSecond) {
        if (!isWritten(StandardHeader.SERVER)) {
            lines.appendServer(out);
        }
        if (!isWritten(StandardHeader.DATE)) {
            lines.appendDate(out, epochSecond);
        }
    }

    private void cookies() {
        for (String cookie : head.cookies()) {
            line("Set-Cookie", cookie);
        }
    }

    private void plain(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                line(name, (String) element);
            }
        } else if (value != null) {
            line(name, (String) value);
        }
    }

    private boolean line(String name, String value) {
        if (HeaderText.breaksLine(value)) {
            warnings.accept(ResponseHead.NEWLINE_WARNING);
            return false;
        }
        out.appendAscii(name);
        out.append((byte) ':');
        out.append((byte) ' ');
        out.appendUtf8(value);
        out.append(LINE_END);
        return true;
    }

    private void mark(StandardHeader kind) {
        written |= kind.bit();
    }

    private boolean isWritten(StandardHeader kind) {
        return (written & kind.bit()) != 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
