package swoole4j.coroutine;

import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.internal.Seconds;
import swoole4j.server.Callback;

/**
 * Lets a coroutine wait until all others that take part have left. Counterpart of {@code Swoole\Coroutine\Barrier}.
 *
 * <p>In PHP whoever holds the object takes part, until it is destroyed. Here a participant says so: {@link #go}, or
 * {@code try (var _ = barrier.enter()) {...}}, or {@link #enter} and {@link #leave}. For the coroutines of one worker.
 */
public final class Barrier {
    /** A participant; closing it leaves, once. */
    public final class Participant implements AutoCloseable {
        private boolean gone;

        private Participant() {}

        /** Leaves. */
        @Override
        public void close() {
            if (gone) return;
            gone = true;
            leave();
        }
    }

    private int participants;
    private @Nullable CoroutineState waiter;
    private boolean used;

    private Barrier() {}

    /** Creates a barrier. Counterpart of {@code Barrier::make}. */
    public static Barrier make() {
        return new Barrier();
    }

    /** Takes part, until {@link #leave} or until what is returned is closed. */
    public Participant enter() {
        participants++;
        return new Participant();
    }

    /**
     * Takes part no more. The last one to leave lets the coroutine that waits go on, up to where it waits next.
     *
     * @throws IllegalStateException when nobody takes part
     */
    public void leave() {
        if (participants == 0) throw new IllegalStateException("nobody takes part in the barrier");
        participants--;
        CoroutineState waiting = waiter;
        if (participants == 0 && waiting != null) waiting.wakeNow();
    }

    /**
     * Runs {@code callback} in a coroutine that takes part until it ends.
     *
     * @return the number of the coroutine; 0 when there are {@code max_coroutine} of them
     */
    public int go(Callback.Plain callback) {
        Participant participant = enter();
        int cid = Coroutine.go(() -> {
            try (participant) {
                callback.call();
            }
        });
        if (cid == 0) participant.close();
        return cid;
    }

    /** Waits until all have left, without a limit of time; see {@link #wait(Barrier, double)}. */
    public static void wait(Barrier barrier) {
        wait(barrier, -1);
    }

    /**
     * Waits until all that take part have left, or until the time has passed. Counterpart of {@code Barrier::wait}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @throws SwooleException when somebody has waited before
     * @throws IllegalStateException outside of a coroutine
     */
    public static void wait(Barrier barrier, double timeout) {
        barrier.await(CoroutineState.required("Barrier.wait"), timeout);
    }

    private void await(CoroutineState self, double timeout) {
        if (used) throw new SwooleException("The barrier is already waiting");
        used = true;
        waiter = self;
        try {
            var unused = self.awaitOwn(() -> participants == 0, Seconds.nanos(timeout));
        } finally {
            waiter = null;
        }
    }
}
