package swoole4j.core.coroutine;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
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
        this.solo = alone && SoloCarrier.claim();
        this.name = "swoole4j-worker-" + workerId;
    }

    static @Nullable BatonScheduler currentScheduler() {
        return CURRENT.get();
    }

    @Override
    public void run(Poller poller) {
        Thread thread = new Thread(() -> poller.around(() -> loop(poller)), "swoole4j-loop-" + workerId());
        loop = thread;
        thread.start();
    }

    private void loop(Poller poller) {
        CURRENT.set(this);
        TurnFailures failures = new TurnFailures();
        boolean goOn = true;
        try {
            while (goOn) {
                try {
                    poller.flush();
                    goOn = poller.turn(true);
                    failures.passed();
                } catch (Throwable e) {
                    failures.failed(e);
                }
            }
        } finally {
            ended = true;
            timers().end();
        }
    }

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
        Thread coroutine = coroutine(body);
        if (solo) {
            coroutine.start();
        } else {
            take(coroutine::start);
        }
    }

    private Thread coroutine(Runnable body) {
        Thread thread = Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    CURRENT.set(this);
                    try {
                        body.run();
                    } finally {
                        alive.decrementAndGet();
                        if (!solo) pass();
                    }
                });
        adopt(thread);
        grown(alive.incrementAndGet());
        return thread;
    }

    @Override
    public void runNow(Runnable body) {
        if (!isCurrent() || inLoop()) {
            start(body);
        } else if (solo) {
            runNowAlone(body);
        } else {
            Baton mine = new Baton();
            lock.lock();
            try {
                waiting.addFirst(mine);
            } finally {
                lock.unlock();
            }
            coroutine(body).start(); // with the caller's baton
            mine.await();
        }
    }

    private void runNowAlone(Runnable body) {
        AtomicBoolean begun = new AtomicBoolean();
        start(() -> {
            begun.set(true);
            body.run();
        });
        // The child may be queued behind others. As often as there are others and no more: a pinned caller cannot
        // yield.
        for (int others = alive.get(); !begun.get() && others > 0; others--) Thread.yield();
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
    public boolean await(BooleanSupplier done, long nanos) {
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
        Baton mine = new Baton();
        take(mine);
        mine.await();
    }

    /** The place of a thread in the queue for the baton. */
    private static final class Baton implements Runnable {
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
