package swoole4j.engine.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.Callback;

/**
 * The worker's side of a coroutine server: hands what comes of each connection to its {@link Conversation}. Events are offered
 * by the reactor; handlers run on the scheduler.
 */
public final class Conversations implements Link<ToWorker> {
    final ServerContext context;
    final Closer closer;
    final Sender sender;
    /** How long a handler waits for a frame when it does not say, 0 for ever. */
    final double readSeconds;

    private final Scheduler scheduler;
    private final Routes routes;
    private final Requests requests;
    private final Streams streams;
    private final Map<Integer, Conversation> byFd = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean ending;
    private volatile @Nullable Thread awaitsRest;

    /** Creates it for the handlers of {@code routes}. */
    public Conversations(
            ServerContext context, Services services, Scheduler scheduler, Routes routes, double readSeconds) {
        this.context = context;
        this.closer = services.closer();
        this.sender = services.sender();
        this.streams = services.streams();
        this.requests = new Requests(context, services, scheduler);
        this.scheduler = scheduler;
        this.routes = routes;
        this.readSeconds = readSeconds;
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
            gone(event);
            return true;
        }
        connection.dispatched();
        switch (event) {
            case ToWorker.Connected _ -> connected(connection);
            case ToWorker.Requested requested
            when requested.request().stream() != 0 -> stream(connection, requested.request());
            case ToWorker.Requested _, ToWorker.UpgradeRequested _, ToWorker.Message _ -> arrived(event);
            case ToWorker.Closed _ -> {
                sender.room().wake(event.fd());
                arrived(event);
            }
            case ToWorker.Closing closing -> scheduler.start(() -> closing(connection, closing));
            case ToWorker.Drained _ -> sender.room().wakeFirst(event.fd());
            case ToWorker.Flushed flushed -> sender.flushed(flushed.ticket());
            case ToWorker.Received _, ToWorker.StreamEnded _, ToWorker.Datagram _, ToWorker.Filled _ ->
                throw new AssertionError("not on a port of HTTP: " + event);
        }
        return true;
    }

    private void connected(ConnectionState connection) {
        byFd.put(connection.fd(), new Conversation(this, connection));
        connection.rest(true);
        if (ending) scheduler.start(() -> closer.shutDown(connection));
    }

    private void closing(ConnectionState connection, ToWorker.Closing closing) {
        closer.closing(connection, closing);
        Conversation conversation = byFd.get(connection.fd());
        if (conversation != null) conversation.closedHere();
    }

    private void arrived(ToWorker event) {
        Conversation conversation = byFd.get(event.fd());
        if (conversation != null) conversation.arrive(event);
    }

    /** What came of a connection that this side has closed is dropped; its end is the last that is told of it. */
    private void gone(ToWorker event) {
        if (event instanceof ToWorker.Requested requested) requested.request().discard();
        if (event instanceof ToWorker.Closed) forget(event.fd());
    }

    void forget(int fd) {
        Conversation conversation = byFd.remove(fd);
        if (conversation != null) conversation.closedHere();
    }

    /** The streams of a connection are served side by side. */
    private void stream(ConnectionState connection, HttpMessage message) {
        Conversation conversation = byFd.get(connection.fd());
        streams.begin(connection.fd(), message.stream());
        ToReactor done = new ToReactor.Done(connection.fd(), message.body().length);
        if (conversation == null || scheduler.isCrowded()) {
            requests.refuse(connection, message, () -> context.tell(connection, done));
            return;
        }
        start(() -> {
            try {
                conversation.exchange(message);
            } finally {
                context.tell(connection, done);
            }
        });
    }

    /** Starts what counts as work of the server; false when there are too many coroutines. */
    boolean begin(Runnable work) {
        if (scheduler.isCrowded()) return false;
        start(work);
        return true;
    }

    /** Starts what has to be done. */
    void start(Runnable work) {
        running.incrementAndGet();
        scheduler.start(() -> {
            try {
                work.run();
            } finally {
                if (running.decrementAndGet() == 0) LockSupport.unpark(awaitsRest);
            }
        });
    }

    /** Turns a request away for which there is no coroutine. */
    void refuse(ConnectionState connection, HttpMessage message) {
        requests.refuse(connection, message, () -> {});
    }

    /** Lets the handler of its path answer a request. */
    void serve(ConnectionState connection, HttpMessage message, DialogAnswer answer) {
        Callback handler = routes.find(message.target());
        if (handler == null) {
            message.discard();
            answer.status(404, "");
            answer.end(null);
        } else {
            requests.call(connection, message, handler, answer);
        }
    }

    /** Makes the answer to a request. */
    DialogAnswer answer(Conversation conversation, HttpMessage message) {
        ConnectionState connection = conversation.connection();
        AnswerWriter writer = conversation.isStream(message)
                ? new TunnelWriter(context, closer, connection, message)
                : requests.writer(connection, message, true);
        return new DialogAnswer(this, conversation, message, writer, requests.compression(message));
    }

    boolean isEnding() {
        return ending;
    }

    /** Closes the connections that do nothing, and each of the others when it has answered; a coroutine. */
    public void end() {
        ending = true;
        for (Conversation conversation : byFd.values()) conversation.endIfIdle();
    }

    /** Waits until no handler runs any more; a coroutine, one at most. */
    public void awaitRest() {
        awaitsRest = Thread.currentThread();
        scheduler.await(() -> running.get() == 0, 0);
        awaitsRest = null;
    }
}
