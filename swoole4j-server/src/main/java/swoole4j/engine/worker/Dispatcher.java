package swoole4j.engine.worker;

import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.websocket.CloseCode;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.Callback;
import swoole4j.websocket.Frame;
import swoole4j.websocket.ReceivedFrames;

/**
 * Starts the callback of each event as a coroutine, in order of arrival. Events are offered by the worker's reactor;
 * callbacks run on the worker.
 */
public final class Dispatcher implements Link<ToWorker> {
    private final ServerContext context;
    private final Scheduler scheduler;
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;
    private final Handshakes handshakes;
    private final Requests requests;
    private final Streams streams;
    private final WorkerStatistics statistics;
    private final @Nullable SerialQueue all;
    private final Map<Integer, SerialQueue> perConnection = new HashMap<>();

    /** Creates the dispatcher of one worker. */
    public Dispatcher(ServerContext context, Scheduler scheduler, Services services) {
        this.context = context;
        this.scheduler = scheduler;
        this.invoker = services.invoker();
        this.sender = services.sender();
        this.closer = services.closer();
        this.streams = services.streams();
        this.statistics = services.statistics().worker(scheduler.workerId());
        this.requests = new Requests(context, services, scheduler);
        this.handshakes = new Handshakes(context, invoker, closer, requests);
        this.all = context.settings().coroutines() ? null : new SerialQueue(scheduler);
    }

    @Override
    public boolean offer(ToWorker event) {
        if (event instanceof ToWorker.StreamEnded ended) {
            streams.end(ended.fd(), ended.stream());
            sender.room().wake(ended.fd());
            return true;
        }
        ConnectionState connection = context.find(event.fd());
        if (connection == null) {
            if (event instanceof ToWorker.Requested requested)
                requested.request().discard();
            return true;
        }
        connection.dispatched();
        statistics.dispatch();
        switch (event) {
            case ToWorker.Message message -> message(connection, message);
            case ToWorker.Received received -> received(connection, received.data());
            case ToWorker.Connected _ -> connected(connection);
            case ToWorker.Requested requested -> requested(connection, requested.request());
            case ToWorker.UpgradeRequested requested -> upgrade(connection, requested.request());
            case ToWorker.Closed closed -> closed(connection, closed.reactorId());
            case ToWorker.Drained _ -> drained(connection);
            case ToWorker.StreamEnded _ -> throw new AssertionError("dealt with above");
        }
        return true;
    }

    private void message(ConnectionState connection, ToWorker.Message message) {
        Callback callback = context.port(connection).callbacks().get(EventKind.MESSAGE);
        serve(connection, () -> {
            if (callback != null && !connection.isClosedHere()) invoker.message(callback, frame(message));
            context.tell(connection, new ToReactor.Done(connection.fd(), message.payload().length));
        });
    }

    private static Frame frame(ToWorker.Message message) {
        byte[] payload = message.payload();
        if (message.opcode() != WEBSOCKET_OPCODE_CLOSE) {
            return ReceivedFrames.message(message.fd(), message.opcode(), message.flags(), payload, message.ascii());
        }
        int code = ClosePayload.code(payload, CloseCode.NORMAL);
        return ReceivedFrames.close(message.fd(), message.flags(), code, ClosePayload.reason(payload));
    }

    private void received(ConnectionState connection, byte[] data) {
        Callback callback = context.port(connection).callbacks().get(EventKind.RECEIVE);
        serve(connection, () -> {
            if (callback != null && !connection.isClosedHere()) {
                invoker.receive(callback, connection.fd(), connection.reactorId(), data);
            }
            context.tell(connection, new ToReactor.Done(connection.fd(), data.length));
        });
    }

    private void connected(ConnectionState connection) {
        Callback callback = context.port(connection).callbacks().get(EventKind.CONNECT);
        if (callback == null) return;
        run(connection, () -> invoker.connection("connect", callback, connection.fd(), connection.reactorId()));
    }

    private void requested(ConnectionState connection, HttpMessage message) {
        if (message.stream() == 0) {
            requests.take(connection, message, task -> serve(connection, http(task)), () -> {});
            return;
        }
        streams.begin(connection.fd(), message.stream());
        ToReactor done = new ToReactor.Done(connection.fd(), message.body().length);
        requests.take(connection, message, task -> serve(connection, http(task)), () -> context.tell(connection, done));
    }

    private void upgrade(ConnectionState connection, HttpMessage message) {
        Runnable handshake = handshakes.begin(connection, message);
        if (handshake != null) run(connection, handshake);
    }

    private void closed(ConnectionState connection, int reactorId) {
        run(connection, () -> closer.ended(connection, reactorId));
        perConnection.remove(connection.fd());
    }

    private void drained(ConnectionState connection) {
        sender.room().wake(connection.fd());
        Callback callback = context.port(connection).callbacks().get(EventKind.BUFFER_EMPTY);
        if (callback != null) scheduler.start(() -> invoker.id("bufferEmpty", callback, connection.fd()));
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
            all.add(task);
        } else if (context.settings().serial()) {
            perConnection
                    .computeIfAbsent(connection.fd(), _ -> new SerialQueue(scheduler))
                    .add(task);
        } else {
            scheduler.start(task);
        }
    }
}
