package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_CLOSE_GOING_AWAY;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.ServerLines;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.DeflatePool;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/**
 * One event loop: its connections and their output. Confined to its loop, but for {@link #offer},
 * {@link #wakeup} and {@link #submit}, which any thread may call.
 */
public final class Reactor implements Poller, Link<ToReactor> {
    private static final Logger log = LoggerFactory.getLogger(Reactor.class);
    /** Wake-ups cannot be lost; this only bounds what a mistake could cost. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private static final int KEPT_SINKS = 64;
    private static final int KEPT_SINK_SIZE = 64 * 1024;
    private static final int REUSED_FOR_WRITES = 64 * 1024;

    private final int id;
    private final ServerSettings settings;
    private final BooleanSupplier inLoop;
    private final Link<ToWorker> worker;
    private final ConnectionTable table;
    private final LongSupplier clockMicros;
    private final IoEventLoop loop;
    /** Somebody else runs the loop. */
    private final boolean guest;

    private final ServerLines lines;
    private final DeflatePool deflate;
    private final SharedDeflate shared;
    private final Wires wires = new Wires();
    private final Acceptance acceptance;
    private final Sockets sockets;
    private final Linger linger;
    private final Idle idle;
    private final Pace pace = new Pace(this);
    private final ArrayDeque<Line> dirty = new ArrayDeque<>();
    private final ArrayDeque<Runnable> flushes = new ArrayDeque<>();
    private final ArrayDeque<ByteSink> sinks = new ArrayDeque<>();
    private final LargeReads largeReads = new LargeReads();
    private final ReusedBuffer writes = new ReusedBuffer(REUSED_FOR_WRITES);

    private final Inbox<ToReactor> inbox = new Inbox<>(Integer.MAX_VALUE);
    private final AtomicInteger active = new AtomicInteger();

    /** The time, as the first to ask in a turn, or behind its wait for I/O, finds it. */
    private long nowMicros;

    private boolean clockRead;
    private boolean waiting;

    private boolean stopping;

    /** Creates the reactor; the scheduler runs it. */
    public Reactor(
            int id,
            Transport transport,
            ServerSettings settings,
            BooleanSupplier inLoop,
            Link<ToWorker> worker,
            ConnectionTable table,
            LongSupplier clockMicros) {
        this(
                id,
                transport,
                new ManualIoEventLoop(null, transport.handlers()),
                false,
                settings,
                inLoop,
                worker,
                table,
                clockMicros);
    }

    /** Tells whether a loop that does its I/O with {@code io} can have {@linkplain #guest guests}. */
    public static boolean canShare(@Nullable Object io) {
        return io instanceof IoEventLoop shared && Transport.of(shared) != null;
    }

    /**
     * Creates a reactor on a loop that somebody else runs, between {@link #settle} and {@link #leave}.
     *
     * @param io what that loop does its I/O with, which can be shared
     */
    public static Reactor guest(
            Object io,
            ServerSettings settings,
            BooleanSupplier inLoop,
            Link<ToWorker> worker,
            ConnectionTable table,
            LongSupplier clockMicros) {
        IoEventLoop shared = (IoEventLoop) io;
        Transport transport = Objects.requireNonNull(Transport.of(shared));
        return new Reactor(0, transport, shared, true, settings, inLoop, worker, table, clockMicros);
    }

    private Reactor(
            int id,
            Transport transport,
            IoEventLoop loop,
            boolean guest,
            ServerSettings settings,
            BooleanSupplier inLoop,
            Link<ToWorker> worker,
            ConnectionTable table,
            LongSupplier clockMicros) {
        this.guest = guest;
        this.id = id;
        this.settings = settings;
        this.inLoop = inLoop;
        this.worker = worker;
        this.table = table;
        this.clockMicros = clockMicros;
        this.loop = loop;
        this.lines = new ServerLines(settings.serverSoftware());
        this.deflate = new DeflatePool(settings.compression().level());
        this.shared = new SharedDeflate();
        this.acceptance = new Acceptance(this, table);
        this.sockets = new Sockets(this, transport);
        this.linger = new Linger(this, settings.closeTimeoutSeconds());
        this.idle = new Idle(this, wires, acceptance.handshakes());
    }

    /** Returns Netty's side of the loop, for clients that want to share it. */
    public Object io() {
        return loop;
    }

    private ManualIoEventLoop own() {
        return (ManualIoEventLoop) loop;
    }

