package swoole4j.server;

import java.util.PrimitiveIterator;
import swoole4j.spi.ConnectionsHandle;

/**
 * The live connections, plain ones too, counterpart of {@code Swoole\Connection\Iterator}.
 *
 * <p>Iterates fds by ascending {@code socket_fd} without a copy; connections that come or go meanwhile may or may not be seen. A broadcast
 * filters with {@link swoole4j.websocket.Server#isEstablished}. Any thread.
 */
public final class Connections implements Iterable<Integer> {
    private final ConnectionsHandle handle;

    /** Wraps the engine's view. */
    public Connections(ConnectionsHandle handle) {
        this.handle = handle;
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        return handle.iterator();
    }

    /** Counts the connections; {@code count($server->connections)}. */
    public int size() {
        return handle.size();
    }

    /** Tells whether {@code fd} is live; {@code isset($server->connections[$fd])}. */
    public boolean contains(int fd) {
        return handle.contains(fd);
    }
}
