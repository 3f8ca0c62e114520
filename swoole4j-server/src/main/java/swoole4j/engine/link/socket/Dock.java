package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
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
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.encoding.ToldFrames;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * Where the processes of all workers have their sockets to one reactor. A process that connects says which one it is, and the
 * secret; one that nobody expects is turned away. In the reactor's loop.
 */
public final class Dock {
    private static final Logger log = LoggerFactory.getLogger(Dock.class);
    private static final long HELLO_SECONDS = 10;

    private final Host host;
    private final byte[] secret;
    private final List<Outlet> outlets;
    private final Map<Integer, Expected> expected = new HashMap<>();
    private final Map<Integer, Berth> berths = new HashMap<>();
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

    /** Creates the dock of a reactor, whose events for workers wait in {@code outlets}. */
    public Dock(Host host, String secret, List<Outlet> outlets) {
        this.host = host;
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        this.outlets = outlets;
    }

    /** Returns where the dock of a reactor listens. */
    public static Path address(Path folder, int reactor) {
        return folder.resolve("reactor-" + reactor);
    }

    /**
     * Listens. Any thread, before the loop runs or while it does.
     *
     * @throws IOException when that is not possible
     */
    public void listen(Path folder) throws IOException {
        listener = DomainSockets.listen(host.loop(), address(folder, host.id()), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Arrival(channel));
            }
        });
    }

    /** A process was started. */
    public void expect(int incarnation, int worker, WorkerCells cells) {
        expected.put(incarnation, new Expected(worker, cells));
    }

    /** Lets a process have the events of its worker, as soon as it is connected; {@code done} is told when it gets them. */
    public void moveTo(int incarnation, Runnable done) {
        Expected process = expected.get(incarnation);
        if (process == null) return;
        Berth berth = berths.get(incarnation);
        if (berth == null) {
            process.move = done;
        } else {
            outlets.get(process.worker).moveTo(berth, done);
        }
    }

    /** A process has ended; {@code done} is told when all that it told before is read. */
    public void forget(int incarnation, Runnable done) {
        expected.remove(incarnation);
        if (berths.containsKey(incarnation)) {
            awaited.put(incarnation, done);
        } else {
            done.run();
        }
    }

    /** Ends everything. */
    public void close() {
        if (listener != null) listener.close();
        for (Berth berth : List.copyOf(berths.values())) berth.close();
    }

    /** One connection; a stranger until it has said who it is. */
    private final class Arrival extends ChannelInboundHandlerAdapter implements ToldFrames.Reader {
        private final Pipe pipe;
        private @Nullable Berth berth;
        private @Nullable Expected process;
        private long taken;

        Arrival(Channel channel) {
            this.pipe = new Pipe(channel);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (berth == null) ctx.close();
                            },
                            HELLO_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
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

        private void take(ByteBuffer frame) throws MalformedFrameException {
            ToldFrames.read(frame, this);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (process != null) process.cells.take(host.id(), taken);
        }

        @Override
        public void hello(String given, int worker, int incarnation) {
            boolean known = MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
            Expected who = known ? expected.get(incarnation) : null;
            if (who == null || who.worker != worker || berth != null || berths.containsKey(incarnation)) {
                log.warn("somebody connected who is no worker of this server, and is turned away");
                pipe.channel().close();
                return;
            }
            process = who;
            berth = new Berth(host, incarnation, who.cells, pipe);
            berths.put(incarnation, berth);
            if (who.move != null) outlets.get(worker).moveTo(berth, who.move);
        }

        private boolean isStranger() {
            if (berth != null) return false;
            pipe.channel().close();
            return true;
        }

        @Override
        public void told(ToReactor message) {
            if (isStranger()) return;
            long reserved = Weight.reserved(message);
            if (reserved > 0) {
                host.reserve(message.fd(), reserved);
                taken += reserved;
            }
            host.accept(message);
        }

        @Override
        public void settled(int place) {
            if (berth != null) berth.settled(place);
        }

        @Override
        public void left() {
            if (berth != null && process != null) outlets.get(process.worker).left(berth);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            Berth gone = berth;
            if (gone == null || process == null) return;
            berths.remove(gone.incarnation());
            outlets.get(process.worker).left(gone);
            for (ToWorker event : gone.takeLost()) host.lost(event);
            host.died(gone.incarnation());
            Runnable done = awaited.remove(gone.incarnation());
            if (done != null) done.run();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.debug("the connection to a worker process failed", cause);
            if (!(cause instanceof IOException))
                ctx.close(); // otherwise reading finds the end, behind what is still there
        }
    }
}
