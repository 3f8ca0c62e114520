package swoole4j.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.client.net.Connection;

/** The connection of one client, and who reads from it. Any thread. */
final class Link {
    private volatile @Nullable Connection connection;
    private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();

    private record Reader(Thread thread, int cid) {}

    /** Returns the connection, which may have ended. */
    @Nullable
    Connection connection() {
        return connection;
    }

    /** Returns the connection if it can be used. */
    @Nullable
    Connection open() {
        Connection current = connection;
        return current != null && current.isOpen() ? current : null;
    }

    void connection(Connection made) {
        connection = made;
    }

    /** Closes a connection, and forgets it if it is still the client's. */
    void drop(Connection which) {
        if (connection == which) connection = null;
        which.close();
    }

    /**
     * Claims reading for the caller.
     *
     * @throws IllegalStateException when another one reads
     */
    void claim() {
        Reader self = new Reader(Thread.currentThread(), Coroutine.getCid());
        Reader other = reader.compareAndExchange(null, self);
        if (other == null) return;
        Connection current = connection;
        throw new IllegalStateException("Socket#" + (current == null ? -1 : current.number())
                + " has already been bound to another coroutine#" + other.cid
                + ", reading of the same socket in coroutine#" + self.cid
                + " at the same time is not allowed");
    }

    /** Gives up what {@link #claim} has claimed. */
    void release() {
        reader.set(null);
    }
}
