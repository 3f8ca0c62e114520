package swoole4j.client.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/** What callers have handed over and the kernel has not taken yet. Any thread. */
final class Outbox {
    private final ConcurrentLinkedQueue<Outgoing> items = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();
    private final AtomicLong unsent = new AtomicLong();
    private final Waiters waiters = new Waiters();

    /** Adds something; true when the loop has to be told. */
    boolean add(Outgoing item) {
        unsent.addAndGet(item.size());
        items.add(item);
        return announced.compareAndSet(false, true);
    }

    /** The loop begins to take: from here on it is told again. */
    void begin() {
        announced.set(false);
    }

    @Nullable
    Outgoing poll() {
        return items.poll();
    }

    /** So many bytes are sent, or never will be. */
    void sent(int bytes) {
        unsent.addAndGet(-bytes);
        wake();
    }

    long unsent() {
        return unsent.get();
    }

    /** Lets everybody look again at what they wait for. */
    void wake() {
        waiters.wake();
    }

    Suspension await(BooleanSupplier done, Deadline deadline) {
        return waiters.await(done, deadline);
    }
}
