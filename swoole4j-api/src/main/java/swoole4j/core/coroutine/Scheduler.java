package swoole4j.core.coroutine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the coroutines of one worker, one at a time. Any thread, unless a method says otherwise.
 *
 * <p>Coroutines are virtual threads. With access to the JDK's scheduler hook they share one carrier thread with the
 * worker's I/O loop ({@link CarrierScheduler}); without it they run on the JDK's own scheduler and take turns
 * ({@link BatonScheduler}).
 */
public abstract sealed class Scheduler permits CarrierScheduler, BatonScheduler {
    /** Swoole's default of {@code max_coroutine}. */
    public static final int MOST_COROUTINES = 100_000;

    /** Marks virtual threads that are no coroutines. */
    static final Thread.UncaughtExceptionHandler HIDDEN =
            (thread, thrown) -> thread.getThreadGroup().uncaughtException(thread, thrown);

    private final int workerId;
    /** What the creator's context class loader is, unless it is the system's, which virtual threads have anyway. */
    private final @Nullable ClassLoader classLoader;

    private final WorkerTimers timers = new WorkerTimers(this);
    /** What ends waits; nobody sees these. */
    private final WorkerTimers limits = new WorkerTimers(this);

    private int lastError;
    private volatile @Nullable Consumer<Throwable> onUncaught;
    private volatile int peak;
    /** Whose worker this is. */
    private volatile @Nullable Object owner;
    /** What does the I/O of the worker's loop, for clients that want to share it. */
    private volatile @Nullable Object io;

    private final CoroutineTable coroutines = new CoroutineTable();
    private volatile int mostCoroutines = MOST_COROUTINES;
    /** How many wait for what only another coroutine can do. */
    private int asleep;

    /** Who waits for the end of all coroutines. */
    private volatile @Nullable Thread dismisser;

    private volatile @Nullable Runnable onDismissal;
    private volatile boolean ending;
    private volatile @Nullable Runnable onQuiet;
    volatile @Nullable Runnable beforeTurns;
    volatile @Nullable Runnable afterTurns;

    @SuppressWarnings("this-escape") // the timers only keep it
    Scheduler(int workerId) {
        this.workerId = workerId;
        limits.serially(Runnable::run);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.classLoader = context == ClassLoader.getSystemClassLoader() ? null : context;
    }

    /** Lets a coroutine find the classes that the script's main thread finds. */
    final void adopt(Thread coroutine) {
        if (classLoader != null) coroutine.setContextClassLoader(classLoader);
    }

    /**
     * Creates the scheduler of one worker.
     *
     * @param workerId the worker, part of its thread's name
     * @param workers how many workers the server has; decides the form of the fallback
     */
    public static Scheduler create(int workerId, int workers) {
        return VirtualThreadHook.AVAILABLE
                ? new CarrierScheduler(workerId)
                : new BatonScheduler(workerId, workers == 1);
    }

    /** Tells whether coroutines can share the worker's carrier thread; otherwise the slower fallback runs them. */
    public static boolean isCarrierAvailable() {
        return VirtualThreadHook.AVAILABLE;
    }

    /** Returns the scheduler whose coroutine or I/O loop the caller is, or null for any other thread. */
    public static @Nullable Scheduler current() {
        Scheduler onCarrier = VirtualThreadHook.AVAILABLE ? CarrierThread.currentScheduler() : null;
        return onCarrier == null ? BatonScheduler.currentScheduler() : onCarrier;
    }

    /**
     * Returns {@link #current()}.
     *
     * @throws IllegalStateException outside of a worker, naming what was called
     */
    public static Scheduler required(String what) {
        Scheduler current = current();
        if (current == null) throw new IllegalStateException(what + ": API must be called in the coroutine");
        return current;
    }

    /** Says what the worker belongs to, such as a server. */
    public final void owner(Object of) {
        owner = of;
    }

    /** Returns what the worker belongs to, or null. */
    public final @Nullable Object owner() {
        return owner;
    }

    /** Tells whether it runs without a server. */
    public final boolean isStandalone() {
        return owner instanceof Standalone;
    }

    /** Says what does the I/O of the worker's loop. */
    public final void io(Object loop) {
        io = loop;
    }

    /** Returns what does the I/O of the worker's loop, in the terms of whoever runs it; null when it does none. */
    public final @Nullable Object io() {
        return io;
    }

