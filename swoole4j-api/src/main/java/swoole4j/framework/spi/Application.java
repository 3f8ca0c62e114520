package swoole4j.framework.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Broadcast;
import swoole4j.framework.Fd;
import swoole4j.framework.Rooms;
import swoole4j.websocket.Frame;

/** What an application offers to the static verbs. Any thread. */
public interface Application {
    /** Returns the values of a connection, or null when it is not one of this application's. */
    @Nullable
    ConnectionValues values(int fd);

    /** Returns a fresh scope of a callback of {@code fd}, or of none for 0. */
    Scope scope(int fd);

    /** Returns the opened connection, or null. */
    @Nullable
    Fd connection(int fd);

    /** Returns a copy of the opened connections. */
    List<Fd> connections();

    /** Sends a message; false when the connection is not there or not open. */
    boolean push(int fd, @Nullable Object data, int opcode, int flags);

    /** Sends a frame; false when the connection is not there or not open. */
    boolean push(int fd, Frame frame);

    /** Closes a WebSocket; false when the connection is not there or not open. */
    boolean disconnect(int fd, int code, String reason);

    /** Tells whether {@code fd} is a WebSocket that messages can be sent to. */
    boolean check(int fd);

    /** Returns the rooms. */
    Rooms rooms();

    /** Sends one message to many; returns how many took it. */
    int broadcast(Broadcast broadcast, byte[] data, int opcode);
}
