package swoole4j.core.coroutine;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the coroutines of a worker on the JDK's own scheduler, for a JVM without the flag that {@link VirtualThreadHook}
 * needs. The I/O loop is a platform thread; coroutines take turns by passing a baton on.
 *
 * <p>With one worker in the whole JVM the JDK's scheduler is limited to one carrier thread, which gives the exact semantics
 * without a baton. Otherwise a coroutine passes the baton on in its own waits (sleep, a full send buffer) and keeps it in
 * foreign ones (JDBC, {@code Thread.sleep}), so that other callbacks of its worker wait meanwhile, while I/O goes on.
 */
@SuppressWarnings("ThreadPriorityCheck") // with one carrier, yielding runs the others
public final class BatonScheduler extends Scheduler {
    private static final ThreadLocal<@Nullable BatonScheduler> CURRENT = new ThreadLocal<>();

    /** Whether there is one at all; else no thread pays for asking. */
    private static volatile boolean used;

    private final boolean solo;
    private final String name;
    private final AtomicInteger alive = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private volatile boolean held;

    private volatile @Nullable Thread loop;
    private volatile boolean ended;

    BatonScheduler(int workerId, boolean alone) {
        super(workerId);
        announce();
        this.solo = alone && SoloCarrier.claim();
        this.name = "swoole4j-worker-" + workerId;
    }

    private static void announce() {
        used = true;
    }

    static @Nullable BatonScheduler currentScheduler() {
        return used ? CURRENT.get() : null;
    }

    @Override
    public void run(Poller poller) {
        Thread thread = new Thread(() -> work(poller), "swoole4j-loop-" + workerId());
        loop = thread;
        thread.start();
    }

    private void work(Poller poller) {
        CURRENT.set(this);
        try {
            poller.around(() -> loop(poller));
            endCoroutines();
        } finally {
            ended = true;
            limits().end();
            poller.ended();
        }
    }

    private void loop(Poller poller) {
        TurnFailures failures = new TurnFailures();
        boolean goOn = true;
        while (goOn) {
            try {
                runIn(beforeTurns);
                poller.flush();
                goOn = poller.turn(true);
                runIn(afterTurns);
                failures.passed();
            } catch (Throwable e) {
                failures.failed(e);
            }
        }
    }

    @Override
    void forget(CoroutineState coroutine) {} // the JDK's scheduler runs it should it be woken

