package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.ServerLines;
import swoole4j.core.websocket.DeflatePool;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.tls.Secured;

/**
 * One event loop: listeners, connections and their output. Confined to its scheduler's loop, but for {@link #offer},
 * {@link #wakeup} and {@link #submit}, which any thread may call.
 */
public final class Reactor implements Poller, Link<ToReactor> {
    private static final Logger log = LoggerFactory.getLogger(Reactor.class);
    /** Wake-ups cannot be lost; this only bounds what a mistake could cost. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    /** RFC 9113 3.2. */
    private static final String HTTP2 = "h2";

    private static final Secured NO_TLS = new Secured(null, null);
    private static final int KEPT_SINKS = 64;
    private static final int KEPT_SINK_SIZE = 64 * 1024;

    private final int id;
    private final Transport transport;
    private final ServerSettings settings;
    private final Scheduler scheduler;
    private final Link<ToWorker> worker;
    private final ConnectionTable table;
    private final LongSupplier clockMicros;
    private final ManualIoEventLoop loop;
    private final ServerLines lines;
    private final DeflatePool deflate;
    private final SharedDeflate shared;
    private final Wires wires = new Wires();
    private final Handshakes handshakes;
    private final Linger linger;
    private final Idle idle;
    private final Pace pace = new Pace(this);
    private final List<Listener> listeners = new ArrayList<>();
    private final ArrayDeque<Line> dirty = new ArrayDeque<>();
    private final ArrayDeque<ByteSink> sinks = new ArrayDeque<>();

    private final AtomicInteger active = new AtomicInteger();

    private long nowMicros;
    private boolean waiting;
    private boolean stopping;

    /** Creates the reactor; the scheduler runs it. */
    public Reactor(
            int id,
            Transport transport,
            ServerSettings settings,
            Scheduler scheduler,
            Link<ToWorker> worker,
            ConnectionTable table,
            LongSupplier clockMicros) {
        this.id = id;
        this.transport = transport;
        this.settings = settings;
        this.scheduler = scheduler;
        this.worker = worker;
        this.table = table;
        this.clockMicros = clockMicros;
        this.nowMicros = clockMicros.getAsLong();
        this.loop = new ManualIoEventLoop(null, transport.handlers());
        this.lines = new ServerLines(settings.serverSoftware());
        this.deflate = new DeflatePool(settings.compression().level());
        this.shared = new SharedDeflate();
        this.handshakes = new Handshakes(this, table);
        this.linger = new Linger(this, settings.closeTimeoutSeconds());
        this.idle = new Idle(this, wires, settings.heartbeatSeconds());
    }

    @Override
    public void around(Runnable body) {
        FastThreadLocalThread.runWithFastThreadLocal(() -> {
            loop.setOwningThread(Thread.currentThread());
            try {
                body.run();
            } finally {
                end();
            }
        });
    }

    @Override
    public boolean turn(boolean mayWait) {
        if (mayWait && dirty.isEmpty() && !stopping) {
            waiting = true;
            loop.run(LONGEST_WAIT);
            waiting = false;
        } else {
            loop.runNow();
        }
        nowMicros = clockMicros.getAsLong();
        return !stopping;
    }

    private static void nothing() {}

