package swoole4j.framework.app;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one server of an application.
 *
 * @param bare what the bare server is told
 * @param kernel what the kernels go by
 * @param openAfterHandshake whether {@code open} is called after a handshake callback that opened a WebSocket
 */
record EntrySettings(Map<String, Object> bare, KernelSettings kernel, boolean openAfterHandshake) {
    private static final String OPEN_AFTER_HANDSHAKE = "open_after_handshake";
    private static final String MESSAGE_ORDER = "message_order";
    private static final double LONGEST_HANDSHAKE = 3600;

    /**
     * Reads the settings.
     *
     * @param general those of the application, over which the server's own win
     * @throws IllegalArgumentException naming key and value
     */
    static EntrySettings of(ServerType type, Map<String, ?> general, Map<String, ?> own) {
        Map<String, Object> all = new LinkedHashMap<>(general);
        all.putAll(protocol(type));
        all.putAll(own);
        all.putIfAbsent(MESSAGE_ORDER, "serial");
        KernelSettings kernel = new KernelSettings(
                closes(all, MESSAGE_ORDER, "concurrent", "serial"),
                closes(all, "on_open_error", "keep", "close"),
                closes(all, "on_message_error", "keep", "close"),
                timeout(all.get("handshake_timeout")),
                texts(all.get("subprotocols")));
        boolean open = truth(all.get(OPEN_AFTER_HANDSHAKE));
        KernelSettings.NAMES.forEach(all::remove);
        all.remove(OPEN_AFTER_HANDSHAKE);
        StoreSettings.NAMES.forEach(all::remove);
        return new EntrySettings(all, kernel, open);
    }

    private static Map<String, Boolean> protocol(ServerType type) {
        boolean http = type != ServerType.BASE;
        Map<String, Boolean> protocol = new LinkedHashMap<>();
        protocol.put("open_http_protocol", http);
        protocol.put("open_websocket_protocol", type == ServerType.WEBSOCKET);
        if (!http) protocol.put("open_http2_protocol", false);
        return protocol;
    }

    /** Tells whether WebSockets are spoken. */
    boolean webSocket() {
        return truth(bare.get("open_websocket_protocol"));
    }

    /** Tells whether the second of two words was given; the first is the default. */
    private static boolean closes(Map<String, Object> all, String key, String no, String yes) {
        Object value = all.getOrDefault(key, no);
        if (value.equals(yes)) return true;
        if (value.equals(no)) return false;
        throw new IllegalArgumentException(
                "setting " + key + ": " + value + " is not allowed, expected " + no + " or " + yes);
    }

    private static double timeout(@Nullable Object value) {
        if (value == null) return KernelSettings.DEFAULTS.handshakeTimeout();
        if (value instanceof Number number) {
            double seconds = number.doubleValue();
            if (seconds > 0 && seconds <= LONGEST_HANDSHAKE) return seconds;
        }
        throw new IllegalArgumentException(
                "setting handshake_timeout: " + value + " is not allowed, expected seconds above 0 and up to 3600");
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String one -> List.of(one);
            case Collection<?> many
            when many.stream().allMatch(String.class::isInstance) ->
                many.stream().map(String.class::cast).toList();
            default ->
                throw new IllegalArgumentException(
                        "setting subprotocols: " + value + " is not allowed, expected a list of names");
        };
    }

    private static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            default -> value.toString().equals("1") || value.toString().equalsIgnoreCase("true");
        };
    }
}
