package swoole4j.client;

import java.net.SocketAddress;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.client.net.Datagrams;
import swoole4j.coroutine.Datagram;
import swoole4j.spi.SocketHandle;

/** A socket of datagrams, which does what a client of datagrams does and may be bound. */
final class DatagramSocket implements SocketHandle {
    private static final int CLOSED = 9;
    private static final int INVALID = 22;
    private static final int NOT_SUPPORTED = 95;
    private static final int NOT_CONNECTED = 107;
    private static final int LARGEST = 65536;

    private final DatagramClient client;
    private final Outcome outcome;
    private volatile boolean closed;

    private DatagramSocket(int domain) {
        this.client = new DatagramClient(domain);
        this.outcome = client.outcome();
    }

    /** Makes one with the usual times. */
    static DatagramSocket open(int domain) {
        DatagramSocket socket = new DatagramSocket(domain);
        socket.client.set(SystemOptions.usualTimes());
        return socket;
    }

    @Override
    public boolean refuse() {
        return outcome.failed(NOT_SUPPORTED, "Operation not supported");
    }

    private boolean invalid(String why) {
        return outcome.failed(INVALID, "Invalid argument: " + why);
    }

    private boolean notConnected() {
        return outcome.failed(NOT_CONNECTED, "Transport endpoint is not connected");
    }

    private boolean isOpen() {
        outcome.fine();
        return !closed || outcome.failed(CLOSED, "Bad file descriptor");
    }

    @Override
    public boolean bind(String address, int port) {
        if (!isOpen()) return false;
        if (address.isEmpty()) return invalid("the address is empty");
        if (port < 0 || port > 65535) return invalid("port " + port + " is not allowed, expected 0 to 65535");
        try {
            return client.bind(address, port);
        } catch (InvalidPathException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean connect(String host, int port, double timeout) {
        try {
            return isOpen() && client.connect(host, port, timeout);
        } catch (InvalidPathException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int send(byte[] data, double timeout) {
        if (!isOpen()) return -1;
        if (client.isConnected()) return client.send(data, timeout);
        notConnected();
        return -1;
    }

    @Override
    public int sendto(String address, int port, byte[] data) {
        int size = data.length;
        try {
            return isOpen() && client.sendto(address, port, data) ? size : -1;
        } catch (InvalidPathException e) {
            invalid(String.valueOf(e.getMessage()));
            return -1;
        }
    }

    @Override
    public byte @Nullable [] recv(int length, double timeout) {
        if (!canReceive()) return null;
        if (length < 1) {
            invalid("length " + length + " is below 1");
            return null;
        }
        byte[] data = client.recv(timeout);
        return data == null || data.length <= length ? data : Arrays.copyOf(data, length);
    }

    @Override
    public @Nullable Datagram recvfrom(double timeout) {
        return canReceive() ? client.recvfrom(LARGEST, timeout) : null;
    }

    private boolean canReceive() {
        return isOpen() && (client.socket() != null || notConnected());
    }

    @Override
    public boolean cancel(int event) {
        Datagrams socket = client.socket();
        return switch (event) {
            case Constants.SWOOLE_EVENT_READ -> socket != null && socket.cancelReceiving();
            case Constants.SWOOLE_EVENT_WRITE -> false;
            default -> invalid("event " + event + " is not allowed, expected SWOOLE_EVENT_READ (512) or _WRITE (1024)");
        };
    }

    @Override
    public boolean close() {
        if (!isOpen()) return false;
        closed = true;
        client.close();
        return true;
    }

    @Override
    public boolean setOption(int level, int option, Object value) {
        return isOpen() && client.options().set(client::set, client.socket(), false, level, option, value);
    }

    @Override
    public @Nullable Object getOption(int level, int option) {
        return isOpen() ? client.options().get(client.settings(), client.socket(), level, option) : null;
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        Datagrams socket = client.socket();
        return isOpen() ? shown(socket == null ? null : socket.local()) : null;
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        Datagrams socket = client.socket();
        return isOpen() ? shown(socket == null ? null : socket.remote()) : null;
    }

    private @Nullable Map<String, Object> shown(@Nullable SocketAddress address) {
        Map<String, Object> shown = Addresses.shown(address);
        if (shown == null) notConnected();
        return shown;
    }

    @Override
    public int fd() {
        return client.fd();
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
