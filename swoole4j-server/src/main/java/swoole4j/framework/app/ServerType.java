package swoole4j.framework.app;

import java.util.Locale;

/** What a server of the list speaks; its number is Hyperf's. */
enum ServerType {
    HTTP(ServerSpec.SERVER_HTTP),
    WEBSOCKET(ServerSpec.SERVER_WEBSOCKET),
    BASE(ServerSpec.SERVER_BASE);

    private final int number;

    ServerType(int number) {
        this.number = number;
    }

    /**
     * Reads a number or a name.
     *
     * @throws IllegalArgumentException for any other value
     */
    static ServerType of(Object value) {
        for (ServerType type : values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            if (name.equals(value) || String.valueOf(type.number).equals(value.toString())) return type;
        }
        throw new IllegalArgumentException(
                "type " + value + " is not allowed, expected 1 or http, 2 or websocket, 3 or base");
    }
}
