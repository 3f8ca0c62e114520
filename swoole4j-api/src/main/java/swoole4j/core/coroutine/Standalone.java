package swoole4j.core.coroutine;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines without a server, on a thread of their own, until none of them and no timer is left, or until all wait for
 * each other.
 */
public final class Standalone {
    /** How often {@link ExitCondition} is asked. */
    private static final long ASKS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Scheduler scheduler = Scheduler.create(0, 1);
    private final Runnable onStuck;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;
    /** There is nothing left to run, but the script does not want the end yet. */
    private volatile boolean kept;

    private Standalone(Runnable onStuck) {
        this.onStuck = onStuck;
    }

    /**
     * Runs {@code bodies} in coroutines, each up to its first wait before the next begins, and waits for the end of all.
     *
     * @param most how many coroutines there may be
     * @param onStuck runs on the worker when coroutines are left that nobody will wake
     * @return what ended a coroutine and with it all others; null when nothing did
     */
    public static @Nullable Throwable run(List<Runnable> bodies, int most, Runnable onStuck) {
        Standalone standalone = new Standalone(onStuck);
        standalone.scheduler.mostCoroutines(most);
        return standalone.run(bodies);
    }

    private @Nullable Throwable run(List<Runnable> bodies) {
        LoopEngine.StandaloneLoop loop = open();
        scheduler.owner(this);
        scheduler.onUncaught(e -> {
            if (failure == null) failure = e;
            end(loop);
        });
        scheduler.run(new Watched(loop));
        scheduler.startHidden(() -> {
            for (Runnable body : bodies) scheduler.runNow(body);
            scheduler.onQuiet(() -> quiet(loop));
            scheduler.ask();
        });
        join();
        return failure;
    }

    private LoopEngine.StandaloneLoop open() {
        for (LoopEngine engine : ServiceLoader.load(LoopEngine.class)) return engine.open(scheduler);
        return new LoopWithoutIo();
    }

    private void quiet(LoopEngine.StandaloneLoop loop) {
        if (over) return;
        if (!mayEnd()) {
            kept = true;
            loop.wakeup();
            return;
        }
        if (scheduler.count() > 0) onStuck.run();
        end(loop);
    }

    private boolean mayEnd() {
        try {
            return ExitCondition.isMet();
        } catch (RuntimeException e) {
            if (failure == null) failure = e;
            return true;
        }
    }

    private void end(LoopEngine.StandaloneLoop loop) {
        over = true;
        loop.wakeup();
    }

    private void join() {
        boolean interrupted = false;
        for (; ; ) {
            try {
                scheduler.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** A loop that ends when nothing is left. */
    private final class Watched implements Poller {
        private final LoopEngine.StandaloneLoop loop;

        Watched(LoopEngine.StandaloneLoop loop) {
            this.loop = loop;
        }

        @Override
        public void around(Runnable body) {
            loop.around(() -> {
                try {
                    body.run();
                } finally {
                    loop.stop();
                }
            });
        }

        @Override
        public void flush() {
            loop.flush();
        }

        @Override
        public boolean turn(boolean mayWait) {
            boolean goesOn = !over && loop.turn(mayWait && !kept);
            if (kept && !over) askAgain();
            return goesOn && !over;
        }

        /** The loop gives way meanwhile, so that coroutines run that somebody wakes. */
        private void askAgain() {
            LockSupport.parkNanos(this, ASKS_EVERY_NANOS);
            kept = false;
            scheduler.ask();
        }

        @Override
        public void wakeup() {
            loop.wakeup();
        }
    }

    /** Waits for nothing but being woken up. */
    private static final class LoopWithoutIo implements LoopEngine.StandaloneLoop {
        private final AtomicBoolean signalled = new AtomicBoolean();
        private volatile @Nullable Thread waiting;
        private volatile boolean stopped;

        @Override
        public void around(Runnable body) {
            waiting = Thread.currentThread();
            body.run();
        }

        @Override
        public void flush() {}

        @Override
        public boolean turn(boolean mayWait) {
            while (mayWait && !signalled.getAndSet(false) && !stopped) LockSupport.park(this);
            return !stopped;
        }

        @Override
        public void wakeup() {
            signalled.set(true);
            LockSupport.unpark(waiting);
        }

        @Override
        public void stop() {
            stopped = true;
            wakeup();
        }
    }
}
