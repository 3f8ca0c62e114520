package swoole4j.engine.framework.connection;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.room.RoomIndex;
import swoole4j.engine.framework.shared.SharedRecords;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;

/**
 * The connections of one application in this process, those in their handshake among them. Any thread.
 *
 * <p>Where workers are processes, what can be is kept in the {@link SharedStore}, too, and found there again by the next process of
 * the worker.
 */
public final class ConnectionRegistry {
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    private final RoomIndex rooms;
    private final @Nullable SharedStore store;
    private volatile RouteHandlers routes = (_, _) -> null;
    private volatile int worker = -1;
    private Set<Integer> missing = Set.of();

    /** Creates one for workers that share this JVM, with rooms that nobody else sees. */
    public ConnectionRegistry() {
        this(new RoomIndex(), null);
    }

    /**
     * Creates one.
     *
     * @param rooms are told of openings and ends
     * @param store where workers are processes, else null
     */
    public ConnectionRegistry(RoomIndex rooms, @Nullable SharedStore store) {
        this.rooms = rooms;
        this.store = store;
    }

    /** Says where controllers are found again; before the first connection. */
    public void routes(RouteHandlers handlers) {
        routes = handlers;
    }

    /** A worker of this process begins, before its first event: it takes over what the process before it left. */
    public void workerStart(int workerId) {
        worker = workerId;
        if (store == null) return;
        store.begin();
        for (int fd : rooms.all()) {
            Share share = connections.containsKey(fd) ? null : Share.find(store.records(), fd);
            if (share != null && share.worker() == workerId) takeOver(fd, share);
        }
    }

    /** Begins the handshake of a connection. */
    public Connection begin(int fd, String server, HttpRequest request) {
        Connection connection = new Connection(fd, server, request);
        connections.put(fd, connection);
        return connection;
    }

    /** Opens a connection whose handshake has been accepted; that it began is required. */
    public Fd register(int fd, @Nullable Object handler, String route) {
        Connection connection = Objects.requireNonNull(connections.get(fd));
        if (store != null) {
            Share share = Share.begin(store.records(), connection, route, worker);
            if (share != null) connection.share(share);
        }
        Fd opened = connection.open(handler, route);
        rooms.open(fd);
        return opened;
    }

    /** Forgets a connection: its handshake was refused, or its close callback has returned. */
    public void forget(int fd) {
        Connection connection = connections.remove(fd);
        rooms.forget(fd);
        if (store != null) store.records().remove(fd);
        if (connection != null) connection.release();
    }

    /** Returns a connection whose callbacks run in this process, also one that another process opened; else null. */
    public @Nullable Connection get(int fd) {
        Connection connection = connections.get(fd);
        if (connection != null || store == null) return connection;
        Share share = Share.find(store.records(), fd);
        return share == null ? null : takeOver(fd, share);
    }

    private Connection takeOver(int fd, Share share) {
        Object handler = routes.handler(share.text("server"), share.text("route"));
        return connections.computeIfAbsent(fd, _ -> new Connection(fd, share, handler, false));
    }

    /** Returns a connection of whatever process, or null. */
    public @Nullable Connection find(int fd) {
        Connection connection = connections.get(fd);
        if (connection != null || store == null) return connection;
        SharedRecords records = store.records();
        Share share = Share.find(records, fd);
        return share == null ? null : new Connection(fd, share, null, true);
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

    /**
     * Forgets connections that the server has not known for two calls: their process was killed in its close callback, which nobody
     * calls again. To be called now and then where workers are processes.
     */
    public synchronized void sweep(IntPredicate known) {
        Set<Integer> unknown = new HashSet<>();
        for (int fd : rooms.all()) if (!known.test(fd)) unknown.add(fd);
        for (int fd : unknown) if (missing.contains(fd)) forget(fd);
        missing = unknown;
    }
}
