package swoole4j.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Batches of messages that come back, on each connection the next batch when the last answer has come. */
final class EchoLoad {
    private final Load.Kind kind;
    private final int size;
    private final int connections;
    private final int outstanding;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1_024);
    private final MemorySegment view = MemorySegment.ofBuffer(buffer);

    /** {@code outstanding} messages of {@code size} bytes on each of so many connections. */
    EchoLoad(Load.Kind kind, int size, int connections, int outstanding) throws IOException {
        this.kind = kind;
        this.size = size;
        this.connections = connections;
        this.outstanding = outstanding;
        selector = Selector.open();
    }

    void run(int port, Meter meter) throws IOException {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < connections; i++) peers.add(connect(port, i));
        for (Peer peer : peers) peer.send(System.nanoTime());
        while (meter.goOn(System.nanoTime())) {
            selector.select(key -> step((Peer) key.attachment(), meter), 1_000);
        }
    }

    private void step(Peer peer, Meter meter) {
        try {
            if (!peer.ready(buffer, view, meter)) return;
            peer.rewind();
            peer.send(System.nanoTime());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Peer connect(int port, int number) throws IOException {
        boolean deflate = kind == Load.Kind.DEFLATE;
        SocketChannel channel = Upgrade.connect(port, number, deflate);
        List<byte[]> messages = new ArrayList<>();
        for (int place = 0; place < outstanding; place++) messages.add(message(number, place));
        ByteBuffer request = request(messages, new Random(number));
        List<byte[]> answers = deflate ? learn(channel, request, messages) : plain(messages);
        int[] ends = new int[answers.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) ends[i] = end += answers.get(i).length;
        if (number == 0) { // into the log: a server that compresses less works less
            System.err.printf("asks with %d bytes, is answered with %d%n", request.limit(), end);
        }
        MemorySegment image = MemorySegment.ofBuffer(direct(answers));
        channel.configureBlocking(false);
        return new Peer(channel, channel.register(selector, SelectionKey.OP_READ), request, image, ends);
    }

    private byte[] message(int connection, int place) {
        return kind == Load.Kind.DEFLATE ? Wire.json(size, connection, place) : Wire.text(size, connection, place);
    }

    private int opcode() {
        return kind == Load.Kind.BINARY ? Wire.BINARY : Wire.TEXT;
    }

    private ByteBuffer request(List<byte[]> messages, Random random) {
        return direct(messages.stream()
                .map(message -> kind == Load.Kind.DEFLATE
                        ? Wire.masked(Wire.COMPRESSED_TEXT, Wire.deflate(message), random)
                        : Wire.masked(opcode(), message, random))
                .toList());
    }

    private List<byte[]> plain(List<byte[]> messages) {
        return messages.stream()
                .map(message -> Wire.unmasked(opcode(), message))
                .toList();
    }

    /** Inflates the first answers. Later ones must be the same bytes, as no context is taken over. */
    private static List<byte[]> learn(SocketChannel channel, ByteBuffer request, List<byte[]> messages)
            throws IOException {
        while (request.hasRemaining()) channel.write(request);
        byte[] bytes = new byte[65_536];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<byte[]> answers = new ArrayList<>();
        int at = 0;
        while (answers.size() < messages.size()) {
            int length = Wire.frameLength(bytes, at, in.position());
            if (length < 0 || at + length > in.position()) {
                if (channel.read(in) <= 0) throw new IOException("connection closed before the first answer");
                continue;
            }
            byte[] frame = Arrays.copyOfRange(bytes, at, at + length);
            int head = frame[1] == 126 ? 4 : 2;
            byte[] text = Wire.inflate(frame, head, length - head);
            if ((frame[0] & 0xff) != Wire.COMPRESSED_TEXT || !Arrays.equals(text, messages.get(answers.size()))) {
                throw new IllegalStateException(
                        "wrong compressed answer: " + new String(text, StandardCharsets.ISO_8859_1));
            }
            answers.add(frame);
            at += length;
        }
        return answers;
    }

    private static ByteBuffer direct(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return ByteBuffer.allocateDirect(all.size()).put(all.toByteArray()).flip();
    }
}
