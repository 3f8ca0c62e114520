package swoole4j.framework.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.engine.framework.connection.Connection;
import swoole4j.engine.framework.connection.ConnectionRegistry;
import swoole4j.engine.framework.room.Broadcaster;
import swoole4j.engine.framework.room.RoomIndex;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.Broadcast;
import swoole4j.framework.Fd;
import swoole4j.framework.Rooms;
import swoole4j.framework.spi.Application;
import swoole4j.framework.spi.ConnectionValues;
import swoole4j.framework.spi.Scope;
import swoole4j.websocket.Frame;

/** A started application, as the static verbs know it. Any thread. */
final class AppRuntime implements Application {
    private final RoomIndex rooms;
    private final ConnectionRegistry connections;
    private final Broadcaster broadcaster;
    private volatile @Nullable Server server;

    /** Creates one; {@code store} is there where workers are processes. */
    AppRuntime(@Nullable SharedStore store) {
        rooms = new RoomIndex(store == null ? null : store.memberships());
        connections = new ConnectionRegistry(rooms, store);
        broadcaster = new Broadcaster(rooms, () -> (swoole4j.websocket.Server) server());
    }

    ConnectionRegistry registry() {
        return connections;
    }

    void server(Server opened) {
        server = opened;
    }

    /** Returns the server; there is one when callbacks run. */
    Server server() {
        Server opened = server;
        if (opened == null) throw new IllegalStateException("the application has not been started");
        return opened;
    }

    /** Returns the server, or null when it speaks no WebSocket. */
    private swoole4j.websocket.@Nullable Server webSockets() {
        return server instanceof swoole4j.websocket.Server it ? it : null;
    }

    @Override
    public @Nullable ConnectionValues values(int fd) {
        return connections.find(fd);
    }

    @Override
    public Scope scope(int fd) {
        return Scope.of(this, fd, fd == 0 ? null : connections.get(fd));
    }

    @Override
    public @Nullable Fd connection(int fd) {
        Connection connection = connections.get(fd);
        return connection == null ? null : connection.opened();
    }

    @Override
    public List<Fd> connections() {
        return connections.opened();
    }

    @Override
    public boolean push(int fd, @Nullable Object data, int opcode, int flags) {
        var it = webSockets();
        return it != null && check(fd) && it.push(fd, data, opcode, flags);
    }

    @Override
    public boolean push(int fd, Frame frame) {
        var it = webSockets();
        return it != null && check(fd) && it.push(fd, frame);
    }

    /** That the connection is there is looked at first, because the server warns when it is not. */
    @Override
    public boolean disconnect(int fd, int code, String reason) {
        var it = webSockets();
        return it != null && check(fd) && it.disconnect(fd, code, reason);
    }

    @Override
    public boolean check(int fd) {
        var it = webSockets();
        return it != null && fd > 0 && it.isEstablished(fd);
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    public int broadcast(Broadcast broadcast, byte[] data, int opcode) {
        return webSockets() == null ? 0 : broadcaster.broadcast(broadcast, data, opcode);
    }
}
