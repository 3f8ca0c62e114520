package swoole4j.engine.framework.connection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;

/** The connections of one application in this process, those in their handshake among them. Any thread. */
public final class ConnectionRegistry {
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();

    /** Begins the handshake of a connection. */
    public Connection begin(int fd, String server, HttpRequest request) {
        Connection connection = new Connection(fd, server, request);
        connections.put(fd, connection);
        return connection;
    }

    /** Opens a connection whose handshake has been accepted; that it began is required. */
    public Fd register(int fd, @Nullable Object handler, String route) {
        return Objects.requireNonNull(connections.get(fd)).open(handler, route);
    }

    /** Forgets a connection: its handshake was refused, or its close callback has returned. */
    public void forget(int fd) {
        Connection connection = connections.remove(fd);
        if (connection != null) connection.release();
    }

    /** Returns a connection, or null. */
    public @Nullable Connection get(int fd) {
        return connections.get(fd);
    }

    /** Returns how many there are, those in their handshake included. */
    public int size() {
        return connections.size();
    }

    /** Returns a copy of those that were opened. */
    public List<Fd> opened() {
        return connections.values().stream()
                .map(Connection::opened)
                .filter(Objects::nonNull)
                .toList();
    }
}