    /** Begins on the loop of somebody else; in that. */
    public void settle() {
        inbox.wakes(() -> execute(this::drain));
    }

    /** Ends, as {@link #stop}, but leaves the loop of somebody else as it is. In the loop. */
    public void leave() {
        stopping = true;
        if (guest) closeAll();
    }

    @Override
    public void around(Runnable body) {
        FastThreadLocalThread.runWithFastThreadLocal(() -> {
            own().setOwningThread(Thread.currentThread());
            inbox.wakes(() -> execute(this::drain));
            try {
                body.run();
            } finally {
                end();
            }
        });
    }

    @Override
    public boolean turn(boolean mayWait) {
        clockRead = false;
        if (mayWait && dirty.isEmpty() && !stopping) {
            waiting = true;
            try {
                own().run(LONGEST_WAIT);
            } finally {
                waiting = false;
            }
        } else {
            own().runNow();
        }
        clockRead = false;
        return !stopping;
    }

    private static void nothing() {}

    @Override
    public void wakeup() {
        execute(Reactor::nothing);
    }

    /** Runs {@code task} in the loop's next turn; false when there is none: all that the task could touch has ended. */
    boolean execute(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /** Runs {@code task} in the loop; false when that has ended. */
    public boolean submit(Runnable task) {
        if (!inLoop.getAsBoolean()) return execute(task);
        task.run();
        return true;
    }

    /**
     * Runs {@code task} in the loop's next turn, also when the caller is a coroutine that shares the loop's thread; false when
     * the loop has ended.
     */
    public boolean submitLater(Runnable task) {
        return execute(task);
    }

    @Override
    public boolean offer(ToReactor event) {
        if (inLoop.getAsBoolean()) {
            accept(event);
        } else {
            inbox.offer(event);
        }
        return true;
    }

    private void drain() {
        inbox.drain(this::acceptQueued, () -> true);
    }

    private void acceptQueued(ToReactor event) {
        try {
            accept(event);
        } catch (Throwable e) { // the events behind it are still there
            complain("an event of connection " + event.fd() + " failed", e);
        }
    }

    private void accept(ToReactor event) {
        if (event instanceof ToReactor.OfDatagrams datagrams) {
            sockets.accept(datagrams);
            return;
        }
        Line line = wires.get(event.fd());
        if (line != null) line.accept(event);
    }

    /** Returns the sockets on which something new comes. */
    public Sockets sockets() {
        return sockets;
    }

    /** Accepts and reads no more; what is queued still goes out. */
    public void quiesce() {
        sockets.quiesce();
        acceptance.end();
        for (Line line : wires.all()) line.stopReading();
    }

    /** Ends all connections as this server, behind what is queued for them, without a word to workers. */
    public void sayGoodbye() {
        for (Line line : wires.all()) {
            Connection connection = line.connection();
            if (!connection.closeHere()) continue;
            boolean farewell = settings.goingAway() && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
            line.accept(
                    farewell
                            ? new ToReactor.SendClose(connection.fd(), ClosePayload.of(WEBSOCKET_CLOSE_GOING_AWAY, ""))
                            : new ToReactor.Close(connection.fd(), false));
        }
    }

    /** Listens no more; connections go on. */
    public void stopListening() {
        sockets.quiesce();
        acceptance.end();
    }

    /** Shares what this reactor accepts with others, before it accepts. */
    public void share(IntFunction<Reactor> others) {
        acceptance.share(others);
    }

    /** Accepts nothing until {@link #beginAccepting}, and reads no more from the connections there are. */
    public void pause() {
        sockets.pause();
        for (Line line : wires.all()) line.stopReading();
    }

    /** Begins to accept connections. */
    public void beginAccepting() {
        sockets.begin();
    }

    /** Tells whether every connection has sent all it had and its end. Any thread. */
    public boolean isSent() {
        return active.get() == 0;
    }

    /** Tells whether every connection is gone. Any thread. */
    public boolean isQuiet() {
        return isSent() && linger.size() == 0;
    }

    /** A connection has sent all it will. */
    void wireSent() {
        active.decrementAndGet();
    }

    /** Ends the loop after this turn; connections that are left are cut. */
    public void stop() {
        stopping = true;
    }

    private void end() {
        closeAll();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!loop.isTerminated()) own().runNow();
        release();
    }

    private void closeAll() {
        sockets.close();
        acceptance.end();
        for (Line line : wires.all()) line.cut();
        linger.closeAll();
        deflate.close();
        if (guest && !submitLater(this::release)) release();
    }

