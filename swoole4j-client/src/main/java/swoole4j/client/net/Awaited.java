package swoole4j.client.net;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/** What one caller waits for and another thread brings, once. Made by the one who waits. */
final class Awaited<T> {
    private final Thread waiter = Thread.currentThread();
    private final AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();

    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {}

    /** Brings it; false when nobody waits any more, or it was brought before. */
    boolean succeed(T value) {
        return complete(new Outcome<>(value, null));
    }

    /** Tells why there is none; false as above. */
    boolean fail(Throwable failure) {
        return complete(new Outcome<>(null, failure));
    }

    /** Nobody waits any more. */
    void abandon() {
        fail(FailedException.connecting(Suspension.CANCELED));
    }

    private boolean complete(Outcome<T> with) {
        if (!outcome.compareAndSet(null, with)) return false;
        LockSupport.unpark(waiter);
        return true;
    }

    /**
     * Waits for it.
     *
     * @throws FailedException when there is none, or not in time; who brings it later is told that nobody waits
     */
    T get(Deadline deadline) throws FailedException {
        Suspension how = deadline.await(() -> outcome.get() != null);
        if (how != Suspension.DONE) {
            FailedException late = FailedException.connecting(how);
            if (fail(late)) throw late;
        }
        Outcome<T> there = outcome.get();
        if (there == null) throw new IllegalStateException("nothing was brought");
        if (there.failure != null) throw FailedException.connecting(there.failure);
        @Nullable T value = there.value;
        if (value == null) throw new IllegalStateException("null was brought");
        return value;
    }
}
