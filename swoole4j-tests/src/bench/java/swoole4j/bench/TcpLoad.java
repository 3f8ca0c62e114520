package swoole4j.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * The process that makes one load: messages of 16 bytes behind their length, which come back as they are; on each connection
 * the next batch when the last answer has come. Arguments: port, pid of the server, connections, messages per batch, seconds
 * of warm-up, measured seconds.
 */
final class TcpLoad {
    private static final int BODY = 16;
    private static final int MESSAGE = 4 + BODY;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1_024);
    private final MemorySegment view = MemorySegment.ofBuffer(buffer);
    private final Meter meter;

    private TcpLoad(Meter meter) {
        this.meter = meter;
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Meter meter = new Meter(Long.parseLong(args[1]), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        new TcpLoad(meter).run(Integer.parseInt(args[0]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        System.out.println(meter.result());
    }

    private void run(int port, int connections, int batch) throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < connections; i++) connect(selector, port, batch, i).send(System.nanoTime());
        while (meter.goOn(System.nanoTime())) selector.select(key -> step((Peer) key.attachment()), 1_000);
    }

    private void step(Peer peer) {
        try {
            if (!peer.ready(buffer, view, meter)) return;
            peer.rewind();
            peer.send(System.nanoTime());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Peer connect(Selector selector, int port, int batch, int number) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        ByteBuffer messages = ByteBuffer.allocateDirect(batch * MESSAGE);
        int[] ends = new int[batch];
        for (int i = 0; i < batch; i++) {
            messages.putInt(BODY).putLong(number).putLong(i);
            ends[i] = messages.position();
        }
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        return new Peer(channel, key, messages.flip(), MemorySegment.ofBuffer(messages.duplicate()), ends);
    }
}
