package swoole4j.core.coroutine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int POLLING = 1;
    private static final int PARKED = 2;
    private static final int ENDED = 3;

    private final CarrierThread carrier;
    private final Queue<Runnable> external = new ConcurrentLinkedQueue<>();
    private final AtomicInteger state = new AtomicInteger();

    // Carrier-confined.
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private @Nullable Runnable loopContinuation;
    private boolean loopReady;
    private boolean loopEnded;
    private boolean handingOver;
    private @Nullable Runnable child;
    private int alive;

    private volatile @Nullable Poller poller;

    CarrierScheduler(int workerId) {
        super(workerId);
        this.carrier = new CarrierThread(this, this::carry);
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
    public boolean isCurrent() {
        return VirtualThreadHook.currentCarrierThread() == carrier;
    }

    @Override
    public boolean inLoop() {
        return isCurrent();
    }

    @Override
    public void start(Runnable body) {
        VirtualThreadHook.newThread(this, counted(body)).start();
    }

    @Override
    public void runNow(Runnable body) {
        if (!isCurrent() || !Thread.currentThread().isVirtual()) {
            start(body);
            return;
        }
        handingOver = true;
        start(body); // execute() keeps it in child
        Thread.yield(); // execute() queues the child in front of this coroutine
        Runnable left = child;
        if (left != null) { // pinned, so it could not yield
            child = null;
            ready.addFirst(left);
        }
    }

    @Override
    public void defer(Runnable body) {
        if (isCurrent()) {
            deferred.add(body);
        } else {
            start(body);
        }
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    @Override
    public void await(BooleanSupplier done, long nanos) {
        park(this, done, nanos);
    }

    @Override
    public int count() {
        return alive + ready.size() + deferred.size();
    }

    /** Takes a continuation that can go on; called by the JDK on any thread, and must not block. */
    @Override
    public void execute(Runnable continuation) {
        if (VirtualThreadHook.currentCarrierThread() != carrier) {
            external.add(continuation);
            wakeup();
        } else if (continuation == loopContinuation) {
            loopReady = true;
        } else if (handingOver) {
            handingOver = false;
            child = continuation;
        } else if (child != null && !Thread.currentThread().isVirtual()) { // the parent's yield
            ready.addFirst(continuation);
            ready.addFirst(child);
            child = null;
        } else {
            ready.addLast(continuation);
        }
    }

    private Runnable counted(Runnable body) {
        return () -> {
            alive++;
            try {
                body.run();
            } finally {
                alive--;
            }
        };
    }

    private void wakeup() {
        int seen = state.get();
        if (seen == POLLING && state.compareAndSet(POLLING, RUNNING)) {
            Poller waiting = poller;
            if (waiting != null) waiting.wakeup();
        } else if (seen == PARKED && state.compareAndSet(PARKED, RUNNING)) {
            LockSupport.unpark(carrier);
        } else if (seen == ENDED) {
            handOn();
        }
    }

    private void carry() {
        startLoop();
        while (!loopEnded) {
            Runnable loop = loopContinuation;
            if (loopReady && loop != null) {
                loopReady = false;
                loop.run();
            }
            runBatch();
            if (!deferred.isEmpty()) {
                startDeferred();
                runBatch();
            }
            if (!loopEnded && !loopReady && !hasWork()) park();
        }
        end();
    }

    private void runBatch() {
        takeExternal();
        for (int n = 0; n < BATCH; n++) {
            Runnable next = ready.pollFirst();
            if (next == null) return;
            next.run();
        }
    }

    private void takeExternal() {
        Runnable next;
        while ((next = external.poll()) != null) {
            if (next == loopContinuation) {
                loopReady = true;
            } else {
                ready.addLast(next);
            }
        }
    }

    private void startDeferred() {
        ArrayDeque<Runnable> now = deferred;
        deferred = new ArrayDeque<>();
        for (Runnable body : now) start(body);
    }

    private boolean hasWork() {
        return !ready.isEmpty() || !deferred.isEmpty() || !external.isEmpty();
    }

    /** Happens only while the loop itself waits for a lock that another thread holds. */
    private void park() {
        state.set(PARKED);
        if (external.isEmpty()) LockSupport.park(this);
        state.set(RUNNING);
    }

    private void startLoop() {
        Poller polled = poller;
        if (polled == null) throw new IllegalStateException("no poller");
        Thread loop = VirtualThreadHook.newThread(this, () -> {
            try {
                polled.around(() -> loop(polled));
            } finally {
                loopEnded = true;
            }
        });
        loop.setName("swoole4j-loop-" + workerId());
        loop.start();
        loopContinuation = ready.pollFirst();
        loopReady = true;
    }

    private void loop(Poller polled) {
        boolean goOn = true;
        while (goOn) {
            if (hasWork()) {
                goOn = polled.turn(false);
            } else {
                state.set(POLLING);
                goOn = polled.turn(external.isEmpty());
                state.set(RUNNING);
            }
            if (hasWork()) Thread.yield();
        }
    }

    private void end() {
        state.set(ENDED);
        takeExternal();
        for (Runnable body : deferred) start(body);
        Runnable next;
        while ((next = ready.pollFirst()) != null) ForkJoinPool.commonPool().execute(next);
    }

    /** A continuation that comes after the worker ended goes on elsewhere; it must not be stranded. */
    private void handOn() {
        Runnable next;
        while ((next = external.poll()) != null) ForkJoinPool.commonPool().execute(next);
    }
}
