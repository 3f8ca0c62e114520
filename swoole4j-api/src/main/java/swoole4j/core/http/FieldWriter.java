package swoole4j.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one response head as the fields of HTTP/2 (RFC 9113 8.3.2); lives for one call. What an application sets is the
 * same as with HTTP/1; what belongs to a connection there has no place here (RFC 9113 8.2.2).
 */
final class FieldWriter {
    private static final Set<String> OF_CONNECTIONS = Set.of("keep-alive", "proxy-connection", "upgrade", "te");
    private static final Set<String> OF_UPGRADES = Set.of("sec-websocket-accept", "sec-websocket-version");
    private static final int SWITCHING_PROTOCOLS = 101;

    private final ResponseHead head;
    private final ServerLines lines;
    private final Consumer<String> warnings;
    private final List<String> fields = new ArrayList<>(16);
    private int written; // one bit per standard header that needs no default any more

    FieldWriter(ResponseHead head, ServerLines lines, Consumer<String> warnings) {
        this.head = head;
        this.lines = lines;
        this.warnings = warnings;
    }

    List<String> response(Delivery delivery) {
        add(":status", Integer.toString(head.status()));
        for (int i = 0; i < head.size(); i++) {
            StandardHeader kind = head.kind(i);
            Object value = head.value(i);
            if (kind == null) {
                plain(head.name(i), value);
            } else if (!(value instanceof String text) || text.isEmpty()) {
                mark(kind); // null and the empty text switch the server's field off
            } else {
                standard(kind, head.name(i), text, delivery);
            }
        }
        serverAndDate(delivery.epochSecond());
        if (!isWritten(StandardHeader.CONTENT_TYPE)) add("content-type", "text/html");
        cookies();
        String encoding = delivery.contentEncoding();
        if (encoding != null && !isWritten(StandardHeader.CONTENT_ENCODING)) field("content-encoding", encoding);
        boolean length = HttpStatus.allowsBody(head.status()) && !isWritten(StandardHeader.CONTENT_LENGTH);
        if (length && OwnLength.isPrinted(delivery)) add("content-length", Long.toString(delivery.length()));
        return fields;
    }

    /** RFC 8441 5: 200 takes the place of 101, and nothing proves that the server understood but that. */
    List<String> handshake(long epochSecond, @Nullable String extensions) {
        add(":status", Integer.toString(head.status() == SWITCHING_PROTOCOLS ? 200 : head.status()));
        for (int i = 0; i < head.size(); i++) {
            StandardHeader kind = head.kind(i);
            String name = head.name(i);
            Object value = head.value(i);
            if (kind == null) {
                if (!OF_UPGRADES.contains(name.toLowerCase(Locale.ROOT))) plain(name, value);
            } else if (!(value instanceof String text) || text.isEmpty()) {
                mark(kind);
            } else if (HeadWriter.isServersInHandshake(kind, head.status())) {
                warnings.accept("header " + name + " cannot be set in a WebSocket handshake");
            } else if (kind != StandardHeader.CONNECTION && field(name, text)) {
                mark(kind);
            }
        }
        if (extensions != null) field("sec-websocket-extensions", extensions);
        serverAndDate(epochSecond);
        cookies();
        return fields;
    }

    private void standard(StandardHeader kind, String name, String value, Delivery delivery) {
        switch (kind) {
            case CONTENT_LENGTH -> {
                String length = OwnLength.check(head, name, value, delivery, warnings);
                if (length != null) {
                    add("content-length", length);
                    mark(kind);
                }
            }
            case TRANSFER_ENCODING, CONNECTION -> {
                // Streams are delimited by themselves, and end alone.
            }
            case SERVER, DATE, CONTENT_TYPE, CONTENT_ENCODING, EXTENSIONS, PROTOCOL -> {
                if (field(name, value)) mark(kind);
            }
        }
    }

    private void serverAndDate(long epochSecond) {
        if (!isWritten(StandardHeader.SERVER)) add("server", lines.server());
        if (!isWritten(StandardHeader.DATE)) add("date", lines.date(epochSecond));
    }

    private void cookies() {
        for (String cookie : head.cookies()) field("set-cookie", cookie);
    }

    private void plain(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            for (Object element : list) field(name, (String) element);
        } else if (value != null) {
            field(name, (String) value);
        }
    }

    private boolean field(String name, String value) {
        if (HeaderText.breaksLine(value)) {
            warnings.accept(ResponseHead.NEWLINE_WARNING);
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!OF_CONNECTIONS.contains(lower)) add(lower, value.strip()); // RFC 9113 8.2.1
        return true;
    }

    private void add(String name, String value) {
        fields.add(name);
        fields.add(value);
    }

    private void mark(StandardHeader kind) {
        written |= kind.bit();
    }

    private boolean isWritten(StandardHeader kind) {
        return (written & kind.bit()) != 0;
    }
}
