package swoole4j.client.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import swoole4j.core.coroutine.Suspension;

/** Callers that wait for something to change. Any thread. */
final class Waiters {
    private final ConcurrentLinkedQueue<Thread> waiters = new ConcurrentLinkedQueue<>();

    /** Lets everybody look again at what they wait for. */
    void wake() {
        for (Thread waiter : waiters) LockSupport.unpark(waiter);
    }

    /** Waits until {@code done}. */
    Suspension await(BooleanSupplier done, Deadline deadline) {
        if (done.getAsBoolean()) return Suspension.DONE;
        Thread self = Thread.currentThread();
        waiters.add(self);
        try {
            return deadline.await(done);
        } finally {
            waiters.remove(self);
        }
    }
}
