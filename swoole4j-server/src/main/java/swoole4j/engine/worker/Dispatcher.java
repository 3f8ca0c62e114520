package swoole4j.engine.worker;

import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.websocket.CloseCode;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.Receipts;
import swoole4j.engine.link.Tally;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.Callback;
import swoole4j.websocket.Frame;
import swoole4j.websocket.ReceivedFrames;

/**
 * Starts the callback of each event as a coroutine, in order of arrival. Events are offered by the worker's reactor;
 * callbacks run on the worker.
 */
public final class Dispatcher implements Link<ToWorker>, Executor {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final ServerContext context;
    private final Scheduler scheduler;
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;
    private final Handshakes handshakes;
    private final boolean deliverLate;
    private final Requests requests;
    private final Streams streams;
    private final Tally statistics;
    private final Datagrams datagrams;
    private final RequestLimit limit;
    private final Receipts receipts;
    private final @Nullable SerialQueue all;
    private final Map<Integer, SerialQueue> perConnection = new HashMap<>();

    /** Creates the dispatcher of one worker; {@code receipts} are told of each event that is handled. */
    public Dispatcher(
            ServerContext context, Scheduler scheduler, Services services, RequestLimit limit, Receipts receipts) {
        this.context = context;
        this.scheduler = scheduler;
        this.invoker = services.invoker();
        this.sender = services.sender();
        this.closer = services.closer();
        this.streams = services.streams();
        this.statistics = services.statistics().worker(scheduler.workerId());
        this.datagrams = services.datagrams();
        this.limit = limit;
        this.receipts = receipts;
        this.deliverLate =
                context.settings().deliverLate() && !context.workers().areStable();
        this.requests = new Requests(context, services, scheduler);
        this.handshakes = new Handshakes(context, invoker, closer, requests);
        this.all = context.settings().coroutines() ? null : new SerialQueue(scheduler);
        if (all != null) scheduler.timers().serially(timer -> addBare(all, timer));
    }

    @Override
    public boolean offer(ToWorker event) {
        if (event instanceof ToWorker.StreamEnded ended) {
            streams.end(ended.fd(), ended.stream());
            sender.room().wake(ended.fd());
            return true;
        }
        statistics.dispatch();
        if (event instanceof ToWorker.Datagram datagram) {
            packet(datagram);
            return true;
        }
        ConnectionState connection = context.find(event.fd());
        if (connection == null) {
            gone(event);
            return true;
        }
        if (!(event instanceof ToWorker.Flushed)) connection.dispatched();
        switch (event) {
            case ToWorker.Message message -> message(connection, message);
            case ToWorker.Received received -> received(connection, received.data());
            case ToWorker.Connected _ -> connected(connection);
            case ToWorker.Requested requested -> requested(connection, requested.request());
            case ToWorker.UpgradeRequested requested -> upgrade(connection, requested.request());
            case ToWorker.Closed closed -> closed(connection, () -> closer.ended(connection, closed));
            case ToWorker.Closing closing -> closed(connection, () -> closer.closing(connection, closing));
            case ToWorker.Drained _ -> drained(connection);
            case ToWorker.Filled _ -> sender.filled(connection);
            case ToWorker.Flushed flushed -> sender.flushed(flushed.ticket());
            case ToWorker.StreamEnded _, ToWorker.Datagram _ -> throw new AssertionError("dealt with above");
        }
        return true;
    }

    private void packet(ToWorker.Datagram datagram) {
        Callback callback = context.ports().get(datagram.port()).callbacks().get(EventKind.PACKET);
        double time = context.clockMicros().getAsLong() / 1e6;
        ToReactor done = new ToReactor.DatagramDone(datagram.port(), datagram.data().length);
        Runnable task = receipts.around(() -> {
            if (callback != null) invoker.packet(callback, datagrams.packet(datagram, time));
            statistics.request();
            context.reactors().get(datagram.reactorId()).offer(done);
        });
        if (all != null) {
            addBare(all, task);
        } else {
            scheduler.start(task);
        }
        limit.count();
    }

    /** What came of a connection that has ended meanwhile is dropped. */
    private static void gone(ToWorker event) {
        if (event instanceof ToWorker.Requested requested) requested.request().discard();
        if (event instanceof ToWorker.Received || event instanceof ToWorker.Message) {
            log.debug(
                    "data of connection {} is discarded (ERRNO {})",
                    event.fd(),
                    SwooleError.SESSION_DISCARD_TIMEOUT_DATA.number());
        }
    }

    /** Returns how many HTTP requests are in work. Any thread. */
    public int requests() {
        return requests.inWork();
    }

    private void message(ConnectionState connection, ToWorker.Message message) {
        if (isCrowded("onMessage", connection.fd())) {
            turnAway(connection);
            return;
        }
        Callback callback = context.port(connection).callbacks().get(EventKind.MESSAGE);
        serve(connection, receipts.around(() -> {
            if (callback != null && !connection.isClosedHere()) invoker.message(callback, frame(message));
            context.tell(connection, new ToReactor.Done(connection.fd(), message.payload().length));
        }));
        limit.count();
    }

