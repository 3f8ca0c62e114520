package swoole4j.engine.framework.shared;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import swoole4j.Table;
import swoole4j.engine.framework.room.Memberships;

/**
 * What the processes of one application have in common where workers are processes. To be made before {@code start()}, outside of
 * coroutines, in every process of the program, and there in the same place among all shared objects.
 */
public final class SharedStore {
    /** How many connections there is room for, unless {@code max_connection} is less; {@code app_connections}. */
    public static final int CONNECTIONS = 10_000;
    /** How many bytes the request and the values of one connection may take; {@code app_connection_bytes}. */
    public static final int CONNECTION_BYTES = 4096;
    /** How many bytes the rooms and the user of one connection may take; {@code app_room_bytes}. */
    public static final int ROOM_BYTES = 1024;

    private final SharedMemberships memberships;
    private final SharedRecords records;
    private final Table node;

    /**
     * Makes the store, or finds that of the master.
     *
     * @throws swoole4j.SwooleException when there is no memory for it
     */
    public SharedStore(int connections, int connectionBytes, int roomBytes) {
        memberships = new SharedMemberships(connections, roomBytes);
        records = new SharedRecords(connections, connectionBytes);
        node = new Table(1);
        node.column("id", Table.TYPE_STRING, 36);
        node.create();
        node.add("node", Map.of("id", UUID.randomUUID().toString()));
    }

    /** Returns who is in which groups. */
    public Memberships memberships() {
        return memberships;
    }

    /** Returns what is kept of each connection. */
    public SharedRecords records() {
        return records;
    }

    /** Returns the random name that all processes of this application have in a cluster. */
    public String nodeId() {
        return (String) Objects.requireNonNull(node.get("node", "id"));
    }

    /** A process begins in the place of one that may have died in the middle of something. */
    public void begin() {
        memberships.distrust();
    }
}
