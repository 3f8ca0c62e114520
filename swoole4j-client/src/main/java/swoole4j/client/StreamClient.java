package swoole4j.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.Connector;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Origin;
import swoole4j.client.net.StreamConnection;
import swoole4j.client.net.StreamReader;
import swoole4j.core.coroutine.Claim;
import swoole4j.core.framing.FramingException;
import swoole4j.coroutine.Datagram;
import swoole4j.coroutine.http.ClientException;
import swoole4j.spi.SocketClientHandle;

/** A client of a stream: TCP or a Unix socket, with or without TLS. */
final class StreamClient implements SocketClientHandle {
    private static final int WOULD_BLOCK = 11;
    private static final int NOT_SUPPORTED = 95;
    private static final int CONNECTED = 106;

    private final boolean unix;
    private final boolean ssl;
    private final Outcome outcome = new Outcome();
    private final Claim reading = Claim.reading();
    private final Claim writing = Claim.writing();
    private final Owned<Connected> current;
    private final SystemOptions options = new SystemOptions(outcome);
    private volatile ClientSettings settings = ClientSettings.USUAL;

    /** A connection, and what reads from it. */
    private record Connected(Origin origin, StreamConnection connection, StreamReader reader) {}

    /** What is done with what receives while the caller has claimed it. */
    interface Use<T extends @Nullable Object> {
        T of(StreamReader from) throws FailedException, FramingException;
    }

    StreamClient(boolean unix, boolean ssl) {
        this.unix = unix;
        this.ssl = ssl;
        this.current = Owned.by(this, it -> it.connection.close());
    }

    Outcome outcome() {
        return outcome;
    }

    ClientSettings settings() {
        return settings;
    }

    /** The options of the system's that its connections begin with. */
    SystemOptions options() {
        return options;
    }

    /** Returns its connection, or null. */
    @Nullable
    StreamConnection connection() {
        Connected now = current.get();
        return now == null ? null : now.connection;
    }

    @Override
    public boolean set(Map<String, ?> options) {
        if (options.isEmpty()) return outcome.failed(SwooleError.INVALID_PARAMS.number(), "no option is given");
        settings = settings.with(options);
        return true;
    }

    @Override
    public boolean connect(String host, int port, double timeout) {
        outcome.fine();
        writing.claim(fd());
        try {
            if (current.get() != null) return outcome.failed(CONNECTED, "Transport endpoint is already connected");
            ClientSettings used = timeout == 0 ? settings : settings.with(Map.of("connect_timeout", timeout));
            Origin origin = origin(host, port);
            StreamConnection made =
                    Connector.stream(origin, used, options.chosen()).connect();
            adopt(made, origin);
            return true;
        } catch (ClientException e) {
            return outcome.failed(e.code(), String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            return outcome.failed(e);
        } finally {
            writing.release();
        }
    }

    /** Takes a connection that is there. */
    void adopt(StreamConnection made, Origin origin) {
        current.set(new Connected(origin, made, new StreamReader(made, settings.framing(), settings.messageLimit())));
    }

    /** Takes a connection that another one has accepted, with its settings. */
    void inherit(StreamClient from, StreamConnection made, Origin origin) {
        settings = from.settings;
        adopt(made, origin);
    }

    /** Unlike HTTP's ports none is usual. */
    private Origin origin(String host, int port) {
        boolean secure = ssl || settings.ssl();
        if (unix) return Origin.of(host.startsWith("unix:/") ? host : "unix:" + host, 0, secure);
        if (port < 1) throw new ClientException("The port is invalid", SwooleError.INVALID_PARAMS.number());
        return Origin.of(host, port, secure);
    }

    @Override
    public boolean isConnected() {
        Connected now = current.get();
        return now != null && now.connection.isOpen();
    }

    /** Returns the connection, or null with the error of those who have none. */
    private @Nullable Connected connected() {
        outcome.fine();
        Connected now = current.get();
        if (now == null) outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
        return now;
    }

    /** Uses what receives; a failure is noted and {@code otherwise} returned. */
    <T extends @Nullable Object> T receiving(T otherwise, Use<T> use) {
        Connected from = connected();
        if (from == null) return otherwise;
        reading.claim(from.connection.number());
        try {
            return use.of(from.reader);
        } catch (FailedException e) {
            outcome.failed(e);
        } catch (FramingException e) {
            outcome.failed(e.number(), String.valueOf(e.getMessage()));
        } finally {
            reading.release();
        }
        return otherwise;
    }

    /** Returns until when what is to be received may come. */
    Deadline readDeadline(double timeout) {
        return Deadline.in(timeout == 0 ? settings.readSeconds() : timeout);
    }

    @Override
    public int send(byte[] data, double timeout) {
        Connected to = connected();
        if (to == null) return -1;
        int size = data.length;
        if (size == 0) {
            outcome.failed(SwooleError.INVALID_PARAMS.number(), "data to send is empty");
            return -1;
        }
        // as in Swoole, where a send only waits when the system takes no more, and only then another one is too many
        boolean claimed = writing.tryClaim();
        if (!claimed && to.connection.isStuck()) {
            writing.claim(to.connection.number());
            claimed = true;
        }
        try {
            to.connection.send(
                    data, settings.sendLimit(), Deadline.in(timeout == 0 ? settings.writeSeconds() : timeout));
            return size;
        } catch (FailedException e) {
            outcome.failed(e);
            return -1;
        } finally {
            if (claimed) writing.release();
        }
    }

    @Override
    public byte @Nullable [] recv(double timeout) {
        return this.<byte @Nullable []>receiving(null, from -> from.next(readDeadline(timeout)));
    }

    @Override
    public byte @Nullable [] peek(int length) {
        return this.<byte @Nullable []>receiving(null, from -> {
            if (length < 1) {
                outcome.failed(SwooleError.INVALID_PARAMS.number(), "length " + length + " is below 1");
                return null;
            }
            byte[] seen = from.peek(length);
            if (seen == null) outcome.failed(WOULD_BLOCK, "Resource temporarily unavailable");
            return seen;
        });
    }

    @Override
    public boolean sendto(String address, int port, byte[] data) {
        return outcome.failed(NOT_SUPPORTED, "Operation not supported");
    }

    @Override
    public @Nullable Datagram recvfrom(int length, double timeout) {
        outcome.failed(NOT_SUPPORTED, "Operation not supported");
        return null;
    }

    @Override
    public boolean enableSsl() {
        Connected now = connected();
        if (now == null) return false;
        if (now.connection.isSecure()) return outcome.failed(SwooleError.WRONG_OPERATION);
        writing.claim(now.connection.number());
        try {
            now.connection.secure(now.origin, settings, Deadline.in(settings.connectSeconds()));
            return true;
        } catch (ClientException e) {
            return outcome.failed(e.code(), String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            current.close();
            return outcome.failed(e);
        } finally {
            writing.release();
        }
    }

    @Override
    public boolean close() {
        return current.close();
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        Connected now = connected();
        return now == null ? null : Addresses.shown(now.connection.local());
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        Connected now = connected();
        return now == null ? null : Addresses.shown(now.connection.remote());
    }

    @Override
    public int fd() {
        Connected now = current.get();
        return now == null ? -1 : now.connection.number();
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
