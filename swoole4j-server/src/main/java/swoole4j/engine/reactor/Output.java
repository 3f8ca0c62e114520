package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.FileRegion;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.ByteSink;
import swoole4j.core.websocket.FrameWriter;
import swoole4j.engine.http2.StreamChannel;
import swoole4j.engine.link.ToReactor;

/**
 * The unsent bytes of one connection. Small pieces are joined in one array, large ones queued as they are; a flush copies
 * them to the socket's buffer, one write at a time, so that what a slow peer leaves stays here, where it is counted.
 * Parts of files stand between them, at most one of them open; the kernel copies what is long where it can, and what
 * it cannot is read one chunk at a time. Reactor-confined; coroutines that share the reactor's thread append, the loop flushes.
 */
final class Output implements ChannelFutureListener {
    /** Larger pieces are queued without being copied. */
    static final int LARGE = 16 * 1024;

    private static final int CHUNK = 256 * 1024;
    /** Shorter parts of files leave with the bytes around them, in one write. */
    private static final int SHORT_PART = 32 * 1024;
    /** No write takes longer, so that what was begun ends soon after {@link #clear}. */
    private static final int LONGEST_REGION = 8 * 1024 * 1024;
    /** A peer that reads as fast as it is written to must not keep the loop for itself. */
    private static final int MOST_WRITES = 8;

    private static final ByteSink NONE = new ByteSink(0);

    private final Channel channel;
    private final Reactor reactor;
    private final Wire wire;
    private ByteSink tail = NONE;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>(0);
    private int files;
    private boolean copiesInKernel;
    private boolean corked;
    private boolean flushingLater;
    /** Bytes in memory. */
    private long queued;

    private long reserved;
    private long inFlight;
    private long inFlightReserved;
    private @Nullable FilePart partInFlight;
    private long appended;
    private long sent;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>(0);

    /** Somebody wants to know when {@code sent} has come to {@code upTo}. */
    private record Mark(ToReactor.Flush asked, long upTo) {}

    Output(Reactor reactor, Channel channel, Wire wire) {
        this.reactor = reactor;
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
        appended += header;
        append(payload, length, reservation);
    }

    /** Appends bytes; arrays longer than {@link #LARGE} are taken over. */
    void append(byte[] data, int length, long reservation) {
        if (length > LARGE) {
            seal();
            pieces.add(new Piece.Bytes(ByteSink.wrap(data, length)));
        } else {
            tail(length).append(data, 0, length);
        }
        queued += length;
        appended += length;
        reserved += reservation;
    }

    /**
     * Opens part of a file that will be appended, unless another one is open, so that its name may vanish afterwards.
     *
     * @throws IOException if it cannot be opened
     */
    void open(FilePart part) throws IOException {
        if (files > 0) return;
        part.open();
        copiesInKernel = copiesInKernel(channel);
    }

    /** Appends part of a file. */
    void append(FilePart part) {
        if (part.left() == 0) {
            part.close();
            return;
        }
        seal();
        appended += part.left();
        pieces.add(part);
        files++;
    }

