package swoole4j.client;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.Arrived;
import swoole4j.client.net.Datagrams;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.Endpoint;
import swoole4j.client.net.FailedException;
import swoole4j.core.coroutine.Claim;
import swoole4j.coroutine.Datagram;
import swoole4j.spi.SocketClientHandle;

/** A client of UDP, or of datagrams between paths. */
final class DatagramClient implements SocketClientHandle {
    private static final int INVALID = 22;
    private static final int NOT_SUPPORTED = 95;
    private static final int CONNECTED = 106;
    private static final int LARGEST = 65507;

    private final int domain;
    private final Outcome outcome = new Outcome();
    private final Claim reading = Claim.reading();
    private final Claim writing = Claim.writing();
    private final Owned<Datagrams> current;
    private final SystemOptions options = new SystemOptions(outcome);
    private volatile ClientSettings settings = ClientSettings.USUAL;

    /** What is done with the socket while the caller has claimed it. */
    private interface Work<T extends @Nullable Object> {
        T run() throws FailedException;
    }

    DatagramClient(int domain) {
        this.domain = domain;
        this.current = Owned.by(this, Datagrams::close);
    }

    Outcome outcome() {
        return outcome;
    }

    ClientSettings settings() {
        return settings;
    }

    /** The options of the system's that its socket begins with. */
    SystemOptions options() {
        return options;
    }

    /** Returns its socket, or null. */
    @Nullable
    Datagrams socket() {
        return current.get();
    }

    private <T extends @Nullable Object> T with(@Nullable Claim claim, T otherwise, Work<T> work) {
        outcome.fine();
        if (claim != null) claim.claim(fd());
        try {
            return work.run();
        } catch (FailedException e) {
            outcome.failed(e);
            return otherwise;
        } finally {
            if (claim != null) claim.release();
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
            Datagrams socket = current.get();
            if (socket != null && socket.remote() != null) {
                return outcome.failed(CONNECTED, "Transport endpoint is already connected");
            }
            if (!isAddress(host, port)) return false;
            Deadline deadline = Deadline.in(timeout == 0 ? settings.connectSeconds() : timeout);
            Endpoint peer = new Endpoint(domain, host, port);
            if (socket == null) {
                current.set(Datagrams.open(domain, local(), peer, options.chosen(), deadline));
            } else {
                socket.connect(peer, deadline);
            }
            return true;
        });
    }

    /** Takes an address of its own. */
    boolean bind(String address, int port) {
        return with(writing, false, () -> {
            if (current.get() != null) return outcome.failed(INVALID, "Invalid argument: it has an address");
            Endpoint local = new Endpoint(domain, address, port);
            Deadline deadline = Deadline.in(settings.connectSeconds());
            current.set(Datagrams.open(domain, local, null, options.chosen(), deadline));
            return true;
        });
    }

    private @Nullable Endpoint local() {
        String address = settings.bindAddress();
        if (address != null) return new Endpoint(domain, address, settings.bindPort());
        if (domain == Constants.AF_UNIX || settings.bindPort() == 0) return null;
        return new Endpoint(domain, domain == Constants.AF_INET6 ? "::" : "0.0.0.0", settings.bindPort());
    }

    private boolean isAddress(String host, int port) {
        boolean path = domain == Constants.AF_UNIX;
        if (!host.isEmpty() && (path || (port >= 1 && port <= 65535))) return true;
        return outcome.failed(
                SwooleError.INVALID_PARAMS.number(),
                "host [" + host + "] and port " + port + " are not allowed, expected "
                        + (path ? "a path" : "a name and 1 to 65535"));
    }

    @Override
    public boolean isConnected() {
        Datagrams socket = current.get();
        return socket != null && socket.isOpen() && socket.remote() != null;
    }

    @Override
    public int send(byte[] data, double timeout) {
        Datagrams socket = current.get();
        if (socket == null || socket.remote() == null) {
            outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
            return -1;
        }
        int size = data.length;
        double seconds = timeout == 0 ? settings.writeSeconds() : timeout;
        return with(null, -1, () -> {
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
        Claim opening = current.get() == null ? writing : null;
        return with(opening, false, () -> {
            if (!isAddress(address, port) || !fits(data)) return false;
            Deadline deadline = Deadline.in(settings.writeSeconds());
            opened(deadline).send(data, new Endpoint(domain, address, port), deadline);
            return true;
        });
    }

    private Datagrams opened(Deadline deadline) throws FailedException {
        Datagrams there = current.get();
        if (there != null) return there;
        Datagrams made = Datagrams.open(domain, local(), null, options.chosen(), deadline);
        current.set(made);
        return made;
    }

    private Arrived.@Nullable Datagram next(double timeout) {
        Datagrams socket = current.get();
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
        return Addresses.datagram(bytes, next.sender());
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
        return current.close();
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        Datagrams socket = current.get();
        return shown(Addresses.shown(socket == null ? null : socket.local()));
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        Datagrams socket = current.get();
        return shown(Addresses.shown(socket == null ? null : socket.remote()));
    }

    private @Nullable Map<String, Object> shown(@Nullable Map<String, Object> address) {
        if (address == null) outcome.failed(SwooleError.CLIENT_NO_CONNECTION);
        return address;
    }

    @Override
    public int fd() {
        Datagrams socket = current.get();
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
