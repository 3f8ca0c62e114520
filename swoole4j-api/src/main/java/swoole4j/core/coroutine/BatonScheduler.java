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

    private final boolean solo;
    private final AtomicInteger alive = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean held;

    private @Nullable Thread loop;

    BatonScheduler(int workerId, boolean alone) {
        super(workerId);
        this.solo = alone && SoloCarrier.claim();
    }

    static @Nullable BatonScheduler currentScheduler() {
        return CURRENT.get();
    }

    @Override
    public void run(Poller poller) {
        Thread thread = new Thread(() -> poller.around(() -> loop(poller)), "swoole4j-worker-" + workerId());
        loop = thread;
        thread.start();
    }

    private void loop(Poller poller) {
        CURRENT.set(this);
        boolean goOn = true;
        while (goOn) goOn = poller.turn(true);
    }

    @Override
    public void join() throws InterruptedException {
        Thread thread = loop;
        if (thread != null) thread.join();
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
        alive.incrementAndGet();
        Runnable coroutine = () -> {
            CURRENT.set(this);
            try {
                body.run();
            } finally {
                alive.decrementAndGet();
                if (!solo) pass();
            }
        };
        if (solo) {
            Thread.startVirtualThread(coroutine);
        } else {
            take(() -> Thread.startVirtualThread(coroutine));
        }
    }

    /** The child runs first because the caller waits for it to begin to wait or end; see {@link #start} elsewhere. */
    @Override
    public void runNow(Runnable body) {
        if (!isCurrent() || inLoop()) {
            start(body);
            return;
        }
        start(body);
        if (solo) {
            Thread.yield();
        } else {
            suspend(() -> {});
        }
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
        pass();
        try {
            Thread.sleep(millis);
        } finally {
            regain();
        }
    }

    @Override
    public void await(BooleanSupplier done, long nanos) {
        if (solo) {
            park(this, done, nanos);
        } else if (!done.getAsBoolean()) {
            suspend(() -> park(this, done, nanos));
        }
    }

    @Override
    public int count() {
        return alive.get();
    }

    private void suspend(Runnable wait) {
        pass();
        try {
            wait.run();
        } finally {
            regain();
        }
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
        Thread self = Thread.currentThread();
        boolean[] mine = new boolean[1];
        take(() -> {
            synchronized (mine) {
                mine[0] = true;
            }
            LockSupport.unpark(self);
        });
        while (true) {
            synchronized (mine) {
                if (mine[0]) return;
            }
            LockSupport.park(this);
        }
    }
}