    /** Whoever changes what is sent has to see it. */
    private static boolean copiesInKernel(Channel channel) {
        if (!(channel instanceof EpollSocketChannel || channel instanceof NioSocketChannel)) return false;
        for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
            if (entry.getValue() instanceof ChannelOutboundHandler) return false;
        }
        return true;
    }

    /** Tells whether all bytes are with the kernel. */
    boolean isEmpty() {
        return queued == 0 && files == 0 && inFlight == 0;
    }

    /** Tells whether parts of files are still to be sent. */
    boolean hasFiles() {
        return files > 0;
    }

    /** Returns a number that changes with every byte that the kernel takes; TLS makes many pieces of one write. */
    long progress() {
        ChannelOutboundBuffer writing = channel.unsafe().outboundBuffer();
        return writing == null ? sent : sent + writing.currentProgress() - writing.totalPendingWriteBytes();
    }

    /** Tells the wire when the kernel has all that was appended so far. */
    void mark(ToReactor.Flush asked) {
        if (isEmpty()) {
            wire.flushed(asked);
        } else {
            marks.add(new Mark(asked, appended));
        }
    }

    /** Drops what is queued. */
    void clear() {
        for (Piece piece : pieces) {
            if (!(piece instanceof FilePart part) || part == partInFlight) continue;
            part.close();
            reserved += part.reservation();
        }
        pieces.clear();
        marks.clear();
        files = partInFlight == null ? 0 : 1;
        tail = NONE;
        wire.sent(reserved);
        queued = 0;
        reserved = 0;
    }

    /** Drops everything once the channel is closed, what Netty has included. */
    void abandon() {
        clear();
        complete(false);
    }

    /** Writes until the queue is empty, the socket is full or others have their turn. */
    void flush() throws IOException {
        for (int writes = 0; queued + files > 0 && inFlight == 0; writes++) {
            if (channel.unsafe().outboundBuffer() == null) return; // closed
            if (writes == MOST_WRITES) {
                flushLater();
                return;
            }
            Object next = next();
            if (next == null) return; // a coroutine has cleared the queue while memory was waited for
            cork(next instanceof FileRegion || (pieces.peek() instanceof FilePart part && isForKernel(part)));
            channel.write(next, channel.voidPromise());
            channel.flush();
            ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
            if (left == null) {
                // The write failed, which closes the channel. What was to be sent counts until the worker is told, or
                // else a sender that waits would take the room for an invitation.
                failed();
            } else if (left.isEmpty()) {
                complete(true);
            } else {
                // An empty write behind the others tells when they are done; TLS, which is through with them, is left
                // out.
                channel.unsafe()
                        .write(Unpooled.EMPTY_BUFFER, channel.newPromise().addListener(this));
                channel.unsafe().flush();
            }
        }
    }

    /**
     * Holds back the last, short packet of what comes before a file, so that it is filled up with the beginning of the
     * file; on epoll only, which has a way to say so.
     */
    private void cork(boolean on) {
        if (on == corked || !(channel instanceof EpollSocketChannel socket) || !socket.isOpen()) return;
        socket.config().setTcpCork(on);
        corked = on;
    }

    private void flushLater() {
        if (flushingLater) return;
        flushingLater = true;
        reactor.submitLater(() -> {
            flushingLater = false;
            wire.flush();
        });
    }

    /** The socket took the rest, or never will. */
    @Override
    public void operationComplete(ChannelFuture future) {
        if (!future.isSuccess()) {
            failed();
            return;
        }
        complete(true);
        wire.flush();
    }

    private void failed() {
        FilePart part = partInFlight;
        if (part != null && part.hasShrunk()) wire.warn(part.shrank());
        wire.connection().lose();
    }

    /** What was in flight is with the kernel, or lost. */
    private void complete(boolean taken) {
        long done = inFlightReserved;
        FilePart part = partInFlight;
        partInFlight = null;
        if (part != null) {
            cork(false);
            part.sent(inFlight);
            boolean queuedStill = pieces.peek() == part;
            if (queuedStill && part.left() == 0) pieces.poll();
            if (!queuedStill || part.left() == 0) over(part);
        }
        if (taken) sent += inFlight;
        if (taken && !(channel instanceof StreamChannel)) reactor.sent(inFlight); // its connection counts them
        inFlight = 0;
        inFlightReserved = 0;
        wire.sent(done);
        for (Mark mark; (mark = marks.peek()) != null && mark.upTo <= sent; marks.poll()) wire.flushed(mark.asked);
        if (files == 0) wire.filesSent();
    }

    /** Takes what the next write sends off the queue. */
    private @Nullable Object next() throws IOException {
        if (pieces.peek() instanceof FilePart part && isForKernel(part)) {
            FileRegion region = part.region(LONGEST_REGION);
            partInFlight = part;
            inFlight = region.count();
            return region;
        }
        ByteBuf chunk = reactor.writeBuffer(channel.alloc(), chunkSize());
        int size = Math.min(chunkSize(), chunk.writableBytes());
        try {
            take(chunk, size);
        } catch (Throwable e) {
            chunk.release();
            throw e;
        }
        inFlight = size;
        if (size > 0) return chunk;
        chunk.release();
        return null;
    }

    private boolean isForKernel(FilePart part) {
        return copiesInKernel && part.left() > SHORT_PART;
    }

    /** What the kernel copies ends a chunk. */
    private int chunkSize() {
        if (files == 0) return (int) Math.min(queued, CHUNK);
        long size = 0;
        for (Piece piece : pieces) {
            if (size >= CHUNK || (piece instanceof FilePart part && isForKernel(part))) {
                return (int) Math.min(size, CHUNK);
            }
            size += piece.left();
        }
        return (int) Math.min(size + tail.length(), CHUNK);
    }

    private void take(ByteBuf chunk, int size) throws IOException {
        long ofMemory = 0;
        int left = size;
        while (left > 0) {
            Piece piece = pieces.peek();
            if (piece == null) {
                if (tail.length() == left) {
                    chunk.writeBytes(tail.array(), 0, left);
                    ofMemory += left;
                    reactor.recycle(tail);
                    tail = NONE;
                    break;
                }
                seal();
                continue;
            }
            int count = piece.moveTo(chunk, left);
            left -= count;
            if (!(piece instanceof FilePart)) ofMemory += count;
            if (piece.left() == 0) pieces.poll();
            if (piece.left() == 0 && piece instanceof FilePart part) over(part);
        }
        queued -= ofMemory;
        inFlightReserved = queued == 0 ? reserved : Math.min(reserved, ofMemory);
        reserved -= inFlightReserved;
    }

    /** A part is sent: its file is closed unless the next part is one of the same file. */
    private void over(FilePart part) {
        files--;
        if (part.reservation() > 0) wire.sent(part.reservation());
        for (Piece piece : pieces) {
            if (!(piece instanceof FilePart next)) continue;
            if (next.takeOver(part)) return;
            break;
        }
        part.close();
    }

    private ByteSink tail(int more) {
        if (tail == NONE) tail = reactor.sink();
        tail.ensure(more);
        return tail;
    }

    private void seal() {
        if (tail.length() > 0) pieces.add(new Piece.Bytes(tail));
        tail = NONE;
    }
}
