package swoole4j.bench;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;

/** Sends a batch of frames in one write and compares each byte that comes back with what must come back. */
final class Peer {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final MemorySegment answer;
    private final int[] ends;
    private int position;
    private int answered;
    private long sentAt;

    /** {@code ends} tells at which byte of {@code answer} each answer is complete. */
    Peer(SocketChannel channel, SelectionKey key, ByteBuffer request, MemorySegment answer, int[] ends) {
        this.channel = channel;
        this.key = key;
        this.request = request;
        this.answer = answer;
        this.ends = ends;
        key.attach(this);
    }

    void send(long now) throws IOException {
        sentAt = now;
        request.rewind();
        write();
    }

    private void write() throws IOException {
        channel.write(request);
        int wanted = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) key.interestOps(wanted);
    }

    /** Does what the selector says; true when the last answer of the batch has come. */
    boolean ready(ByteBuffer buffer, MemorySegment view, Meter meter) throws IOException {
        if (key.isWritable() && request.hasRemaining()) write();
        return key.isReadable() && receive(buffer, view, meter);
    }

    private boolean receive(ByteBuffer buffer, MemorySegment view, Meter meter) throws IOException {
        int length = channel.read(buffer.clear());
        if (length < 0) throw new EOFException("the server closed a connection");
        if (length == 0) return false;
        verify(buffer, view, length);
        position += length;
        int before = answered;
        while (answered < ends.length && ends[answered] <= position) answered++;
        if (answered > before) meter.add(answered - before, System.nanoTime() - sentAt);
        return answered == ends.length;
    }

    /** Makes the next batch possible. */
    void rewind() {
        position = 0;
        answered = 0;
    }

    private void verify(ByteBuffer buffer, MemorySegment view, int length) {
        boolean fits = length <= answer.byteSize() - position;
        if (fits && MemorySegment.mismatch(view, 0, length, answer, position, position + length) < 0) return;
        byte[] start = new byte[Math.min(length, 64)];
        buffer.get(0, start);
        throw new IllegalStateException("wrong answer at byte " + position + " of " + answer.byteSize() + ", " + length
                + " bytes beginning with " + HexFormat.of().formatHex(start));
    }
}
