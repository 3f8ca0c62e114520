package swoole4j.core.coroutine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the I/O loop and all coroutines of a worker as virtual threads on one carrier thread.
 *
 * <p>The loop is a virtual thread too: were it the carrier itself, a lock that it shares with a coroutine, such as a log
 * appender's, could be handed to a coroutine whose continuation then waits for the sleeping loop for ever.
 *
 * <p>The JDK hands every continuation to {@link #execute}. Those handed over on the carrier go to a plain queue, those from
 * other threads to a lock-free one with a wake-up. Children that a callback starts inherit this scheduler.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding is how continuations reach this scheduler in a chosen order
public final class CarrierScheduler extends Scheduler implements Executor {
    /** How many continuations run before the I/O loop gets its next turn. */
    private static final int BATCH = 256;

    private static final int RUNNING = 0;
    /** The loop waits for I/O, or is about to. */
    private static final int POLLING = 1;
    /** The carrier waits, because the loop itself waits for a lock, or for I/O without holding the carrier. */
    private static final int PARKED = 2;

    private static final int ENDED = 3;

    private final CarrierThread carrier;
    private final Queue<Runnable> external = new ConcurrentLinkedQueue<>();
    private final AtomicInteger state = new AtomicInteger();
    /** Coroutines that other threads started and that have not begun. */
    private final AtomicInteger entering = new AtomicInteger();

    // Carrier-confined.
    private final ReadyQueue ready = new ReadyQueue();
    private boolean loopEnded;
    private boolean coroutinesEnded;
    private final Capture capture = new Capture(this);
    private final SpareThread spare = new SpareThread(this, capture);
    private final Afterwards afterwards = new Afterwards(this);
    /** What runs before the coroutine that is about to yield. */
    private @Nullable Runnable child;

    /** How many more may go on before the loop has its turn. */
    private int left;

    private int alive;
    private @Nullable Thread loopThread;
    /** When the loop's turn, in which coroutines are created, began; 0 when nobody asked. */
    private long turnTime;

    private final Deadlines deadlines = new Deadlines(this);
    private final AtomicLong turns = new AtomicLong();
    private @Nullable Throwable failure;

    private volatile @Nullable Poller poller;

    CarrierScheduler(int workerId) {
        super(workerId);
        this.carrier = new CarrierThread(this, this::carry);
        adopt(carrier); // who waits for the end may make the successor there
    }

    @Override
    public void run(Poller poller) {
        this.poller = poller;
        carrier.start();
    }

    @Override
    public void join() throws InterruptedException {
        carrier.join();
    }

    @Override
    public boolean isEnded() {
        return state.get() == ENDED;
    }

    @Override
    public boolean isIdle() {
        int now = state.get();
        return now == PARKED || now == POLLING;
    }

    @Override
    public long turns() {
        return turns.getOpaque();
    }

    @Override
    public StackTraceElement[] stack() {
        Thread loop = loopThread;
        return loop == null ? carrier.getStackTrace() : coroutines().running(carrier, loop);
    }

    @Override
    public boolean isCurrent() {
        return VirtualThreadHook.currentCarrierThread() == carrier;
    }

    @Override
    public boolean inLoop() {
        return isCurrent();
    }

    @Override
    public void start(Runnable body) {
        start(new CoroutineState(this, body));
    }

    private void start(CoroutineState coroutine) {
        if (isCurrent()) {
            spare.provide();
            grown(++alive);
            ready.addLast(coroutine);
        } else {
            coroutine.outside = true;
            entering.incrementAndGet();
            external.add(coroutine);
            wakeup();
        }
    }

    /** A coroutine is about to begin, and may keep its thread for itself. */
    void begins() {
        if (ready.isCoroutineNext()) spare.provide();
    }

    /** Returns the coroutine that begins next when nothing else is to go on before; null if not. */
    @Nullable
    CoroutineState nextToBegin() {
        if (left <= 0 || !ready.isCoroutineNext()) return null;
        left--;
        turned();
        return (CoroutineState) ready.poll();
    }

    /** Lets a thread wait for the next coroutine; false when another one does. */
    boolean rest(CoroutineThread thread) {
        return spare.rest(thread);
    }

    private void failed(CoroutineState coroutine) {
        if (coroutine.outside) {
            entering.decrementAndGet();
        } else {
            alive--;
        }
        if (coroutine.id != 0) coroutines().remove(coroutine);
    }

    @Override
    void entered(CoroutineState coroutine) {
        if (!coroutine.outside) return;
        entering.decrementAndGet();
        grown(++alive);
    }

    @Override
    void left() {
        alive--;
    }

    @Override
    long creation() {
        if (turnTime == 0) turnTime = System.nanoTime();
        return turnTime;
    }

    Thread newThread(Runnable body) {
        Thread thread = VirtualThreadHook.newThread(this, carrier.getName(), body);
        adopt(thread);
        return thread;
    }

    @Override
    void startHidden(Runnable body) {
        Thread thread = newThread(body);
        thread.setUncaughtExceptionHandler(HIDDEN);
        thread.start();
    }

    @Override
    public int runNow(Runnable body) {
        CoroutineState coroutine = new CoroutineState(this, body);
        if (isCurrent()) {
            spare.provide();
            grown(++alive);
            register(coroutine);
            runFirst(coroutine);
        } else {
            start(coroutine);
        }
        return coroutine.id;
    }

    private void runFirst(Runnable continuation) {
        child = continuation;
        Thread.yield(); // execute() queues the child in front of the caller
        if (child == continuation) { // pinned, so it could not yield
            child = null;
            ready.addFirst(continuation);
        }
    }

    @Override
    void wakeNow(CoroutineState coroutine) {
        Thread thread = coroutine.thread();
        if (!isCurrent()) {
            LockSupport.unpark(thread);
            return;
        }
        Runnable next = capture.of(() -> LockSupport.unpark(thread));
        if (next != null) {
            runFirst(next);
            return;
        }
        // It was woken already, and waits for its turn. As often as there are others and no more: a pinned caller
        // cannot yield.
        for (int others = alive; coroutine.isWaiting() && others > 0; others--) Thread.yield();
    }

    @Override
    public void defer(Runnable body) {
        CoroutineState coroutine = new CoroutineState(this, body);
        if (isCurrent()) {
            spare.provide();
            grown(++alive);
            ready.defer(coroutine);
        } else {
            start(coroutine);
        }
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    @Override
    boolean suspend(BooleanSupplier done, long nanos) {
        if (nanos == 0 || !isCurrent() || isEnded()) return park(this, done, nanos);
        if (done.getAsBoolean()) return true;
        Deadlines.Deadline deadline = deadlines.begin(nanos);
        try {
            boolean[] there = new boolean[1];
            park(this, () -> (there[0] = done.getAsBoolean()) || deadline.isPassed() || isEnded(), 0);
            if (there[0] || deadline.isPassed()) return there[0];
        } finally {
            if (!isEnded()) deadlines.end(deadline);
        }
        return park(this, done, deadlines.left(deadline)); // the worker has ended
    }

    @Override
    public int count() {
        return alive + entering.get();
    }

    /** Takes a continuation that can go on; called by the JDK on any thread, and must not block. */
    @Override
    public void execute(Runnable continuation) {
        if (VirtualThreadHook.currentCarrierThread() != carrier) {
            external.add(continuation);
            wakeup();
            return;
        }
        Thread caller = Thread.currentThread();
        if (capture.keeps(caller, continuation) || (caller == carrier && spare.keeps(continuation))) return;
        if (child != null && caller == carrier) { // the parent's yield
            ready.addFirst(continuation);
            ready.addFirst(child);
            child = null;
        } else {
            ready.addLast(continuation);
        }
    }

    private void wakeup() {
        // Where an exchange fails the carrier has moved on, and looks at what is external before it waits again.
        switch (state.get()) {
            case POLLING -> {
                Poller waiting = poller;
                if (state.compareAndSet(POLLING, RUNNING) && waiting != null) waiting.wakeup();
            }
            case PARKED -> {
                if (state.compareAndSet(PARKED, RUNNING)) LockSupport.unpark(carrier);
            }
            case ENDED -> handOn();
            default -> {}
        }
    }

    private void carry() {
        startLoop();
        while (!loopEnded) {
            Runnable loop = ready.pollLoop();
            if (loop != null) run(loop);
            runBatch();
            if (ready.addDeferred()) runBatch();
            if (!loopEnded && !ready.isLoopReady() && !hasWork()) park();
        }
        endLast();
        end();
    }

    /** Behind all that is ready, what is left is ended. */
    private void endLast() {
        ready.addDeferred();
        try {
            startHidden(() -> {
                try {
                    endCoroutines();
                } finally {
                    coroutinesEnded = true;
                }
            });
        } catch (Throwable e) { // no memory
            failure = e;
            coroutinesEnded = true;
        }
        while (!coroutinesEnded) {
            runBatch();
            ready.addDeferred();
            if (!coroutinesEnded && !hasWork()) park();
        }
    }

    @Override
    void forget(CoroutineState coroutine) {
        coroutine.forgotten();
        if (!afterwards.forget(coroutine.thread())) return;
        alive--;
        coroutines().remove(coroutine);
    }

    private void runBatch() {
        takeExternal();
        for (left = BATCH; left > 0; left--) {
            Runnable next = ready.poll();
            if (next == null) return;
            if (next instanceof CoroutineState coroutine) {
                begin(coroutine);
            } else {
                run(next);
            }
        }
    }

    private void begin(CoroutineState coroutine) {
        try {
            Runnable continuation = spare.assign(coroutine);
            if (continuation != null) run(continuation);
        } catch (Throwable e) { // no memory
            failed(coroutine);
            failure = e;
        }
    }

    /** Continuations throw only when the JVM has no memory left: the coroutine is lost then, the worker is not. */
    private void run(Runnable continuation) {
        if (afterwards.isForgotten(continuation)) return;
        turned();
        try {
            continuation.run();
        } catch (Throwable e) {
            failure = e; // which the loop reports; a carrier prints nothing
        }
    }

    private void turned() {
        turns.setOpaque(turns.getPlain() + 1); // nobody else writes it
    }

    private void takeExternal() {
        Runnable next;
        while ((next = external.poll()) != null) ready.addLast(next);
    }

    private boolean hasWork() {
        return !ready.isEmpty() || !external.isEmpty();
    }

    private void park() {
        state.set(PARKED);
        if (external.isEmpty()) LockSupport.park(this);
        state.set(RUNNING);
    }

    private void startLoop() {
        Poller polled = poller;
        if (polled == null) throw new IllegalStateException("no poller");
        Thread loop = newThread(() -> {
            try {
                polled.around(() -> loop(polled));
            } finally {
                loopEnded = true;
                spare.end();
            }
        });
        loop.setName("swoole4j-loop-" + workerId());
        loop.setUncaughtExceptionHandler(HIDDEN);
        loopThread = loop;
        loop.start();
        ready.firstIsLoop();
    }

    private void loop(Poller polled) {
        TurnFailures failures = new TurnFailures();
        boolean goOn = true;
        while (goOn) {
            try {
                goOn = turn(polled);
                failures.passed();
            } catch (Throwable e) {
                failures.failed(e);
            }
            if (hasWork()) Thread.yield();
        }
    }

    private boolean turn(Poller polled) {
        turnTime = 0;
        report();
        runIn(beforeTurns);
        polled.flush(); // may wait for a lock, so that coroutines run: look for work only afterwards
        boolean goOn = hasWork() ? polled.turn(false) : turnAndWait(polled);
        runIn(afterTurns);
        return goOn;
    }

    private boolean turnAndWait(Poller polled) {
        state.set(POLLING);
        try {
            return polled.turn(external.isEmpty());
        } finally {
            state.set(RUNNING);
        }
    }

    private void report() {
        Throwable thrown = failure;
        if (thrown == null) return;
        failure = null;
        carrier.getUncaughtExceptionHandler().uncaughtException(carrier, thrown);
    }

    private void end() {
        state.set(ENDED);
        limits().end();
        deadlines.endAll();
        takeExternal();
        ready.addDeferred();
        Runnable idle = spare.last();
        if (idle != null) run(idle);
        Runnable next;
        while ((next = ready.poll()) != null) afterwards.goOn(next);
        Poller ended = poller;
        if (ended != null) ended.ended();
    }

    /** A continuation that comes after the worker ended goes on elsewhere; it must not be stranded. */
    private void handOn() {
        Runnable next;
        while ((next = external.poll()) != null) afterwards.goOn(next);
    }
}
