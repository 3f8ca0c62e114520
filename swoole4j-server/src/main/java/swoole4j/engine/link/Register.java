package swoole4j.engine.link;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where what all may know of connections is kept, and counted. Any thread. */
public interface Register {
    /**
     * A connection that begins.
     *
     * @param fd its id
     * @param slot its {@code socket_fd}
     * @param reactor who owns it
     * @param port the index of the port it came through
     * @param connectedMicros when, in microseconds since the epoch
     * @param address both ends
     * @param certificate of the client in PEM, or null
     */
    record Beginning(
            int fd,
            int slot,
            int reactor,
            int port,
            long connectedMicros,
            Supplier<ConnectionState.Address> address,
            @Nullable String certificate) {}

    /** Adds a connection and counts it; {@code end} is one more than the highest slot in use. */
    Facts begin(Beginning connection, int end);

    /** Removes a connection whose slot may be used again; {@code end} is one more than the highest slot in use then. */
    void remove(int fd, int slot, int end);

    /** Counts the end of a connection. */
    void closed();

    /** Counts what was accepted and did not become a connection. */
    void aborted();

    /** Counts bytes that came. */
    void received(long bytes);

    /** Counts bytes that left. */
    void sent(long bytes);

    /** Returns how many became connections. */
    long acceptCount();

    /** Returns how many of those have ended. */
    long closeCount();

    /** Returns what did not become a connection. */
    long abortCount();

    /** Returns the bytes that came. */
    long receivedBytes();

    /** Returns the bytes that left. */
    long sentBytes();

    /** Returns how many connections are open. */
    default int open() {
        return (int) Math.max(0, acceptCount() - closeCount());
    }
}
