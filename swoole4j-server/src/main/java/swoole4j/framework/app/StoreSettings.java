package swoole4j.framework.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import swoole4j.engine.framework.shared.SharedStore;

/** How much processes of workers keep in common of the connections of an application. */
record StoreSettings(int connections, int connectionBytes, int roomBytes) {
    /** Their names. */
    static final Set<String> NAMES = Set.of("app_connections", "app_connection_bytes", "app_room_bytes");

    private static final int MOST_CONNECTIONS = 1 << 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LEAST_BYTES = 64;

    /**
     * Reads the settings.
     *
     * @param general those of the application, over which those of the main server win
     * @throws IllegalArgumentException naming key and value
     */
    static StoreSettings of(Map<String, ?> general, Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(general);
        all.putAll(own);
        int usual = all.get("max_connection") instanceof Number most
                ? Math.max(1, Math.min(most.intValue(), SharedStore.CONNECTIONS))
                : SharedStore.CONNECTIONS;
        return new StoreSettings(
                number(all, "app_connections", usual, 1, MOST_CONNECTIONS),
                number(all, "app_connection_bytes", SharedStore.CONNECTION_BYTES, LEAST_BYTES, MOST_BYTES),
                number(all, "app_room_bytes", SharedStore.ROOM_BYTES, LEAST_BYTES, MOST_BYTES));
    }

    private static int number(Map<String, Object> all, String key, int usual, int least, int most) {
        Object value = all.getOrDefault(key, usual);
        if (value instanceof Number number && number.longValue() >= least && number.longValue() <= most)
            return number.intValue();
        throw new IllegalArgumentException(
                "setting " + key + ": " + value + " is not allowed, expected a number from " + least + " to " + most);
    }

    SharedStore open() {
        return new SharedStore(connections, connectionBytes, roomBytes);
    }
}