    @Override
    public void wakeup() {
        execute(Reactor::nothing);
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            // The loop has ended, and with it all that the task could touch.
        }
    }

    /** Runs {@code task} in the loop. */
    public void submit(Runnable task) {
        if (scheduler.inLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Runs {@code task} in the loop's next turn, also when the caller is a coroutine that shares the loop's thread. */
    void submitLater(Runnable task) {
        execute(task);
    }

    @Override
    public boolean offer(ToReactor event) {
        if (scheduler.inLoop()) {
            accept(event);
        } else {
            execute(() -> accept(event));
        }
        return true;
    }

    private void accept(ToReactor event) {
        Line line = wires.get(event.fd());
        if (line != null) line.accept(event);
    }

    /** Opens a listener; call it before connections matter, in the loop. */
    public void listen(
            int port, ListenAddress address, PortSettings portSettings, @Nullable PortTls tls, boolean shared)
            throws IOException {
        Listener listener = new Listener(this, port, address, portSettings, tls);
        listener.open(transport, shared);
        listeners.add(listener);
    }

    /** Accepts and reads no more; what is queued still goes out. */
    public void quiesce() {
        for (Listener listener : listeners) listener.close();
        handshakes.closeAll();
        for (Line line : wires.all()) line.stopReading();
    }

    /** Begins to accept connections. */
    public void beginAccepting() {
        for (Listener listener : listeners) listener.beginAccepting();
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
        for (Listener listener : listeners) listener.close();
        handshakes.closeAll();
        for (Line line : wires.all()) line.cut();
        linger.closeAll();
        deflate.close();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!loop.isTerminated()) loop.runNow();
    }

    void accepted(Listener listener, Channel channel) {
        PortTls tls = listener.tls();
        if (table.isFull(settings.maxConnections())) {
            refuse(channel);
        } else if (tls == null) {
            Line line = admit(listener, channel, NO_TLS);
            if (line == null) return;
            register(channel);
            worker.offer(new ToWorker.Connected(line.connection().fd()));
        } else {
            handshakes.begin(listener, channel, tls);
        }
    }

    /** The handshake is over: the connection begins. */
    void secured(Listener listener, Channel channel, Secured facts) {
        Line line = admit(listener, channel, facts);
        if (line != null) worker.offer(new ToWorker.Connected(line.connection().fd()));
    }

    private @Nullable Line admit(Listener listener, Channel channel, Secured facts) {
        Connection connection = table.add(
                (fd, slot) -> new Connection(fd, slot, listener, channel, nowMicros, facts.clientCertificate()));
        if (connection == null) {
            refuse(channel);
            return null;
        }
        boolean http2 = HTTP2.equals(facts.protocol());
        Line line = http2
                ? Http2Wire.begin(this, connection, listener.settings(), channel)
                : new Wire(this, connection, listener.settings(), channel, facts.protocol());
        begin(line);
        return line;
    }

    private void begin(Line line) {
        wires.put(line);
        active.incrementAndGet();
        idle.watch(line.port());
    }

    /** Something else takes care of a connection from here on. */
    void replace(Line line) {
        wires.put(line);
    }

    /** A stream becomes a connection of its own; null when there are too many. */
    @Nullable
    Wire opened(Connection parent, Channel stream) {
        Connection connection = table.isFull(settings.maxConnections())
                ? null
                : table.add((fd, slot) ->
                        new Connection(fd, slot, parent.listener(), stream, nowMicros, parent.clientCertificate()));
        if (connection == null) {
            log.warn("max_connection {} reached, a stream is refused", settings.maxConnections());
            table.abort();
            return null;
        }
        Wire wire = new Wire(this, connection, parent.listener().settings(), stream, null);
        begin(wire);
        register(stream);
        worker.offer(new ToWorker.Connected(connection.fd()));
        return wire;
    }

    private void refuse(Channel channel) {
        log.warn("max_connection {} reached, a connection is refused", settings.maxConnections());
        table.abort();
        channel.unsafe().closeForcibly();
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
        if (waiting) {
            // A coroutine runs although the loop waits for I/O: the JDK's selector lets go of the carrier.
            waiting = false;
            wakeup();
        }
    }

    @Override
    public void flush() {
        for (Line line; (line = dirty.poll()) != null; ) line.flushDirty();
    }

    /** Nobody tells the connection anything any more. */
    void release(Line line) {
        wires.remove(line);
    }

    /** Makes an fd unknown; any thread. */
    void forget(Connection connection) {
        table.remove(connection);
    }

    /** Counts what came. */
    void received(int bytes) {
        table.received(bytes);
    }

    /** Counts what the kernel took. */
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

    Link<ToWorker> worker() {
        return worker;
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
        return nowMicros;
    }

    /** Returns the worker that this reactor belongs to. */
    public int id() {
        return id;
    }
}