    static Frame frame(ToWorker.Message message) {
        byte[] payload = message.payload();
        if (message.opcode() != WEBSOCKET_OPCODE_CLOSE) {
            return ReceivedFrames.message(message.fd(), message.opcode(), message.flags(), payload, message.ascii());
        }
        int code = ClosePayload.code(payload, CloseCode.NORMAL);
        return ReceivedFrames.close(message.fd(), message.flags(), code, ClosePayload.reason(payload));
    }

    /** Tells whether the worker has as many coroutines as it may have. */
    private boolean isCrowded(String event, int fd) {
        if (!scheduler.isCrowded()) return false;
        log.warn("{} handler error: max_coroutine {} reached [{}]", event, scheduler.count(), fd);
        return true;
    }

    /** Ends a connection whose message has no callback; not in the loop, which is busy with that connection. */
    private void turnAway(ConnectionState connection) {
        scheduler.start(() -> closer.close(connection.fd(), false));
    }

    private void received(ConnectionState connection, byte[] data) {
        if (isCrowded("onReceive", connection.fd())) {
            turnAway(connection);
            return;
        }
        ServerContext.Port port = context.port(connection);
        Callback callback = port.callbacks().get(port.settings().redis() ? EventKind.REDIS_COMMAND : EventKind.RECEIVE);
        double dispatchTime = connection.lastDispatchedMicros() / 1e6;
        serve(connection, receipts.around(() -> {
            if (callback != null && (!connection.isClosedHere() || deliverLate)) {
                invoker.receive(callback, connection.fd(), connection.reactorId(), data, dispatchTime);
            }
            context.tell(connection, new ToReactor.Done(connection.fd(), data.length));
        }));
        limit.count();
    }

    private void connected(ConnectionState connection) {
        Callback callback = context.port(connection).callbacks().get(EventKind.CONNECT);
        if (callback == null || isCrowded("onConnect", connection.fd())) return;
        run(
                connection,
                receipts.around(
                        () -> invoker.connection("connect", callback, connection.fd(), connection.reactorId())));
    }

    private void requested(ConnectionState connection, HttpMessage message) {
        begin(connection, message);
        limit.count();
    }

    private void begin(ConnectionState connection, HttpMessage message) {
        boolean crowded = isCrowded("onRequest", connection.fd());
        if (message.stream() == 0) {
            if (crowded) {
                requests.refuse(connection, message, () -> {});
                return;
            }
            take(connection, message, () -> {});
            return;
        }
        streams.begin(connection.fd(), message.stream());
        ToReactor done = new ToReactor.Done(connection.fd(), message.body().length);
        if (crowded) {
            requests.refuse(connection, message, () -> context.tell(connection, done));
            return;
        }
        take(connection, message, () -> context.tell(connection, done));
    }

    private void take(ConnectionState connection, HttpMessage message, Runnable done) {
        UnaryOperator<Runnable> receipt = receipts.take();
        Consumer<Runnable> start = task -> serve(connection, receipt.apply(http(task)));
        if (!requests.take(connection, message, start, done))
            receipt.apply(Dispatcher::nothing).run();
    }

    private static void nothing() {}

    private void upgrade(ConnectionState connection, HttpMessage message) {
        Runnable handshake = handshakes.begin(connection, message);
        if (handshake != null) run(connection, receipts.around(handshake));
    }

    private void closed(ConnectionState connection, Runnable end) {
        run(connection, receipts.around(end));
        perConnection.remove(connection.fd());
    }

    private void drained(ConnectionState connection) {
        sender.room().wakeFirst(connection.fd());
        if (isFullAgain(connection) || !connection.beEmpty()) return;
        Callback callback = context.port(connection).callbacks().get(EventKind.BUFFER_EMPTY);
        if (callback != null) scheduler.start(() -> invoker.id("bufferEmpty", callback, connection.fd()));
    }

    /** More was sent since the reactor told; it will tell again. Streams wake their senders earlier than at the low watermark. */
    private boolean isFullAgain(ConnectionState connection) {
        long low = context.port(connection).settings().lowWatermark();
        if (connection.isMultiplexed() || connection.unsent() <= low) return false;
        connection.watchDrain();
        return connection.unsent() > low;
    }

    /** Runs a callback that belongs to no connection: as a coroutine, or without coroutines when its turn comes. */
    @Override
    public void execute(Runnable callback) {
        if (all != null) {
            addBare(all, callback);
        } else {
            scheduler.start(callback);
        }
    }

    /** Runs a callback without coroutines when its turn comes. */
    private void addBare(SerialQueue queue, Runnable callback) {
        queue.add(() -> scheduler.runBare(callback));
    }

    /** Runs what counts as a request. */
    private void serve(ConnectionState connection, Runnable task) {
        run(connection, () -> {
            try {
                task.run();
            } finally {
                statistics.request();
            }
        });
    }

    private Runnable http(Runnable task) {
        return () -> {
            statistics.enter();
            try {
                task.run();
            } finally {
                statistics.leave();
            }
        };
    }

    private void run(ConnectionState connection, Runnable task) {
        if (all != null) {
            addBare(all, task);
        } else if (context.port(connection).settings().serial()) {
            perConnection
                    .computeIfAbsent(connection.fd(), _ -> new SerialQueue(scheduler))
                    .add(task);
        } else {
            scheduler.start(task);
        }
    }
}