    private void release() {
        largeReads.close();
        writes.close();
    }

    /** A connection begins. */
    void begin(Line line) {
        wires.put(line);
        active.incrementAndGet();
        idle.watch(line.port());
    }

    /** Something else takes care of a connection from here on. */
    void replace(Line line) {
        wires.put(line);
    }

    void register(Channel channel) {
        channel.unsafe().register(loop, new DefaultChannelPromise(channel, loop));
    }

    void schedule(Runnable task, long delay, TimeUnit unit) {
        loop.schedule(task, delay, unit);
    }

    /** Puts a connection on the list of those that have something to send in the next turn. */
    void markDirty(Line line) {
        dirty.add(line);
        if (guest && dirty.size() == 1) submitLater(this::flush);
        if (waiting) {
            // A coroutine runs although the loop waits for I/O: the JDK's selector lets go of the carrier.
            waiting = false;
            wakeup();
        }
    }

    @Override
    public void flush() {
        for (Line line; (line = dirty.poll()) != null; ) {
            try {
                line.flushDirty();
            } catch (Throwable e) { // no memory, for example: it costs this connection and no other
                broken(line, e);
            }
        }
        for (Runnable flush; (flush = flushes.poll()) != null; ) flush.run();
    }

    /** Runs {@code flush} behind the output of connections. */
    void flushLater(Runnable flush) {
        flushes.add(flush);
    }

    /** Returns all connections, as they are now. */
    List<Line> all() {
        return wires.all();
    }

    @Nullable
    Line line(int fd) {
        return wires.get(fd);
    }

    IoEventLoop loop() {
        return loop;
    }

    /** Returns the connection of that id, of whatever reactor. */
    @Nullable
    Connection find(int fd) {
        return table.find(fd);
    }

    private void broken(Line line, Throwable cause) {
        submitLater(line::expire);
        complain("connection " + line.connection().fd() + " cannot be written to and is closed", cause);
    }

    /** Logs, unless not even that can be done. */
    static void complain(String what, Throwable cause) {
        try {
            log.error("{}", what, cause);
        } catch (Throwable _) {
            // no memory, or no descriptor for the log's file
        }
    }

    /** Nobody tells the connection anything any more. */
    void release(Line line) {
        wires.remove(line);
    }

    /** Makes an fd unknown; any thread. */
    void forget(Connection connection) {
        table.remove(connection);
    }

    /** Counts bytes that came on a socket. */
    void received(long bytes) {
        table.received(bytes);
    }

    /** Counts bytes that the kernel took. */
    void sent(long bytes) {
        table.sent(bytes);
    }

    /** Counts an end; any thread. */
    void closed() {
        table.closed();
    }

    ByteSink sink() {
        ByteSink sink = sinks.poll();
        return sink == null ? new ByteSink(512) : sink;
    }

    void recycle(ByteSink sink) {
        if (sinks.size() < KEPT_SINKS && sink.array().length <= KEPT_SINK_SIZE) {
            sink.clear();
            sinks.push(sink);
        }
    }

    LargeReads largeReads() {
        return largeReads;
    }

    /** Returns an empty buffer for the next write, to be released. */
    ByteBuf writeBuffer(ByteBufAllocator allocator, int size) {
        return writes.take(allocator, size);
    }

    Link<ToWorker> worker() {
        return worker;
    }

    Acceptance acceptance() {
        return acceptance;
    }

    /** Looks after idle connections of such a port from here on. */
    void watchIdle(PortSettings port) {
        idle.watch(port);
    }

    Linger linger() {
        return linger;
    }

    Pace pace() {
        return pace;
    }

    DeflatePool deflate() {
        return deflate;
    }

    SharedDeflate shared() {
        return shared;
    }

    ServerLines lines() {
        return lines;
    }

    ServerSettings settings() {
        return settings;
    }

    long nowMicros() {
        if (guest || !clockRead) {
            nowMicros = clockMicros.getAsLong();
            clockRead = true;
        }
        return nowMicros;
    }

    /** Returns the time as it is, not as it was when the turn began. Any thread. */
    long clock() {
        return clockMicros.getAsLong();
    }

    /** Returns the time of the turn in which something came last. Any thread. */
    long lastKnownMicros() {
        return nowMicros;
    }

    /** Returns its number. */
    public int id() {
        return id;
    }
}