    /** Runs a callback that Swoole calls outside of coroutines, in a coroutine of this worker. */
    public final void runBare(Runnable body) {
        CoroutineState running = CoroutineState.running();
        if (running == null) {
            body.run();
        } else {
            running.runBare(body);
        }
    }

    /** Tells whether the caller is a coroutine also in the sense of Swoole. */
    public static boolean inCoroutine() {
        return CoroutineState.current() != null;
    }

    /** Returns the coroutines of this worker. */
    public final CoroutineTable coroutines() {
        return coroutines;
    }

    /** Says how many coroutines there may be. */
    public final void mostCoroutines(int most) {
        mostCoroutines = most;
    }

    /** Tells whether the worker has as many coroutines as it may have. */
    public final boolean isCrowded() {
        return count() >= mostCoroutines;
    }

    /**
     * Runs {@code body} in a new coroutine in every turn of the loop; null ends that.
     *
     * @param before whether it runs before the loop waits for I/O, not after
     * @return whether there was one
     */
    public final boolean cycle(@Nullable Runnable body, boolean before) {
        Runnable old = before ? beforeTurns : afterTurns;
        if (before) {
            beforeTurns = body;
        } else {
            afterTurns = body;
        }
        return old != null;
    }

    final void runIn(@Nullable Runnable cycle) {
        if (cycle != null) runNow(cycle);
    }

    /** Tells {@code handler} when there may be nothing left to run: every coroutine waits for another one, or none is there. */
    final void onQuiet(Runnable handler) {
        onQuiet = handler;
    }

    /** So many more coroutines wait for what only another one can do. */
    final void asleep(int change) {
        asleep += change;
        if (change > 0) ask();
    }

    /** Something ended or went to sleep: maybe it was the last. */
    final void ask() {
        Runnable handler = onQuiet;
        if (handler != null && count() <= asleep && timers.isIdle() && limits.isIdle()) handler.run();
    }

    final WorkerTimers limits() {
        return limits;
    }

    /** A coroutine begins; on the worker. */
    final void begins(CoroutineState coroutine) {
        if (isEnded()) return;
        if (coroutine.id == 0) coroutines.add(coroutine, CoroutineState.NO_PARENT, creation());
        entered(coroutine);
    }

    /** A coroutine has ended; on the worker, unless that is over. */
    final void ends(CoroutineState coroutine) {
        if (!isEnded()) coroutines.remove(coroutine);
        left();
        Thread waiting = dismisser;
        if (waiting != null) LockSupport.unpark(waiting);
    }

    /** The loop has ended: no timer fires any more, and what coroutines are left come to their end. On the worker. */
    final void endCoroutines() {
        ending = true;
        timers.end();
        dismiss(null);
    }

    /**
     * Ends all coroutines but the caller, which is one, as they end with a worker: those that wait for something cease to, and
     * unwind. What does not end within a moment never runs again.
     */
    public final void dismissOthers() {
        dismiss(CoroutineState.running());
    }

    private void dismiss(@Nullable CoroutineState spared) {
        dismisser = Thread.currentThread();
        try {
            new Dismissal(this, spared).run(onDismissal);
        } finally {
            dismisser = null;
        }
    }

    /** Sets what runs before coroutines that are left at the end of the worker are ended. */
    public final void onDismissal(Runnable handler) {
        onDismissal = handler;
    }

    /** A coroutine does not end with its worker: it never runs again, if that is in the scheduler's power. */
    abstract void forget(CoroutineState coroutine);

    /** Tells whether the loop has ended; the last coroutines may still be there. */
    final boolean isEnding() {
        return ending || isEnded();
    }

    /** Makes a new coroutine known that begins at once. */
    final void register(CoroutineState coroutine) {
        CoroutineState creator = CoroutineState.current();
        int parent = creator == null ? CoroutineState.NO_PARENT : creator.id();
        coroutines.add(coroutine, parent, System.nanoTime());
    }

    /** Returns the time at which a coroutine that begins now was created, about. */
    abstract long creation();

    /** A coroutine begins. */
    abstract void entered(CoroutineState coroutine);

    /** A coroutine has ended. */
    abstract void left();

    /** Starts something of the worker's own that is no coroutine. */
    abstract void startHidden(Runnable body);

