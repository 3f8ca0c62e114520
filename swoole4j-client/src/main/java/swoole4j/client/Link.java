package swoole4j.client;

import org.jspecify.annotations.Nullable;
import swoole4j.client.net.Connection;

/** The connection of one client, and who reads from it. Any thread. */
final class Link {
    private volatile @Nullable Connection connection;
    private final Claim reader = Claim.reading();

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

    /** The client is gone. */
    void closeForgotten() {
        Connection last = connection;
        if (last != null) last.close();
    }

    /**
     * Claims reading for the caller.
     *
     * @throws IllegalStateException when another one reads
     */
    void claim() {
        Connection current = connection;
        reader.claim(current == null ? -1 : current.number());
    }

    /** Gives up what {@link #claim} has claimed. */
    void release() {
        reader.release();
    }
}
