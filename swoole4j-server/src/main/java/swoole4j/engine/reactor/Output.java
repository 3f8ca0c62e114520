package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import swoole4j.core.http.ByteSink;
import swoole4j.core.websocket.FrameWriter;

/**
 * The unsent bytes of one connection. Small pieces are joined in one array, large ones queued as they are; a flush copies
 * them to the socket's buffer, one write at a time, so that what a slow peer leaves stays here, where it is counted.
 * Reactor-confined; coroutines that share the reactor's thread append, the loop flushes.
 */
final class Output implements ChannelFutureListener {
    /** Larger pieces are queued without being copied. */
    static final int LARGE = 16 * 1024;

    private static final int CHUNK = 256 * 1024;
    private static final ByteSink NONE = new ByteSink(0);

    private final Channel channel;
    private final Wire wire;
    private ByteSink tail = NONE;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>(0);
    private long queued;
    private long reserved;
    private long inFlight;
    private long inFlightReserved;

    private static final class Piece {
        final ByteSink bytes;
        int from;

        Piece(ByteSink bytes) {
            this.bytes = bytes;
        }

        int left() {
            return bytes.length() - from;
        }
    }

    Output(Channel channel, Wire wire) {
        this.channel = channel;
        this.wire = wire;
    }

    /** Appends one frame. */
    void frame(int first, byte[] payload, int length, long reservation) {
        boolean large = length > LARGE;
        int header = FrameWriter.headerSize(length, false);
        ByteSink sink = tail(large ? header : header + length);
        FrameWriter.writeHeader(sink.array(), sink.length(), first, length);
        sink.advance(header);
        queued += header;
        append(payload, length, reservation);
    }

    /** Appends bytes; arrays longer than {@link #LARGE} are taken over. */
    void append(byte[] data, int length, long reservation) {
        if (length > LARGE) {
            seal();
            pieces.add(new Piece(ByteSink.wrap(data, length)));
        } else {
            tail(length).append(data, 0, length);
        }
        queued += length;
        reserved += reservation;
    }

    /** Tells whether all bytes are with the kernel. */
    boolean isEmpty() {
        return queued == 0 && inFlight == 0;
    }

    /** Drops what is queued. */
    void clear() {
        pieces.clear();
        tail = NONE;
        wire.sent(reserved);
        queued = 0;
        reserved = 0;
    }

    /** Drops everything once the channel is closed, what Netty has included. */
    void abandon() {
        clear();
        complete();
    }

    /** Writes until the queue is empty or the socket is full. */
    void flush() {
        while (queued > 0 && inFlight == 0) {
            if (channel.unsafe().outboundBuffer() == null) return; // closed
            int size = (int) Math.min(queued, CHUNK);
            ByteBuf chunk = take(size);
            inFlight = size;
            inFlightReserved = queued == 0 ? reserved : Math.min(reserved, size);
            reserved -= inFlightReserved;
            channel.write(chunk, channel.voidPromise());
            channel.flush();
            ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
            if (left == null) {
                // The write failed, which closes the channel. What was to be sent counts until the worker is told, or
                // else a sender that waits would take the room for an invitation.
                wire.lost();
            } else if (left.isEmpty()) {
                complete();
            } else {
                // An empty write behind the others tells when they are done; TLS, which is through with them, is left
                // out.
                channel.unsafe()
                        .write(Unpooled.EMPTY_BUFFER, channel.newPromise().addListener(this));
                channel.unsafe().flush();
            }
        }
    }

    /** The socket took the rest, or never will. */
    @Override
    public void operationComplete(ChannelFuture future) {
        if (!future.isSuccess()) {
            wire.lost();
            return;
        }
        complete();
        wire.flush();
    }

    private void complete() {
        long done = inFlightReserved;
        inFlight = 0;
        inFlightReserved = 0;
        wire.sent(done);
    }

    private ByteBuf take(int size) {
        ByteBuf chunk = channel.alloc().directBuffer(size);
        int left = size;
        while (left > 0) {
            Piece piece = pieces.peek();
            if (piece == null) {
                if (tail.length() == left) {
                    chunk.writeBytes(tail.array(), 0, left);
                    wire.recycle(tail);
                    tail = NONE;
                    break;
                }
                seal();
                continue;
            }
            int n = Math.min(left, piece.left());
            chunk.writeBytes(piece.bytes.array(), piece.from, n);
            piece.from += n;
            left -= n;
            if (piece.left() == 0) pieces.poll();
        }
        queued -= size;
        return chunk;
    }

    private ByteSink tail(int more) {
        if (tail == NONE) tail = wire.sink();
        tail.ensure(more);
        return tail;
    }

    private void seal() {
        if (tail.length() > 0) pieces.add(new Piece(tail));
        tail = NONE;
    }
}
