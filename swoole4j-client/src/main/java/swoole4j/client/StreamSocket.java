package swoole4j.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.Acceptor;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.Endpoint;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Origin;
import swoole4j.client.net.StreamConnection;
import swoole4j.client.net.Tunable;
import swoole4j.core.coroutine.Claim;
import swoole4j.coroutine.http.ClientException;
import swoole4j.spi.SocketHandle;

/** A socket of a stream: it connects as a client does, or is bound and accepts others. */
final class StreamSocket implements SocketHandle {
    private static final int NO_SUCH_FILE = 2;
    private static final int IO = 5;
    private static final int CLOSED = 9;
    private static final int INVALID = 22;
    private static final int NOT_SUPPORTED = 95;
    private static final int RESET = 104;
    private static final int NOT_CONNECTED = 107;
    private static final int PIECE = 64 * 1024;

    private final int domain;
    private final StreamClient client;
    private final Outcome outcome;
    private final Claim accepting = Claim.reading();
    private final Owned<Acceptor> acceptor;
    private volatile boolean closed;

    StreamSocket(int domain) {
        this.domain = domain;
        this.client = new StreamClient(domain == Constants.AF_UNIX, false);
        this.outcome = client.outcome();
        this.acceptor = Owned.by(this, Acceptor::close);
    }

    /** Makes one with the usual times. */
    static StreamSocket open(int domain) {
        StreamSocket socket = new StreamSocket(domain);
        socket.client.set(SystemOptions.usualTimes());
        return socket;
    }

    private boolean failed(int error, String text) {
        return outcome.failed(error, text);
    }

    @Override
    public boolean refuse() {
        return failed(NOT_SUPPORTED, "Operation not supported");
    }

    private boolean invalid(String why) {
        return failed(INVALID, "Invalid argument: " + why);
    }

    private boolean isOpen() {
        outcome.fine();
        return !closed || failed(CLOSED, "Bad file descriptor");
    }

    private boolean isConnected() {
        if (!isOpen()) return false;
        return client.connection() != null || failed(NOT_CONNECTED, "Transport endpoint is not connected");
    }

    // ---- as one that accepts