    /** Lets a coroutine whose wait is over go on up to its next wait, then the caller; see {@link CoroutineState#wakeNow}. */
    abstract void wakeNow(CoroutineState coroutine);

    /** Tells whether the worker waits for something to do; what is told may be a little old. */
    public abstract boolean isIdle();

    /** Returns the worker's id. */
    public final int workerId() {
        return workerId;
    }

    /** Returns the last error number of this worker. */
    public final int lastError() {
        return lastError;
    }

    /** Sets the last error number of this worker. */
    public final void lastError(int error) {
        lastError = error;
    }

    /** Returns the timers of this worker. */
    public final WorkerTimers timers() {
        return timers;
    }

    /** Sets what is told of exceptions that end a coroutine, after they were logged. */
    public final void onUncaught(Consumer<Throwable> handler) {
        onUncaught = handler;
    }

    /** A coroutine ended with an exception, which is logged already. */
    public final void uncaught(Throwable e) {
        Consumer<Throwable> handler = onUncaught;
        if (handler != null) handler.accept(e);
    }

    /** Starts the worker's thread, which runs {@code poller} and coroutines until {@link Poller#turn} returns false. Coroutines that
     * are left then are ended. */
    public abstract void run(Poller poller);

    /** Waits until the worker's thread has ended. */
    public abstract void join() throws InterruptedException;

    /** Tells whether the worker has ended, its loop as well as its coroutines. Threads that belong to others go on elsewhere. */
    public abstract boolean isEnded();

    /** Tells whether the caller runs on this worker, as a coroutine or as its I/O loop. */
    public abstract boolean isCurrent();

    /** Tells whether the caller may touch what is confined to the worker's I/O loop. */
    public abstract boolean inLoop();

    /** Returns a number that changes whenever the worker goes on to another coroutine; -1 where that is not known. */
    public abstract long turns();

    /** Returns the stack of what runs on the worker's thread right now, empty when that cannot be told. Slow; any thread. */
    public abstract StackTraceElement[] stack();

    /** Queues a new coroutine behind those that are ready. */
    public abstract void start(Runnable body);

    /**
     * Starts a coroutine and runs it up to where it first blocks, before the caller goes on. When the caller is not on
     * this worker, or pinned by native code such as a class initialiser, the new one is queued instead.
     *
     * @return the number of the new one; 0 when it has none yet, because the caller is not on this worker
     */
    public abstract int runNow(Runnable body);

    /** Queues a coroutine that starts after the current turn's coroutines and before the next poll for I/O. */
    public abstract void defer(Runnable body);

    /** Suspends the calling coroutine for that time. */
    public abstract void sleep(long millis) throws InterruptedException;

    /**
     * Suspends the calling coroutine until {@code done} is true or the time has passed; whoever makes it true calls
     * {@link LockSupport#unpark} with the coroutine's thread afterwards. An interrupt does not end it, and is kept.
     *
     * @param nanos the longest time; 0 waits for ever
     * @return what {@code done} said last
     */
    public final boolean await(BooleanSupplier done, long nanos) {
        Thread.UncaughtExceptionHandler handler = Thread.currentThread().getUncaughtExceptionHandler();
        if (handler instanceof CoroutineState self && self.scheduler == this) return self.suspend(done, nanos);
        return suspend(done, nanos);
    }

    /** As {@link #await}, also when the worker has ended. */
    abstract boolean suspend(BooleanSupplier done, long nanos);

    static boolean park(Object blocker, BooleanSupplier done, long nanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!done.getAsBoolean()) {
                // An interrupted thread does not park: it would spin, and with it the whole worker.
                interrupted |= Thread.interrupted();
                if (nanos == 0) {
                    LockSupport.park(blocker);
                } else {
                    long left = nanos - (System.nanoTime() - start);
                    if (left <= 0) return false;
                    LockSupport.parkNanos(blocker, left);
                }
            }
            return true;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Returns how many coroutines are alive, started ones as well as suspended ones. */
    public abstract int count();

    /** Returns how many coroutines hold a worker that is to stop, and one more when timers do. */
    public final int holders() {
        return count() + (timers.isIdle() ? 0 : 1);
    }

    /** Returns how many were alive at once at most. */
    public final int peak() {
        return peak;
    }

    /** So many are alive now. */
    final void grown(int count) {
        if (count > peak) peak = count;
    }
}
