package swoole4j.engine;

import java.util.PrimitiveIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.ExitCondition;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** One event worker, from its workerStart to its workerStop. Any thread, but for what says that it is a coroutine. */
abstract sealed class EventWorker permits BaseWorker, ProcessWorker, ThreadWorker {
    private static final Logger log = LoggerFactory.getLogger(EventWorker.class);
    private static final long LONGEST_CHECK_MILLIS = 20;

    static final int BUSY = 1;
    static final int IDLE = 2;
    static final int EXITING = 3;

    final ServerContext context;
    final Services services;
    final LifeEvents events;
    final Scheduler scheduler;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Dispatcher dispatcher;
    private volatile boolean exiting;

    EventWorker(
            ServerContext context, Services services, LifeEvents events, Scheduler scheduler, Dispatcher dispatcher) {
        this.context = context;
        this.services = services;
        this.events = events;
        this.scheduler = scheduler;
        this.dispatcher = dispatcher;
    }

    final int id() {
        return scheduler.workerId();
    }

    /** Returns how many HTTP requests are in work. */
    final int requests() {
        return dispatcher.requests();
    }

    /** Returns what runs callbacks that belong to no connection. */
    final Executor executor() {
        return dispatcher;
    }

    final Scheduler scheduler() {
        return scheduler;
    }

    /** Begins: workerStart, then what waits for the worker. */
    abstract void begin();

    /** Tells whether nothing is there to do. */
    abstract boolean isIdle();

    /** Tells whether events wait for the worker. */
    abstract boolean hasEvents();

    /** Takes no more than it has, since it is about to be replaced; in the worker's loop. */
    abstract void pause();

    /** Ends in order, once nothing is read any more: callbacks finish, connections are closed. */
    abstract void stop();

    /** Ends at once; what is left is cut. */
    abstract void stopNow();

    /** Returns the worker's status as Swoole numbers it. */
    final int status() {
        if (exiting) return EXITING;
        return isIdle() ? IDLE : BUSY;
    }

    final boolean isExiting() {
        return exiting;
    }

    final void exiting(boolean is) {
        exiting = is;
    }

    /** The worker is over. */
    final void end() {
        ended.complete(null);
    }

    /** Is completed when the worker is over, with its last coroutine. */
    final CompletableFuture<Void> ended() {
        return ended;
    }

    final boolean isEnded() {
        return ended.isDone();
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    final boolean join(long deadline) throws InterruptedException {
        try {
            ended.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when a graceful end that begins now is over at the latest. */
    final long deadline() {
        double seconds = context.settings().maxWaitSeconds();
        return seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
    }

    /** Starts what ends the worker: without reload_async behind the callbacks that wait, none of which is cut off. */
    final void startEnd(Runnable end) {
        if (context.settings().reloadAsync()) {
            scheduler.start(end);
        } else {
            executor().execute(end);
        }
    }

    /** Waits until the other coroutines have ended, with workerExit meanwhile; a coroutine. Not without reload_async. */
    final void awaitCoroutines(int others, long deadline) throws InterruptedException {
        if (!context.settings().reloadAsync()) return;
        long pause = 1;
        while (hasEvents() || scheduler.holders() > others || !ExitCondition.isMet()) {
            if (deadline - System.nanoTime() <= 0) {
                log.warn(
                        "worker {} exit timeout, forced termination: {} coroutines are left (ERRNO 9101)",
                        id(),
                        scheduler.holders() - others);
                return;
            }
            if (scheduler.holders() > others) bare(EventKind.WORKER_EXIT);
            scheduler.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_CHECK_MILLIS);
        }
    }

    /** Closes the connections that are this worker's; a coroutine. */
    final void closeConnections() {
        for (PrimitiveIterator.OfInt fds = context.view().iterator(-1); fds.hasNext(); ) {
            ConnectionState connection = context.view().find(fds.nextInt());
            if (connection != null && context.workers().home(connection) == id()) {
                services.closer().shutDown(connection);
            }
        }
    }

    /** Calls an event of this worker that is no coroutine's. */
    final void bare(EventKind event) {
        scheduler.runBare(() -> events.call(event, id()));
    }
}
