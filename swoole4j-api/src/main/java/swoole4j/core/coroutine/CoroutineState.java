package swoole4j.core.coroutine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One coroutine: what it runs, its number, and how it waits. Worker-confined, but for what says that any thread may use it.
 *
 * <p>It is the thread's handler of uncaught exceptions, too, because that is the one field of a virtual thread that leads
 * back to it at no cost: no thread-local map, no lookup.
 */
public final class CoroutineState implements Runnable, Thread.UncaughtExceptionHandler {
    /** The parent of a coroutine that was not created in one. */
    public static final int NO_PARENT = -1;

    private static final int CANCELED = 10017;
    /** A coroutine that goes on whatever its waits throw waits for ever in the end. */
    private static final int MOST_REFUSALS = 100;

    final Scheduler scheduler;
    /** Null for a thread that was not started as a coroutine, but by something of the JDK in one. */
    private final @Nullable Runnable body;
    /** Whom the thread told of uncaught exceptions before. */
    private final Thread.@Nullable UncaughtExceptionHandler delegate;

    private @Nullable Thread thread;
    /** Whether another thread started it, so that it counts only when it begins. */
    boolean outside;
    /** Its place in the queue for the baton; guarded by the lock of {@link BatonScheduler}, as is the next one. */
    BatonScheduler.@Nullable Baton baton;
    /** Somebody gave it the baton. */
    boolean handed;
    /** 0 until it is registered. */
    int id;
    /** The next one in the same slot of the table. */
    @Nullable
    CoroutineState chained;

    private int parent = NO_PARENT;
    private long created;
    private boolean begun;
    private boolean bare;
    /** What it waits for, in a wait that may be cancelled. */
    private @Nullable BooleanSupplier waitingFor;
    /** Read without the baton in the fallback. */
    private volatile boolean canceled;
    /** Its worker has ended. */
    private volatile boolean dismissed;
    /** In a wait of this library. */
    private boolean suspended;

    private int refusals;

    private @Nullable Supplier<? extends RuntimeException> thrown;
    private boolean lastCanceled;
    private @Nullable Supplier<? extends RuntimeException> overdue;
    private @Nullable Endings endings;
    private @Nullable Map<Object, @Nullable Object> context;
    private boolean yielding;
    private boolean asleep;
    private int timeLimit;

    CoroutineState(Scheduler scheduler, Runnable body) {
        this.scheduler = scheduler;
        this.body = body;
        this.delegate = null;
    }

    private CoroutineState(Scheduler scheduler, Thread thread) {
        Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        this.scheduler = scheduler;
        this.body = null;
        this.delegate = handler instanceof ThreadGroup ? null : handler;
        this.thread = thread;
        thread.setUncaughtExceptionHandler(this);
    }

    /** Binds the thread that will run it. */
    void bind(Thread runs) {
        thread = runs;
        runs.setUncaughtExceptionHandler(this);
    }

