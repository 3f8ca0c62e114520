package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.ToReactor;

/**
 * The answer on one stream: a queue of parts, of which Netty gets so much at a time that the connection stays busy, and the
 * rest waits here, where it is counted and can be dropped. Reactor-confined, in the loop.
 */
final class StreamOutput {
    private static final Logger log = LoggerFactory.getLogger(StreamOutput.class);
    private static final int PIECE = 32 * 1024;
    private static final int MOST_IN_FLIGHT = 2 * PIECE;

    private final Multiplexer owner;
    private final Http2Stream stream;
    private final ArrayDeque<Part> parts = new ArrayDeque<>(2);
    private int inFlight;
    private int writes;
    private boolean closed;
    /** Since when nothing was taken off it. */
    private long progress;

    private static final class Part {
        final Content content;
        final List<String> trailers;
        final boolean last;

        @Nullable
        Http2Headers head;

        long reservation;

        Part(List<String> head, Content content, List<String> trailers, boolean last, long reservation) {
            this.head = head.isEmpty() ? null : Fields.head(head);
            this.content = content;
            this.trailers = trailers;
            this.last = last;
            this.reservation = reservation;
        }

        /** Tells whether the frame that is about to be written ends the stream. */
        boolean endsNow() {
            return last && content.left() == 0 && trailers.isEmpty();
        }
    }

    StreamOutput(Multiplexer owner, Http2Stream stream) {
        this.owner = owner;
        this.stream = stream;
    }

    void add(ToReactor.StreamPart part) {
        add(new Part(part.head(), new Content.Bytes(part.data()), part.trailers(), part.last(), part.size()));
    }

    void add(ToReactor.StreamFile part) {
        Content file = new Content.FilePart(part.file(), part.followLinks(), part.offset(), part.length());
        add(new Part(part.head(), file, part.trailers(), part.last(), part.size()));
    }

    private void add(Part part) {
        if (closed) {
            drop(part);
            return;
        }
        if (isIdle()) progress = owner.nowMicros();
        parts.add(part);
        pump();
    }

    /** Writes what there is room for. */
    void pump() {
        while (inFlight < MOST_IN_FLIGHT && !closed) {
            Part part = parts.peek();
            if (part == null) return;
            try {
                if (write(part)) {
                    parts.poll();
                    part.content.close();
                }
            } catch (IOException e) {
                log.warn("a file cannot be sent: {}", e.toString());
                close();
                owner.reset(stream.id(), Http2Error.INTERNAL_ERROR);
            }
        }
    }

    /** Writes one frame, and returns whether it was the last one of the part. */
    private boolean write(Part part) throws IOException {
        Http2Headers head = part.head;
        if (head != null) {
            part.head = null;
            boolean end = part.endsNow();
            boolean done = end || (!part.last && part.content.left() == 0);
            headers(head, end, done ? part.reservation : 0);
            return done;
        }
        if (part.content.left() > 0) {
            ByteBuf piece = part.content.next(PIECE);
            boolean end = part.endsNow();
            boolean done = end || (!part.last && part.content.left() == 0);
            long share = done ? part.reservation : Math.min(part.reservation, piece.readableBytes());
            part.reservation -= share;
            data(piece, end, share);
            return done;
        }
        if (part.last && part.trailers.isEmpty()) {
            data(Unpooled.EMPTY_BUFFER, true, part.reservation);
        } else if (part.last) {
            headers(Fields.trailers(part.trailers), true, part.reservation);
        } else {
            owner.sent(part.reservation);
        }
        return true;
    }

    private void headers(Http2Headers headers, boolean end, long reservation) {
        watch(0, reservation, owner.encoder().writeHeaders(owner.ctx(), stream.id(), headers, 0, end, owner.promise()));
    }

    private void data(ByteBuf data, boolean end, long reservation) {
        int size = data.readableBytes();
        inFlight += size;
        watch(size, reservation, owner.encoder().writeData(owner.ctx(), stream.id(), data, 0, end, owner.promise()));
    }

    private void watch(int size, long reservation, ChannelFuture written) {
        writes++;
        written.addListener(_ -> {
            writes--;
            inFlight -= size;
            progress = owner.nowMicros();
            owner.sent(reservation);
            if (!closed && !parts.isEmpty()) owner.pumpLater(this);
        });
    }

    /** Tells whether nothing waits to be written. */
    boolean isIdle() {
        return parts.isEmpty() && writes == 0;
    }

    /** Tells whether the client has taken nothing since then although there is something. */
    boolean isStalledSince(long micros) {
        return !isIdle() && progress <= micros;
    }

    /** The stream is closed: what is left is dropped; what Netty has comes back by itself. */
    void close() {
        closed = true;
        parts.forEach(this::drop);
        parts.clear();
    }

    private void drop(Part part) {
        part.content.close();
        owner.sent(part.reservation);
    }
}
