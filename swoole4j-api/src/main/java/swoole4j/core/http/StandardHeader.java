package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/** Headers the server writes itself unless the application does; each can appear only once. */
enum StandardHeader {
    SERVER("Server", 1 << 0),
    DATE("Date", 1 << 1),
    CONNECTION("Connection", 1 << 2),
    CONTENT_TYPE("Content-Type", 1 << 3),
    CONTENT_ENCODING("Content-Encoding", 1 << 4),
    CONTENT_LENGTH("Content-Length", 1 << 5),
    TRANSFER_ENCODING("Transfer-Encoding", 1 << 6),
    EXTENSIONS("Sec-WebSocket-Extensions", 1 << 7),
    PROTOCOL("Sec-WebSocket-Protocol", 1 << 8);

    private final String text;
    private final int bit;

    StandardHeader(String text, int bit) {
        this.text = text;
        this.bit = bit;
    }

    /** This header's place in a set of headers kept as an int. */
    int bit() {
        return bit;
    }

    /** The header that {@code name} spells in any case, or null. */
    static @Nullable StandardHeader of(String name) {
        return switch (name.length()) {
            case 4 -> DATE.ifSpelled(name);
            case 6 -> SERVER.ifSpelled(name);
            case 10 -> CONNECTION.ifSpelled(name);
            case 12 -> CONTENT_TYPE.ifSpelled(name);
            case 14 -> CONTENT_LENGTH.ifSpelled(name);
            case 16 -> CONTENT_ENCODING.ifSpelled(name);
            case 17 -> TRANSFER_ENCODING.ifSpelled(name);
            case 22 -> PROTOCOL.ifSpelled(name);
            case 24 -> EXTENSIONS.ifSpelled(name);
            default -> null;
        };
    }

    private @Nullable StandardHeader ifSpelled(String name) {
        return Ascii.equalsIgnoreCase(text, name) ? this : null;
    }
}