    @Override
    public boolean bind(String address, int port) {
        if (!isOpen()) return false;
        if (address.isEmpty()) return invalid("the address is empty");
        if (port < 0 || port > 65535) return invalid("port " + port + " is not allowed, expected 0 to 65535");
        accepting.claim(fd());
        try {
            if (acceptor.get() != null || client.connection() != null) return invalid("it has an address");
            Deadline deadline = Deadline.in(client.settings().connectSeconds());
            acceptor.set(Acceptor.bind(
                    new Endpoint(domain, address, port), client.options().chosen(), deadline));
            return true;
        } catch (InvalidPathException e) {
            return invalid(String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            return outcome.failed(e);
        } finally {
            accepting.release();
        }
    }

    @Override
    public boolean listen(int backlog) {
        if (!isOpen()) return false;
        Acceptor bound = acceptor.get();
        if (bound == null) return invalid("it is not bound");
        bound.listen(Math.max(1, backlog));
        return true;
    }

    @Override
    public @Nullable SocketHandle accept(double timeout) {
        if (!isOpen()) return null;
        Acceptor bound = acceptor.get();
        if (bound == null || !bound.isListening()) {
            invalid("it does not listen");
            return null;
        }
        accepting.claim(bound.number());
        try {
            return accepted(bound.take(client.readDeadline(timeout)));
        } catch (FailedException e) {
            outcome.failed(e);
            return null;
        } finally {
            accepting.release();
        }
    }

    private StreamSocket accepted(StreamConnection connection) {
        StreamSocket made = new StreamSocket(domain);
        made.client.inherit(client, connection, new Origin("", 0, domain == Constants.AF_UNIX, false));
        return made;
    }

    @Override
    public boolean setProtocol(Map<String, ?> options) {
        if (!isOpen() || !client.set(options)) return false;
        ClientSettings settings = client.settings();
        Acceptor bound = acceptor.get();
        try {
            if (bound != null && settings.ssl()) bound.secure(settings);
        } catch (ClientException e) {
            return failed(e.code(), String.valueOf(e.getMessage()));
        }
        return client.connection() == null
                || client.receiving(false, from -> {
                    from.frame(settings.framing(), settings.messageLimit());
                    return true;
                });
    }

    // ---- as one that connects

    @Override
    public boolean connect(String host, int port, double timeout) {
        if (!isOpen()) return false;
        Acceptor bound = acceptor.get();
        if (bound == null) return client.connect(host, port, timeout);
        if (bound.isListening() || !(bound.local() instanceof InetSocketAddress local)) return invalid("it is bound");
        try {
            bound.vacate();
        } catch (FailedException e) {
            return outcome.failed(e);
        }
        acceptor.close();
        String address = local.getAddress().getHostAddress();
        client.set(Map.of("bind_address", address, "bind_port", local.getPort()));
        return client.connect(host, port, timeout);
    }

    @Override
    public int send(byte[] data, double timeout) {
        return isConnected() ? client.send(data, timeout) : -1;
    }

    @Override
    public boolean sendFile(String path, long offset, long length) {
        if (!isConnected()) return false;
        try (FileChannel file = FileChannel.open(Path.of(path))) {
            long size = file.size();
            if (offset < 0 || length < 0 || offset > size || length > size - offset) {
                return invalid(
                        "offset " + offset + " and length " + length + " are not in the " + size + " bytes of " + path);
            }
            InputStream in = Channels.newInputStream(file.position(offset));
            for (long left = length == 0 ? size - offset : length; left > 0; ) {
                byte[] piece = in.readNBytes((int) Math.min(PIECE, left));
                if (piece.length == 0) return failed(IO, path + " has become shorter");
                if (send(piece, 0) < 0) return false;
                left -= piece.length;
            }
            return true;
        } catch (NoSuchFileException | InvalidPathException _) {
            return failed(NO_SUCH_FILE, "No such file or directory: " + path);
        } catch (IOException e) {
            return failed(IO, path + " cannot be read: " + e.getMessage());
        }
    }

    private boolean canReceive(int length) {
        return isConnected() && (length >= 1 || invalid("length " + length + " is below 1"));
    }

    @Override
    public byte @Nullable [] recv(int length, double timeout) {
        if (!canReceive(length)) return null;
        return client.<byte @Nullable []>receiving(null, from -> from.some(length, client.readDeadline(timeout)));
    }

    @Override
    public byte @Nullable [] recvAll(int length, double timeout) {
        if (!canReceive(length)) return null;
        return client.<byte @Nullable []>receiving(
                null, from -> from.all(length, client.readDeadline(timeout), outcome::failed));
    }

    @Override
    public byte @Nullable [] recvLine(int length, double timeout) {
        if (!canReceive(length)) return null;
        return client.<byte @Nullable []>receiving(null, from -> from.line(length, client.readDeadline(timeout)));
    }

    @Override
    public byte @Nullable [] recvPacket(double timeout) {
        return isConnected() ? client.recv(timeout) : null;
    }

    @Override
    public byte @Nullable [] peek(int length) {
        return canReceive(length) ? client.peek(length) : null;
    }

    @Override
    public boolean shutdown(int how) {
        if (!isConnected()) return false;
        StreamConnection connection = client.connection();
        if (connection == null) return failed(NOT_CONNECTED, "Transport endpoint is not connected");
        if (how < Constants.SHUT_RD || how > Constants.SHUT_RDWR) {
            return invalid("how " + how + " is not allowed, expected SHUT_RD (0), SHUT_WR (1) or SHUT_RDWR (2)");
        }
        if (how != Constants.SHUT_RDWR && connection.isSecure()) return refuse();
        if (how != Constants.SHUT_WR) connection.endInput();
        if (how != Constants.SHUT_RD) connection.endOutput();
        return true;
    }

    @Override
    public boolean checkLiveness() {
        if (!isConnected()) return false;
        StreamConnection connection = client.connection();
        return (connection != null && connection.isLive()) || failed(RESET, "Connection reset by peer");
    }

    // ---- both

    @Override
    public boolean cancel(int event) {
        Acceptor bound = acceptor.get();
        StreamConnection connection = client.connection();
        return switch (event) {
            case Constants.SWOOLE_EVENT_READ ->
                bound == null ? connection != null && connection.cancelReceiving() : bound.cancel();
            case Constants.SWOOLE_EVENT_WRITE -> connection != null && connection.cancelSending();
            default -> invalid("event " + event + " is not allowed, expected SWOOLE_EVENT_READ (512) or _WRITE (1024)");
        };
    }

    @Override
    public boolean close() {
        if (!isOpen()) return false;
        closed = true;
        Acceptor bound = acceptor.get();
        try {
            if (bound != null) bound.vacate(); // who binds the address after this gets it
        } catch (FailedException _) {
            // the loop has ended, or somebody cancels: it is closed all the same
        }
        acceptor.close();
        client.close();
        return true;
    }

    private @Nullable Tunable tunable() {
        StreamConnection connection = client.connection();
        return connection == null ? acceptor.get() : connection;
    }

    @Override
    public boolean setOption(int level, int option, Object value) {
        boolean inherits = client.connection() == null;
        return isOpen() && client.options().set(client::set, tunable(), inherits, level, option, value);
    }

    @Override
    public @Nullable Object getOption(int level, int option) {
        return isOpen() ? client.options().get(client.settings(), tunable(), level, option) : null;
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        if (!isOpen()) return null;
        Acceptor bound = acceptor.get();
        StreamConnection connection = client.connection();
        return shown(connection != null ? connection.local() : bound == null ? null : bound.local());
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        if (!isOpen()) return null;
        StreamConnection connection = client.connection();
        return shown(connection == null ? null : connection.remote());
    }

    private @Nullable Map<String, Object> shown(@Nullable SocketAddress address) {
        Map<String, Object> shown = Addresses.shown(address);
        if (shown == null) failed(NOT_CONNECTED, "Transport endpoint is not connected");
        return shown;
    }

    @Override
    public int fd() {
        Acceptor bound = acceptor.get();
        return bound == null ? client.fd() : bound.number();
    }

    @Override
    public int errCode() {
        return outcome.number();
    }

    @Override
    public String errMsg() {
        return outcome.text();
    }
}
