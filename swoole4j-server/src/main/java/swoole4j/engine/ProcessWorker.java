package swoole4j.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.socket.ControlLink;
import swoole4j.engine.link.socket.LinkLoop;
import swoole4j.engine.link.socket.MasterLinks;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** The event worker of a process of its own. The process ends with it. */
final class ProcessWorker extends EventWorker {
    private static final long CHECK_MILLIS = 1;

    private final MasterLinks links;
    private final ControlLink control;
    private final LinkLoop loop;
    private final AtomicBoolean ending = new AtomicBoolean();

    ProcessWorker(
            ServerContext context,
            Services services,
            LifeEvents events,
            Scheduler scheduler,
            Dispatcher dispatcher,
            MasterLinks links,
            ControlLink control,
            LinkLoop loop) {
        super(context, services, events, scheduler, dispatcher);
        this.links = links;
        this.control = control;
        this.loop = loop;
    }

    @Override
    void begin() {
        events.call(EventKind.WORKER_START, id());
    }

    @Override
    boolean isIdle() {
        return scheduler.isIdle();
    }

    @Override
    boolean hasEvents() {
        return false;
    }

    /** Behind the beginnings of all that were dispatched so far. */
    @Override
    void pause() {
        scheduler.start(this::leave);
    }

    private void leave() {
        links.leave();
        control.leave();
        services.sender().leave();
    }

    /** Its connections are its master's: they are not closed. */
    @Override
    void stop() {
        if (!ending.compareAndSet(false, true)) return;
        exiting(true);
        startEnd(this::finish);
    }

    private void finish() {
        try {
            leave();
            long deadline = deadline();
            awaitCoroutines(1, deadline);
            bare(EventKind.WORKER_STOP);
            while (links.pending() + control.pending() > 0 && deadline - System.nanoTime() > 0)
                scheduler.sleep(CHECK_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            loop.stop();
        }
    }

    @Override
    void stopNow() {
        loop.stop();
    }
}
