package swoole4j.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client connection, or a UDP socket, that reads only when it is asked to, so that a server meets a peer that does not
 * read.
 */
final class Peer implements AutoCloseable {
    /** How the other side ended the connection. */
    enum End {
        FIN,
        RST
    }

    private final NetworkChannel channel;
    private final ByteChannel stream;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
    private byte[] received = new byte[0];
    private @Nullable End end;

    private <C extends SelectableChannel & ByteChannel & NetworkChannel> Peer(C channel) throws IOException {
        this.channel = channel;
        this.stream = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Connects to a port of this machine. */
    static Peer connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Peer(channel);
    }

    /** Opens a UDP socket that knows that port of this machine only. */
    static Peer udp(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Peer(channel);
    }

    int localPort() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Sends everything while it takes in what comes; false when time is up or the other side has gone. */
    boolean send(byte[] bytes, Deadline deadline) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            while (left.hasRemaining()) {
                if (deadline.passed()) return false;
                key.interestOps(end == null ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_WRITE);
                select(deadline);
                if (key.isWritable()) stream.write(left);
                if (key.isReadable()) receive();
            }
            return true;
        } catch (IOException gone) {
            return false;
        } finally {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Waits for bytes or the end; false when neither came in time. */
    boolean fill(Deadline deadline) throws IOException {
        if (end != null) return false;
        select(deadline);
        if (!key.isReadable()) return false;
        receive();
        return true;
    }

    /** Waits until {@code count} bytes are there; false when they do not come. */
    boolean need(int count, Deadline deadline) throws IOException {
        while (received.length < count) {
            if (end != null || deadline.passed()) return false;
            fill(deadline);
        }
        return true;
    }

    byte[] received() {
        return received;
    }

    /** Removes the first bytes, fewer when there are fewer. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOf(received, Math.min(count, received.length));
        received = Arrays.copyOfRange(received, taken.length, received.length);
        return taken;
    }

    @Nullable
    End end() {
        return end;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void halfClose() throws IOException {
        if (channel instanceof SocketChannel tcp) tcp.shutdownOutput();
    }

    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private void select(Deadline deadline) throws IOException {
        selector.selectedKeys().clear();
        if (deadline.passed()) {
            selector.selectNow();
        } else {
            selector.select(deadline.millisLeft());
        }
    }

    private void receive() {
        try {
            int count = stream.read(chunk.clear());
            if (count < 0) {
                end = End.FIN;
                return;
            }
            int before = received.length;
            received = Arrays.copyOf(received, before + count);
            chunk.flip().get(received, before, count);
        } catch (IOException reset) {
            end = End.RST;
        }
    }
}
