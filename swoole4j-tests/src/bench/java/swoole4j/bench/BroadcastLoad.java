package swoole4j.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One connection says something, all get it; the next word when everybody has heard the last one. */
final class BroadcastLoad {
    private final Load load;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4_096);
    private final MemorySegment view = MemorySegment.ofBuffer(buffer);
    private int missing;

    BroadcastLoad(Load load) throws IOException {
        this.load = load;
        selector = Selector.open();
    }

    void run(int port, Meter meter) throws IOException {
        byte[] text = Wire.text(load.size, 0, 0);
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < load.connections; i++) {
            SocketChannel channel = Upgrade.connect(port, i, false);
            channel.configureBlocking(false);
            Listener listener = new Listener(channel);
            channel.register(selector, SelectionKey.OP_READ, listener);
            listeners.add(listener);
        }
        SocketChannel sender = listeners.getFirst().channel;
        byte[] frame = Wire.masked(Wire.TEXT, text, new Random(1));
        ByteBuffer request = ByteBuffer.allocateDirect(frame.length).put(frame);
        byte[] answer = Wire.unmasked(Wire.TEXT, text);
        MemorySegment image =
                MemorySegment.ofBuffer(ByteBuffer.allocateDirect(answer.length).put(0, answer));
        while (meter.goOn(System.nanoTime())) {
            for (Listener listener : listeners) listener.position = 0;
            missing = listeners.size();
            long now = System.nanoTime();
            if (sender.write(request.rewind()) < frame.length) throw new IOException("the sender's socket is full");
            while (missing > 0 && meter.goOn(System.nanoTime())) {
                selector.select(key -> hear((Listener) key.attachment(), image, meter, now), 1_000);
            }
        }
    }

    private void hear(Listener listener, MemorySegment image, Meter meter, long sentAt) {
        try {
            int length = listener.channel.read(buffer.clear());
            int end = listener.position + length;
            if (length < 0) throw new IOException("the server closed a connection");
            if (end > image.byteSize() || MemorySegment.mismatch(view, 0, length, image, listener.position, end) >= 0) {
                throw new IOException("wrong delivery of " + length + " bytes at byte " + listener.position);
            }
            listener.position = end;
            if (end < image.byteSize()) return;
            missing--;
            meter.add(1, System.nanoTime() - sentAt);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A connection and how much of the current delivery it has. */
    private static final class Listener {
        private final SocketChannel channel;
        private int position;

        Listener(SocketChannel channel) {
            this.channel = channel;
        }
    }
}
