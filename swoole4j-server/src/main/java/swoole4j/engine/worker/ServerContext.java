package swoole4j.engine.worker;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.core.http.ServerLines;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.DatagramRoom;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.SocketKind;
import swoole4j.engine.link.ToReactor;

/**
 * What all workers of a running server share. Immutable.
 *
 * @param server the facade that callbacks get; a coroutine server has none
 * @param settings of the server
 * @param ports by index
 * @param view of all connections
 * @param reactors by id, filled before the first event
 * @param workers that run callbacks
 * @param lines Server and Date header
 * @param clockMicros microseconds since the epoch
 */
public record ServerContext(
        @Nullable Server server,
        ServerSettings settings,
        List<Port> ports,
        ConnectionView view,
        List<Link<ToReactor>> reactors,
        EventWorkers workers,
        ServerLines lines,
        LongSupplier clockMicros) {

    /**
     * One port.
     *
     * @param settings of the port
     * @param callbacks its own and, behind them, the primary port's
     * @param handshake its check of upgrade requests
     * @param number its port number, 0 where its address is a path
     * @param kind of its sockets
     * @param room for the datagrams that are to be sent from it
     */
    public record Port(
            PortSettings settings,
            Callbacks callbacks,
            WebSocketHandshake handshake,
            int number,
            SocketKind kind,
            DatagramRoom room) {}

    /** Returns the mode of the server. */
    int mode() {
        return server == null ? SWOOLE_BASE : server.mode();
    }

    /** Tells whether the caller is a task worker. */
    boolean isTaskWorker() {
        return server != null && server.taskworker();
    }

    /** Hands an event to the reactor of a connection. */
    void tell(ConnectionState connection, ToReactor event) {
        reactors.get(connection.reactorId()).offer(event);
    }

    Port port(ConnectionState connection) {
        return ports.get(connection.port());
    }

    /** Tells whether the caller is of the worker that runs the callbacks of a connection. */
    boolean isInside(ConnectionState connection) {
        return workers.isInside(workers.home(connection));
    }

    @Nullable
    ConnectionState find(int fd) {
        return view.find(fd);
    }

    long epochSecond() {
        return clockMicros.getAsLong() / 1_000_000;
    }
}
