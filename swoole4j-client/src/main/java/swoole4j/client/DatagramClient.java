package swoole4j.client;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.Arrived;
import swoole4j.client.net.Datagrams;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.coroutine.Client.Datagram;
import swoole4j.spi.SocketClientHandle;

/** A client of UDP. */
final class DatagramClient implements SocketClientHandle {
    private static final int NOT_SUPPORTED = 95;
    private static final int CONNECTED = 106;
    private static final int LARGEST = 65507;

    private final boolean six;
    private final Outcome outcome = new Outcome();
    private final Claim reading = Claim.reading();
    private final Claim writing = Claim.writing();
    private final Current current = new Current();
    private volatile ClientSettings settings = ClientSettings.USUAL;

    /** What the cleaner closes. */
    private static final class Current {
        private volatile @Nullable Datagrams socket;

        void close() {
            Datagrams last = socket;
            socket = null;
            if (last != null) last.close();
        }
    }

    /** What is done with the socket while the caller has claimed it. */
    private interface Work<T extends @Nullable Object> {
        T run() throws FailedException;
    }

    DatagramClient(boolean six) {
        this.six = six;
        HttpClient.CLEANER.register(this, current::close);
    }

    private <T extends @Nullable Object> T with(Claim claim, T otherwise, Work<T> work) {
        outcome.fine();
        claim.claim(fd());
        try {
            return work.run();
        } catch (FailedException e) {
            outcome.failed(e);
            return otherwise;
        } finally {
            claim.release();
        }
    }

    @Override
    public boolean set(Map<String, ?> options) {
        if (options.isEmpty()) return outcome.failed(SwooleError.INVALID_PARAMS.number(), "no option is given");
        settings = settings.with(options);
        return true;
    }

    @Override
    public boolean connect(String host, int port, double timeout) {
        return with(writing, false, () -> {
            if (current.socket != null) return outcome.failed(CONNECTED, "Transport endpoint is already connected");
            if (!isAddress(host, port)) return false;
            Deadline deadline = Deadline.in(timeout == 0 ? settings.connectSeconds() : timeout);
            current.socket = Datagrams.open(Datagrams.find(host, port, six, deadline), settings, deadline);
            return true;
        });
    }

    private boolean isAddress(String host, int port) {
        if (!host.isEmpty() && port >= 1 && port <= 65535) return true;
        return outcome.failed(
                SwooleError.INVALID_PARAMS.number(),
                "host [" + host + "] and port " + port + " are not allowed, expected a name and 1 to 65535");
    }

    @Override
    public boolean isConnected() {
        Datagrams socket = current.socket;
        return socket != null && socket.isOpen() && socket.remote() != null;
    }

    @Override
    public int send(byte[] data, double timeout) {
        Datagrams socket = current.socket;
        if (socket == null || socket.remote() == null) {
            outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
            return -1;
        }
        int size = data.length;
        double seconds = timeout == 0 ? settings.writeSeconds() : timeout;
        return with(writing, -1, () -> {
            if (!fits(data)) return -1;
            socket.send(data, null, Deadline.in(seconds));
            return size;
        });
    }

    private boolean fits(byte[] data) {
        return data.length <= LARGEST || outcome.failed(SwooleError.MESSAGE_TOO_LONG);
    }

    @Override
    public boolean sendto(String address, int port, byte[] data) {
        return with(writing, false, () -> {
            if (!isAddress(address, port) || !fits(data)) return false;
            Deadline deadline = Deadline.in(settings.writeSeconds());
            InetSocketAddress to = Datagrams.find(address, port, six, deadline);
            Datagrams socket = current.socket;
            if (socket == null) current.socket = socket = Datagrams.open(null, settings, deadline);
            socket.send(data, to, deadline);
            return true;
        });
    }

    private Arrived.@Nullable Datagram next(double timeout) {
        Datagrams socket = current.socket;
        if (socket == null) {
            outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
            return null;
        }
        return this.<Arrived.@Nullable Datagram>with(reading, null, () -> {
            Arrived.Datagram next = socket.take(Deadline.in(timeout == 0 ? settings.readSeconds() : timeout));
            if (next == null) outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
            return next;
        });
    }

    @Override
    public byte @Nullable [] recv(double timeout) {
        Arrived.Datagram next = next(timeout);
        return next == null ? null : next.bytes();
    }

    @Override
    public @Nullable Datagram recvfrom(int length, double timeout) {
        if (length < 1) {
            outcome.failed(SwooleError.INVALID_PARAMS.number(), "length " + length + " is below 1");
            return null;
        }
        Arrived.Datagram next = next(timeout);
        if (next == null) return null;
        byte[] bytes = next.bytes().length > length ? Arrays.copyOf(next.bytes(), length) : next.bytes();
        return new Datagram(
                bytes,
                next.sender().getAddress().getHostAddress(),
                next.sender().getPort());
    }

    @Override
    public byte @Nullable [] peek(int length) {
        outcome.failed(NOT_SUPPORTED, "Operation not supported");
        return null;
    }

    @Override
    public boolean enableSsl() {
        return outcome.failed(NOT_SUPPORTED, "Operation not supported");
    }

    @Override
    public boolean close() {
        boolean there = current.socket != null;
        current.close();
        return there;
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        Datagrams socket = current.socket;
        return shown(Addresses.shown(socket == null ? null : socket.local()));
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        Datagrams socket = current.socket;
        return shown(Addresses.shown(socket == null ? null : socket.remote()));
    }

    private @Nullable Map<String, Object> shown(@Nullable Map<String, Object> address) {
        if (address == null) outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
        return address;
    }

    @Override
    public int fd() {
        Datagrams socket = current.socket;
        return socket == null ? -1 : socket.number();
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