    /**
     * Returns the calling coroutine, also when it runs a callback that is none in the sense of Swoole; null for a worker's
     * loop and for threads that belong to no worker. Any thread.
     */
    public static @Nullable CoroutineState running() {
        Thread self = Thread.currentThread();
        Thread.UncaughtExceptionHandler handler = self.getUncaughtExceptionHandler();
        if (handler instanceof CoroutineState known) return known;
        if (!self.isVirtual() || handler == Scheduler.HIDDEN) return null;
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null) return null;
        CoroutineState foreign = new CoroutineState(scheduler, self);
        scheduler.coroutines().adopt(foreign);
        return foreign;
    }

    /** Returns the calling coroutine in the sense of Swoole, or null. Any thread. */
    public static @Nullable CoroutineState current() {
        CoroutineState running = running();
        return running == null || running.bare || running.scheduler.isEnded() ? null : running;
    }

    /**
     * Returns {@link #current()}.
     *
     * @throws IllegalStateException outside of a coroutine, naming what was called
     */
    public static CoroutineState required(String what) {
        CoroutineState current = current();
        if (current == null) throw new IllegalStateException(what + ": API must be called in the coroutine");
        return current;
    }

    /** Runs the coroutine from its begin to its end. */
    @Override
    public void run() {
        Runnable runs = body;
        if (runs == null) throw new IllegalStateException("not a coroutine of its own");
        begun = true;
        scheduler.begins(this);
        try {
            runs.run();
        } catch (DismissedError _) {
            // it was told to
        } finally {
            try {
                if (endings != null && !dismissed) endings.runDeferred();
            } finally {
                context = null;
                if (timeLimit != 0) scheduler.limits().clear(timeLimit);
                scheduler.ends(this);
                if (endings != null) endings.runLast();
                scheduler.ask();
            }
        }
    }

    @Override
    public void uncaughtException(Thread ended, Throwable thrown) {
        if (dismissed) return;
        Thread.UncaughtExceptionHandler handler = delegate;
        if (handler == null) handler = ended.getThreadGroup();
        if (handler != null) handler.uncaughtException(ended, thrown);
    }

    /** It exists from now on. */
    void registered(int number, int creator, long now) {
        id = number;
        parent = creator;
        created = now;
    }

    /** Runs a callback that is no coroutine in the sense of Swoole. */
    void runBare(Runnable callback) {
        boolean before = bare;
        bare = true;
        try {
            callback.run();
        } finally {
            bare = before;
        }
    }

    /** Returns whose coroutine it is. Any thread. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns its number. */
    public int id() {
        return id;
    }

    /** Returns the number of the coroutine that created it, {@link #NO_PARENT} when none did. */
    public int parent() {
        return parent;
    }

    /** Returns when it was created, as {@link System#nanoTime}. */
    public long created() {
        return created;
    }

    /** Returns where it is; empty when it has not begun. Slow. */
    public StackTraceElement[] stack() {
        Thread runs = thread;
        return runs == null ? new StackTraceElement[0] : runs.getStackTrace();
    }

    @Nullable
    Thread boundThread() {
        return thread;
    }

    /** Returns its thread. */
    public Thread thread() {
        Thread runs = thread;
        if (runs == null) throw new IllegalStateException("a coroutine without a thread");
        return runs;
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isForeign() {
        return body == null;
    }

    /**
     * Returns what is to be done at its end.
     *
     * @throws IllegalStateException when nobody will tell its end
     */
    public Endings endings() {
        if (isForeign()) throw new IllegalStateException("this thread was not started as a coroutine");
        Endings all = endings;
        if (all == null) endings = all = new Endings();
        return all;
    }

    /** Says what it returned, which only those want to know who deferred something. */
    public void result(@Nullable Object value) {
        if (endings != null) endings.result(value);
    }

    /** Returns what belongs to it alone, until it ends. */
    public Map<Object, @Nullable Object> context() {
        Map<Object, @Nullable Object> own = context;
        if (own == null) context = own = new HashMap<>();
        return own;
    }

    /**
     * Suspends the calling coroutine, which this is, until {@code done} is true, the time has passed or somebody cancels.
     * Whoever makes it true calls {@link #wakeNow} on the same worker, or unparks the thread.
     *
     * @param nanos the longest time; 0 waits for ever
     * @throws RuntimeException what the one who cancels wants to be thrown
     */
    public Suspension await(BooleanSupplier done, long nanos) {
        if (overdue != null) throw takeOverdue();
        canceled = false;
        waitingFor = done;
        suspended = true;
        boolean there;
        try {
            there = scheduler.suspend(() -> canceled || dismissed || done.getAsBoolean(), nanos);
        } finally {
            suspended = false;
            waitingFor = null;
        }
        lastCanceled = canceled;
        if (!lastCanceled) {
            if (dismissed && !done.getAsBoolean()) throw refusal();
            return there ? Suspension.DONE : Suspension.TIMED_OUT;
        }
        scheduler.lastError(CANCELED);
        Supplier<? extends RuntimeException> toThrow = thrown;
        thrown = null;
        if (toThrow != null) throw toThrow.get();
        return Suspension.CANCELED;
    }

    /**
     * As {@link #await}, for what only a coroutine of the same worker can make true, by {@link #wakeNow}: when all coroutines
     * wait so without limit, the worker is stuck.
     */
    public Suspension awaitOwn(BooleanSupplier done, long nanos) {
        if (nanos != 0) return await(done, nanos);
        asleep = true;
        scheduler.asleep(1);
        try {
            return await(done, 0);
        } finally {
            awake();
        }
    }

    /** Suspends the calling coroutine, which this is; see {@link Scheduler#await}. */
    boolean suspend(BooleanSupplier done, long nanos) {
        boolean[] there = new boolean[1];
        suspended = true;
        try {
            scheduler.suspend(() -> (there[0] = done.getAsBoolean()) || dismissed, nanos);
        } finally {
            suspended = false;
        }
        if (!there[0] && dismissed) throw refusal();
        return there[0];
    }

    /**
     * Its worker has ended: its waits throw from now on. Who waits for something that is not of this library is interrupted.
     *
     * @param again whether to interrupt a coroutine that was interrupted already
     */
    void dismiss(boolean again) {
        boolean interrupting = again || !dismissed;
        dismissed = true;
        Thread runs = thread;
        if (runs == null) return; // it has not begun
        if (suspended) {
            LockSupport.unpark(runs);
        } else if (interrupting) {
            runs.interrupt();
        }
    }

    /** Tells whether the caller is a coroutine whose worker has ended, so that nobody cares what it throws. Any thread. */
    public static boolean isDismissed() {
        return Thread.currentThread().getUncaughtExceptionHandler() instanceof CoroutineState known && known.dismissed;
    }

    /** Tells whether it ends, or has ended, because its worker does. */
    public boolean isGone() {
        return dismissed;
    }

    private DismissedError refusal() {
        if (++refusals <= MOST_REFUSALS) return new DismissedError();
        while (true) { // which keeps the carrier from spinning, and makes this one of those that are forgotten
            LockSupport.park(this);
            var _ = Thread.interrupted();
        }
    }

    /** Nobody waits for it any more. */
    void forgotten() {
        awake();
    }

    private void awake() {
        if (!asleep) return;
        asleep = false;
        scheduler.asleep(-1);
    }

    /** Lets this coroutine, whose wait is over, go on up to its next wait; then the caller goes on. */
    public void wakeNow() {
        awake();
        scheduler.wakeNow(this);
    }

    /** Lets this coroutine, whose wait is over, go on when its turn comes. Any thread, when it waits by {@link #await}. */
    public void wakeLater() {
        awake();
        LockSupport.unpark(thread());
    }

    /** Tells whether it is in a wait whose end has not come. */
    boolean isWaiting() {
        return waitingFor != null;
    }

    /**
     * Ends its wait, and lets it go on before the caller does.
     *
     * @param toThrow what its wait throws; null lets it return {@link Suspension#CANCELED}
     * @return false when it is in no wait that can be cancelled, or when that is over already
     */
    public boolean cancel(@Nullable Supplier<? extends RuntimeException> toThrow) {
        BooleanSupplier wait = waitingFor;
        if (wait == null || canceled || wait.getAsBoolean()) return false;
        thrown = toThrow;
        canceled = true;
        wakeNow();
        return true;
    }

    /** Ends the wait that it is in after that time, or else its next one, with what {@code toThrow} makes. */
    public void limit(long nanos, Supplier<? extends RuntimeException> toThrow) {
        if (timeLimit != 0) scheduler.limits().clear(timeLimit);
        timeLimit = scheduler.limits().add(nanos, false, _ -> () -> {
            timeLimit = 0;
            if (!cancel(toThrow)) overdue = toThrow;
        });
    }

    private RuntimeException takeOverdue() {
        Supplier<? extends RuntimeException> toThrow = overdue;
        overdue = null;
        if (toThrow == null) throw new IllegalStateException("not overdue");
        return toThrow.get();
    }

    /** Suspends the calling coroutine, which this is, until {@link #resume}. */
    public Suspension yielded() {
        yielding = true;
        try {
            return awaitOwn(() -> !yielding, 0);
        } finally {
            yielding = false;
        }
    }

    /** Ends its {@link #yield}, and lets it go on before the caller does; false when it is in none. */
    public boolean resume() {
        if (!yielding || canceled) return false;
        yielding = false;
        wakeNow();
        return true;
    }

    /** Tells whether its last wait was cancelled. */
    public boolean isCanceled() {
        return lastCanceled;
    }
}
