package swoole4j.engine.framework.room;

import java.util.function.Supplier;
import swoole4j.framework.Broadcast;
import swoole4j.websocket.Server;

/** Sends one message to many. Any thread. */
public final class Broadcaster {
    private final RoomIndex rooms;
    private final Supplier<Server> server;

    /** Creates one; the server is asked for when it runs. */
    public Broadcaster(RoomIndex rooms, Supplier<Server> server) {
        this.rooms = rooms;
        this.server = server;
    }

    /** Sends a message; returns how many took it. */
    public int broadcast(Broadcast broadcast, byte[] data, int opcode) {
        int accepted = 0;
        for (int[] fds : rooms.targets(broadcast).values()) {
            for (int fd : fds)
                if (server.get().isEstablished(fd) && server.get().push(fd, data, opcode)) accepted++;
        }
        return accepted;
    }
}
