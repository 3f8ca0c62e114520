package swoole4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/**
 * An event worker of {@code SWOOLE_THREAD}: events reach it through an inbox, which its successor takes over when it is
 * reloaded, so that none is lost and none overtakes another.
 */
final class ThreadWorker extends EventWorker {
    private final Inbox<ToWorker> inbox;
    private final WorkerLoop<ToWorker> loop;

    ThreadWorker(
            ServerContext context,
            Services services,
            LifeEvents events,
            Scheduler scheduler,
            Dispatcher dispatcher,
            Inbox<ToWorker> inbox) {
        super(context, services, events, scheduler, dispatcher);
        this.inbox = inbox;
        this.loop = new WorkerLoop<>(scheduler, inbox, dispatcher, this::end);
        scheduler.run(loop);
    }

    @Override
    void begin() {
        scheduler.start(() -> events.call(EventKind.WORKER_START, id()));
        scheduler.start(loop::begin); // workerStart has ended or waits for something
    }

    @Override
    void pause() {
        loop.end();
    }

    /**
     * Hands its inbox over to {@code next} as soon as the callbacks of all that it took have begun, and ends when they are
     * over.
     *
     * @param now makes {@code next} the worker of this id
     * @return completed when {@code next} has begun; by force when it takes too long, since a callback holds the thread
     */
    CompletableFuture<Void> retire(ThreadWorker next, Runnable now) {
        exiting(true);
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        CompletableFuture<Void> begun = handedOver.thenRun(() -> {
            loop.end();
            now.run();
            next.begin();
        });
        loop.retire(() -> handedOver.complete(null));
        long seconds = (long) Math.ceil(context.settings().maxWaitSeconds());
        if (seconds > 0) handedOver.completeOnTimeout(null, seconds, TimeUnit.SECONDS);
        begun.thenRun(() -> startEnd(() -> finish(false)));
        return begun;
    }

    @Override
    void stop() {
        exiting(true);
        startEnd(() -> finish(true));
    }

    private void finish(boolean closing) {
        try {
            awaitCoroutines(1, deadline());
            if (closing) closeConnections();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            bare(EventKind.WORKER_STOP);
            loop.stop();
        }
    }

    @Override
    void stopNow() {
        loop.stop();
    }

    @Override
    boolean isIdle() {
        return inbox.isEmpty() && scheduler.isIdle();
    }

    @Override
    boolean hasEvents() {
        return loop.isConsuming() && !inbox.isEmpty();
    }
}
