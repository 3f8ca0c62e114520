package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * Where the processes of workers have their sockets to one loop of the master. A process that connects says which one it is,
 * and the secret; one that nobody expects is turned away. In that loop.
 *
 * @param <E> what workers get here
 */
abstract class Quay<E> {
    private static final Logger log = LoggerFactory.getLogger(Quay.class);
    private static final long HELLO_SECONDS = 10;

    private final byte[] secret;
    /** By worker; those beyond get nothing here. */
    private final List<Outlet<E>> outlets;

    private final Map<Integer, Expected> expected = new HashMap<>();
    private final Map<Integer, Arrival> arrivals = new HashMap<>();
    /** Who wants to know when a process is gone. */
    private final Map<Integer, Runnable> awaited = new HashMap<>();

    private @Nullable Channel listener;

    /** A process that was started, and what is to be done when it is there. */
    private static final class Expected {
        final int worker;
        final WorkerCells cells;

        @Nullable
        Runnable move;

        Expected(int worker, WorkerCells cells) {
            this.worker = worker;
            this.cells = cells;
        }
    }

    Quay(String secret, List<Outlet<E>> outlets) {
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        this.outlets = outlets;
    }

    /** Returns what becomes of a connection. */
    abstract Arrival arrival(Channel channel);

    /** Makes the end of a connection to a process that is known. */
    abstract Berth<E> berth(int incarnation, WorkerCells cells, Pipe pipe);

    /** Listens. Any thread. */
    final void listen(IoEventLoop loop, Path address) throws IOException {
        listener = DomainSockets.listen(loop, address, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(arrival(channel));
            }
        });
    }

    /** A process was started. */
    public final void expect(int incarnation, int worker, WorkerCells cells) {
        expected.put(incarnation, new Expected(worker, cells));
    }

    /** Lets a process have what there is for its worker, as soon as it is connected; {@code done} is told when it does. */
    public final void moveTo(int incarnation, Runnable done) {
        Expected process = expected.get(incarnation);
        if (process == null) return;
        Arrival arrival = arrivals.get(incarnation);
        if (arrival == null) {
            process.move = done;
        } else {
            arrival.move(done);
        }
    }

    /** A process has ended; {@code done} is told when all that it told before is read. */
    public final void forget(int incarnation, Runnable done) {
        expected.remove(incarnation);
        if (arrivals.containsKey(incarnation)) {
            awaited.put(incarnation, done);
        } else {
            done.run();
        }
    }

    /** Ends everything. */
    public final void close() {
        if (listener != null) listener.close();
        for (Arrival arrival : List.copyOf(arrivals.values()))
            arrival.pipe.channel().close();
    }

    /** Returns the connection of a process, or null. */
    final @Nullable Pipe pipe(int incarnation) {
        Arrival arrival = arrivals.get(incarnation);
        return arrival == null ? null : arrival.pipe;
    }

    /** One connection; a stranger until it has said who it is. */
    abstract class Arrival extends ChannelInboundHandlerAdapter {
        final Pipe pipe;

        @Nullable
        Berth<E> berth;

        private @Nullable Expected process;

        Arrival(Channel channel) {
            this.pipe = new Pipe(channel);
        }

        /** Takes a frame. */
        abstract void take(ByteBuffer frame) throws MalformedFrameException;

        /** All that had come is taken. */
        abstract void taken(WorkerCells cells);

        /** The process is gone, which had begun with these and has not settled them. */
        abstract void gone(int incarnation, List<E> lost);

        @Override
        public final void channelActive(ChannelHandlerContext ctx) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (berth == null) ctx.close();
                            },
                            HELLO_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        public final void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                pipe.read(bytes, this::take);
            } catch (MalformedFrameException e) {
                log.error("a worker process broke the protocol and is cut off: {}", e.getMessage());
                ctx.close();
            } finally {
                bytes.release();
            }
        }

        @Override
        public final void channelReadComplete(ChannelHandlerContext ctx) {
            if (process != null) taken(process.cells);
        }

        /** Somebody says who it is. */
        public final void hello(String given, int worker, int incarnation) {
            boolean known = MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
            Expected who = known ? expected.get(incarnation) : null;
            if (who == null || who.worker != worker || berth != null || arrivals.containsKey(incarnation)) {
                log.warn("somebody connected who is no worker of this server, and is turned away");
                pipe.channel().close();
                return;
            }
            process = who;
            berth = berth(incarnation, who.cells, pipe);
            arrivals.put(incarnation, this);
            if (who.move != null) move(who.move);
        }

        private void move(Runnable done) {
            Outlet<E> outlet = outlet();
            if (outlet == null || berth == null) {
                done.run();
            } else {
                outlet.moveTo(berth, done);
            }
        }

        private @Nullable Outlet<E> outlet() {
            return process == null || process.worker >= outlets.size() ? null : outlets.get(process.worker);
        }

        /** Turns away who has not said who it is. */
        final boolean isStranger() {
            if (berth != null) return false;
            pipe.channel().close();
            return true;
        }

        /** What is kept in a place was handled. */
        public void settled(int place) {
            if (berth != null) berth.settled(place);
        }

        /** The process begins with nothing from here on. */
        public final void left() {
            Outlet<E> outlet = outlet();
            if (berth != null && outlet != null) outlet.left(berth);
        }

        @Override
        public final void channelInactive(ChannelHandlerContext ctx) {
            Berth<E> last = berth;
            if (last == null) return;
            arrivals.remove(last.incarnation());
            left();
            gone(last.incarnation(), last.takeLost());
            Runnable done = awaited.remove(last.incarnation());
            if (done != null) done.run();
        }

        @Override
        public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.debug("the connection to a worker process failed", cause);
            if (!(cause instanceof IOException))
                ctx.close(); // otherwise reading finds the end, behind what is still there
        }
    }
}
