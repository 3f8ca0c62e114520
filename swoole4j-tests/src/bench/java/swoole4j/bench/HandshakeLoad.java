package swoole4j.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** Connections that open, upgrade, exchange close frames and end, some at a time. */
final class HandshakeLoad {
    /** A run stops counting on the machine's ports here. */
    private static final int MOST = 1_000_000;

    private final Load load;
    private final Selector selector;
    private final ByteBuffer request = ByteBuffer.wrap(Upgrade.request(false));
    private final ByteBuffer close =
            ByteBuffer.wrap(Wire.masked(Wire.CLOSE, new byte[] {3, (byte) 0xe8}, new Random(1)));
    private int opened;

    HandshakeLoad(Load load) throws IOException {
        this.load = load;
        selector = Selector.open();
    }

    void run(int port, Meter meter) throws IOException {
        InetSocketAddress address = Upgrade.address("127.0.0.1", port);
        for (int i = 0; i < load.connections; i++) begin(address);
        while (meter.goOn(System.nanoTime()) && opened < MOST) {
            selector.select(key -> step(key, (Attempt) key.attachment(), address, meter), 1_000);
        }
    }

    private void begin(InetSocketAddress address) throws IOException {
        SocketChannel channel = Upgrade.open(opened++);
        channel.configureBlocking(false);
        Attempt attempt = new Attempt(channel, System.nanoTime());
        if (channel.connect(address)) {
            channel.write(request.rewind());
            channel.register(selector, SelectionKey.OP_READ, attempt);
        } else {
            channel.register(selector, SelectionKey.OP_CONNECT, attempt);
        }
    }

    private void step(SelectionKey key, Attempt attempt, InetSocketAddress address, Meter meter) {
        try {
            if (key.isConnectable()) {
                attempt.channel.finishConnect();
                attempt.channel.write(request.rewind());
                key.interestOps(SelectionKey.OP_READ);
            } else if (attempt.channel.read(attempt.in) < 0) {
                attempt.checkClose();
                attempt.channel.close();
                meter.add(1, System.nanoTime() - attempt.begin);
                begin(address);
            } else if (!attempt.upgraded && Upgrade.complete(attempt.in.array(), attempt.in.position(), false)) {
                attempt.upgraded = true;
                attempt.in.clear();
                attempt.channel.write(close.rewind());
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** One connection and what it has received. */
    private static final class Attempt {
        private final SocketChannel channel;
        private final long begin;
        private final ByteBuffer in = ByteBuffer.allocate(1_024);
        private boolean upgraded;

        Attempt(SocketChannel channel, long begin) {
            this.channel = channel;
            this.begin = begin;
        }

        void checkClose() throws IOException {
            boolean right = upgraded && in.position() == 4 && in.getInt(0) == 0x880203e8;
            if (!right) throw new IOException("ended without the close frame of code 1000, upgraded: " + upgraded);
        }
    }
}
