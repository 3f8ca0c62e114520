package swoole4j.client.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/** What one caller waits for and another thread brings, once. Made by the one who waits. */
final class Awaited<T> {
    /** More than a loop ever needs for its next turn. */
    private static final int LOOP_SECONDS = 10;

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

    /** What is done in a loop. */
    interface Step {
        void run() throws Exception;
    }

    /** Does something in a channel's loop, and waits until it is done. */
    static void in(Channel channel, Step step) throws FailedException {
        Awaited<Boolean> done = new Awaited<>();
        done.in(channel.eventLoop(), () -> {
            step.run();
            done.succeed(true);
        });
        done.get(Deadline.in(LOOP_SECONDS));
    }

    /** Lets a loop do what will bring it; what that throws is a failure. */
    void in(EventLoop loop, Step step) {
        try {
            loop.execute(() -> {
                try {
                    step.run();
                } catch (Throwable e) { // no descriptor, for example
                    fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(e);
        }
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
        Suspension how = await(deadline);
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

    private Suspension await(Deadline deadline) {
        boolean waited = false;
        try {
            Suspension how = deadline.await(() -> outcome.get() != null);
            waited = true;
            return how;
        } finally {
            if (!waited) abandon(); // who cancels may want an exception to be thrown
        }
    }
}
