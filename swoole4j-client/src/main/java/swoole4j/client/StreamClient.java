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
import swoole4j.core.framing.FramingException;
import swoole4j.coroutine.Client.Datagram;
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
    private final Current current = new Current();
    private volatile ClientSettings settings = ClientSettings.USUAL;

    /** A connection, and what reads from it. */
    private record Connected(Origin origin, StreamConnection connection, StreamReader reader) {}

    /** What the cleaner closes; apart from the client, which could never be collected otherwise. */
    private static final class Current {
        private volatile @Nullable Connected connected;

        void close() {
            Connected last = connected;
            connected = null;
            if (last != null) last.connection.close();
        }
    }

    StreamClient(boolean unix, boolean ssl) {
        this.unix = unix;
        this.ssl = ssl;
        HttpClient.CLEANER.register(this, current::close);
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
            if (current.connected != null) return outcome.failed(CONNECTED, "Transport endpoint is already connected");
            ClientSettings used = timeout == 0 ? settings : settings.with(Map.of("connect_timeout", timeout));
            Origin origin = origin(host, port);
            StreamConnection made = Connector.stream(origin, used).connect();
            current.connected =
                    new Connected(origin, made, new StreamReader(made, used.framing(), used.messageLimit()));
            return true;
        } catch (ClientException e) {
            return outcome.failed(e.code(), String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            return outcome.failed(e);
        } finally {
            writing.release();
        }
    }

    /** Unlike HTTP's ports none is usual. */
    private Origin origin(String host, int port) {
        if (unix) return Origin.of(host.startsWith("unix:/") ? host : "unix:" + host, 0, ssl);
        if (port < 1) throw new ClientException("The port is invalid", SwooleError.INVALID_PARAMS.number());
        return Origin.of(host, port, ssl);
    }

    @Override
    public boolean isConnected() {
        Connected now = current.connected;
        return now != null && now.connection.isOpen();
    }

    /** Returns the connection, or null with the error of those who have none. */
    private @Nullable Connected connected() {
        outcome.fine();
        Connected now = current.connected;
        if (now == null) outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
        return now;
    }

    @Override
    public int send(byte[] data, double timeout) {
        Connected to = connected();
        if (to == null) return -1;
        if (data.length == 0) {
            outcome.failed(SwooleError.INVALID_PARAMS.number(), "data to send is empty");
            return -1;
        }
        writing.claim(to.connection.number());
        try {
            int size = data.length;
            Deadline deadline = Deadline.in(timeout == 0 ? settings.writeSeconds() : timeout);
            to.connection.send(data, settings.sendLimit(), deadline);
            return size;
        } catch (FailedException e) {
            outcome.failed(e);
            return -1;
        } finally {
            writing.release();
        }
    }

    @Override
    public byte @Nullable [] recv(double timeout) {
        Connected from = connected();
        if (from == null) return null;
        reading.claim(from.connection.number());
        try {
            return from.reader.next(Deadline.in(timeout == 0 ? settings.readSeconds() : timeout));
        } catch (FailedException e) {
            outcome.failed(e);
        } catch (FramingException e) {
            outcome.failed(e.number(), String.valueOf(e.getMessage()));
        } finally {
            reading.release();
        }
        return null;
    }

    @Override
    public byte @Nullable [] peek(int length) {
        Connected from = connected();
        if (from == null) return null;
        if (length < 1) {
            outcome.failed(SwooleError.INVALID_PARAMS.number(), "length " + length + " is below 1");
            return null;
        }
        reading.claim(from.connection.number());
        try {
            byte[] seen = from.reader.peek(length);
            if (seen == null) outcome.failed(WOULD_BLOCK, "Resource temporarily unavailable");
            return seen;
        } catch (FailedException e) {
            outcome.failed(e);
            return null;
        } finally {
            reading.release();
        }
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
        boolean there = current.connected != null;
        current.close();
        return there;
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
        Connected now = current.connected;
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