    @Override
    public void join() throws InterruptedException {
        Thread thread = loop;
        if (thread != null) thread.join();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isIdle() {
        return solo ? alive.get() == 0 : !held;
    }

    @Override
    public long turns() {
        return -1;
    }

    @Override
    public StackTraceElement[] stack() {
        return new StackTraceElement[0];
    }

    @Override
    public boolean isCurrent() {
        return CURRENT.get() == this;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == loop;
    }

    @Override
    public void start(Runnable body) {
        start(new CoroutineState(this, body));
    }

    private void start(CoroutineState coroutine) {
        Thread thread = thread(coroutine);
        if (solo) {
            thread.start();
        } else {
            take(thread::start);
        }
    }

    private Thread thread(CoroutineState coroutine) {
        Thread thread = unstarted(coroutine);
        coroutine.bind(thread);
        grown(alive.incrementAndGet());
        return thread;
    }

    private Thread unstarted(Runnable body) {
        Thread thread = Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    CURRENT.set(this);
                    try {
                        body.run();
                    } finally {
                        if (!solo) pass();
                    }
                });
        adopt(thread);
        return thread;
    }

    @Override
    void startHidden(Runnable body) {
        Thread thread = unstarted(body);
        thread.setUncaughtExceptionHandler(HIDDEN);
        if (solo) {
            thread.start();
        } else {
            take(thread::start);
        }
    }

    @Override
    long creation() {
        return System.nanoTime();
    }

    @Override
    void entered(CoroutineState coroutine) {}

    @Override
    void left() {
        alive.decrementAndGet();
    }

    @Override
    public int runNow(Runnable body) {
        if (!isCurrent() || inLoop()) {
            start(body);
            return 0;
        }
        CoroutineState coroutine = new CoroutineState(this, body);
        register(coroutine);
        if (solo) {
            start(coroutine);
            giveWayUntil(coroutine::hasBegun);
        } else {
            Baton mine = new Baton();
            lock.lock();
            try {
                waiting.addFirst(mine);
            } finally {
                lock.unlock();
            }
            thread(coroutine).start(); // with the caller's baton
            mine.await();
        }
        return coroutine.id;
    }

    @Override
    void wakeNow(CoroutineState coroutine) {
        Thread thread = coroutine.thread();
        if (!isCurrent() || inLoop()) {
            LockSupport.unpark(thread);
        } else if (solo) {
            LockSupport.unpark(thread);
            giveWayUntil(() -> !coroutine.isWaiting());
        } else {
            handTo(coroutine);
        }
    }

    /** The other one may be queued behind others. As often as there are others and no more: a pinned caller cannot yield. */
    private void giveWayUntil(BooleanSupplier over) {
        for (int others = alive.get(); !over.getAsBoolean() && others > 0; others--) Thread.yield();
    }

    /** Gives the caller's baton to a coroutine that waits, and takes it back when that passes it on. */
    private void handTo(CoroutineState coroutine) {
        Baton mine = new Baton();
        Baton its;
        lock.lock();
        try {
            its = coroutine.baton;
            if (its != null && !waiting.remove(its)) its = null;
            if (its == null) coroutine.handed = true; // it finds it when it asks for one
            waiting.addFirst(mine);
        } finally {
            lock.unlock();
        }
        if (its != null) {
            its.run();
        } else {
            LockSupport.unpark(coroutine.thread());
        }
        mine.await();
    }

    @Override
    public void defer(Runnable body) {
        start(body);
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
        if (solo) {
            Thread.sleep(millis);
            return;
        }
        boolean passed = passOwn();
        try {
            Thread.sleep(millis);
        } finally {
            if (passed) regain();
        }
    }

    @Override
    boolean suspend(BooleanSupplier done, long nanos) {
        if (done.getAsBoolean()) return true;
        boolean passed = passOwn();
        try {
            return park(this, done, nanos);
        } finally {
            if (passed) regain();
        }
    }

    @Override
    public int count() {
        return alive.get();
    }

    /** Passes the caller's baton on, if it has one: neither the loop nor a thread that is alone has. */
    private boolean passOwn() {
        if (solo || !isCurrent() || inLoop()) return false;
        pass();
        return true;
    }

    /** Runs {@code go} with the baton: at once when it is free, else when it comes round. */
    private void take(Runnable go) {
        lock.lock();
        try {
            if (held) {
                waiting.add(go);
                return;
            }
            held = true;
        } finally {
            lock.unlock();
        }
        go.run();
    }

    private void pass() {
        Runnable next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) held = false;
        } finally {
            lock.unlock();
        }
        if (next != null) next.run();
    }

    private void regain() {
        CoroutineState coroutine = CoroutineState.running();
        Baton mine = new Baton();
        lock.lock();
        try {
            if (coroutine != null && coroutine.handed) {
                coroutine.handed = false;
                return;
            }
            if (!held) {
                held = true;
                return;
            }
            waiting.add(mine);
            if (coroutine != null) coroutine.baton = mine;
        } finally {
            lock.unlock();
        }
        mine.await();
        if (coroutine != null) coroutine.baton = null;
    }

    /** The place of a thread in the queue for the baton. */
    static final class Baton implements Runnable {
        private final Thread owner = Thread.currentThread();
        private volatile boolean here;

        @Override
        public void run() {
            here = true;
            LockSupport.unpark(owner);
        }

        void await() {
            park(this, () -> here, 0);
        }
    }
}
