package swoole4j.engine.worker;

import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.Destination;
import swoole4j.engine.link.HostAddress;
import swoole4j.engine.link.SocketKind;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.Packet;

/** What {@code sendto} does: the choice of the socket, checks, room, and the message to its reactor. Any thread. */
public final class Datagrams {
    /** 65535 less the headers of UDP and IPv4. */
    private static final int LARGEST_IPV4 = 65507;

    /** The header of IPv6 does not count. */
    private static final int LARGEST_IPV6 = 65527;

    private static final int LARGEST_UNIX = 64 * 1024;
    private static final int LONGEST_PATH = 107;
    private static final int LARGEST_PORT = 65535;
    /** How long a coroutine waits for room; a socket that sends nothing all that time will not. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final ServerContext context;

    Datagrams(ServerContext context) {
        this.context = context;
    }

    /** Returns the reactor whose socket {@code reactor} uses: a path can be bound once only. */
    public static int reactorOf(SocketKind kind, int reactor) {
        return kind.isUnix() ? 0 : reactor;
    }

    /** Returns the number of a port's socket, as scripts see it. */
    public static int socket(int port) {
        return port + 1;
    }

    Packet packet(ToWorker.Datagram datagram, double time) {
        return new Packet(
                socket(datagram.port()),
                context.ports().get(datagram.port()).number(),
                time,
                datagram.address(),
                datagram.peerPort(),
                datagram.data());
    }

    /** See {@link swoole4j.Server#sendto(String, int, byte[], int)}. */
    public boolean sendto(String host, int port, byte[] data, int serverSocket) {
        if (data.length == 0) return Sender.failed(SwooleError.NO_PAYLOAD, "the data sent must not be empty");
        SocketKind kind = family(host);
        int from = serverSocket < 0 ? last(kind) : serverSocket - 1;
        if (serverSocket < 0 && from < 0) {
            return Sender.failed(
                    SwooleError.OPERATION_NOT_SUPPORT, kind + " listener has to be added before executing sendto");
        }
        List<ServerContext.Port> ports = context.ports();
        if (from < 0 || from >= ports.size() || ports.get(from).kind() != kind) {
            return Sender.failed(
                    SwooleError.SOCKET_NOT_EXISTS,
                    "server_socket " + serverSocket + " is no listener of " + kind + ", from which " + host
                            + " can be reached");
        }
        Destination to = address(host, port, kind);
        return to != null && isSmallEnough(data.length, kind) && hand(from, to, data);
    }

    private static SocketKind family(String host) {
        if (host.startsWith("/")) return SocketKind.UNIX_DGRAM;
        return host.indexOf(':') >= 0 ? SocketKind.UDP6 : SocketKind.UDP;
    }

    private int last(SocketKind kind) {
        int port = context.ports().size() - 1;
        while (port >= 0 && context.ports().get(port).kind() != kind) port--;
        return port;
    }

    private static @Nullable Destination address(String host, int port, SocketKind kind) {
        try {
            if (kind.isUnix()) return path(host);
            if (port <= 0 || port > LARGEST_PORT) {
                Sender.failed(SwooleError.BAD_PORT, "port " + port + " is not allowed, expected 1 to " + LARGEST_PORT);
                return null;
            }
            return new Destination.Host(HostAddress.of(host, kind), port);
        } catch (UnknownHostException e) {
            Sender.failed(SwooleError.BAD_HOST_ADDR, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Destination path(String path) {
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            Sender.failed(
                    SwooleError.NAME_TOO_LONG, "the path has " + length + " bytes, expected at most " + LONGEST_PATH);
            return null;
        }
        try {
            return new Destination.Path(Path.of(path).toString());
        } catch (InvalidPathException e) {
            Sender.failed(SwooleError.INVALID_PARAMS, "no path: " + e.getReason());
            return null;
        }
    }

    private static boolean isSmallEnough(int length, SocketKind kind) {
        int largest = switch (kind) {
            case UDP6 -> LARGEST_IPV6;
            case UNIX_DGRAM -> LARGEST_UNIX;
            default -> LARGEST_IPV4;
        };
        if (length <= largest) return true;
        return Sender.failed(
                SwooleError.MESSAGE_TOO_LONG,
                "a datagram of " + length + " bytes is too long, expected at most " + largest);
    }

    private boolean hand(int port, Destination to, byte[] data) {
        ServerContext.Port from = context.ports().get(port);
        Scheduler caller = Scheduler.current();
        boolean room =
                caller == null ? from.room().enter(data.length) : from.room().await(caller, data.length, LONGEST_WAIT);
        if (!room) {
            return Sender.failed(
                    SwooleError.OUTPUT_BUFFER_OVERFLOW,
                    "the datagrams that port " + from.number() + " has not sent yet fill its buffer");
        }
        boolean ownSocket = context.workers().areReactors() && context.workers().contains(caller);
        int reactor = ownSocket && caller != null ? reactorOf(from.kind(), caller.workerId()) : 0;
        context.reactors().get(reactor).offer(new ToReactor.SendDatagram(port, to, data));
        return true;
    }
}
