package swoole4j.core.coroutine;

import org.jspecify.annotations.Nullable;

/** The platform thread of one worker. Runs continuations only: it takes no lock, logs nothing and does no I/O of its own. */
final class CarrierThread extends Thread {
    private final CarrierScheduler scheduler;

    CarrierThread(CarrierScheduler scheduler, Runnable body) {
        super(null, body, "swoole4j-worker-" + scheduler.workerId(), 0, false);
        this.scheduler = scheduler;
    }

    static @Nullable CarrierScheduler currentScheduler() {
        return VirtualThreadHook.currentCarrierThread() instanceof CarrierThread thread ? thread.scheduler : null;
    }
}
