package swoole4j.client.net;

import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import swoole4j.core.coroutine.LoopEngine;

/**
 * The I/O of coroutines that run without a server: a loop of Netty on their own thread. Confined to its loop, but for
 * {@link #wakeup} and {@link #stop}, which any thread may call. The server has the same in its NettyLoopEngine: each of the two
 * modules works without the other, and what they share, the API, is free of Netty.
 */
public final class StandaloneReactor implements LoopEngine.StandaloneLoop {
    /** Wake-ups cannot be lost; this only bounds what a mistake could cost. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final ManualIoEventLoop loop = new ManualIoEventLoop(null, Loops.handlers());
    private volatile boolean stopping;

    /** Makes it; the scheduler runs it. */
    public StandaloneReactor() {}

    /** Returns Netty's side of the loop. */
    public Object io() {
        return loop;
    }

    @Override
    public void around(Runnable body) {
        FastThreadLocalThread.runWithFastThreadLocal(() -> {
            loop.setOwningThread(Thread.currentThread());
            try {
                body.run();
            } finally {
                loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
                while (!loop.isTerminated()) loop.runNow();
            }
        });
    }

    /** What coroutines send is in the loop's queue of tasks; left there, it would keep the turn from waiting. */
    @Override
    public void flush() {
        loop.runNonBlockingTasks(0);
    }

    @Override
    public boolean turn(boolean mayWait) {
        if (mayWait && !stopping) {
            loop.run(LONGEST_WAIT);
        } else {
            loop.runNow();
        }
        return !stopping;
    }

    private static void nothing() {}

    /** A task, because a bare wake-up is lost between Netty's look at its tasks and its wait. */
    @Override
    public void wakeup() {
        try {
            loop.execute(StandaloneReactor::nothing);
        } catch (RejectedExecutionException _) {
            // it has ended
        }
    }

    @Override
    public void stop() {
        stopping = true;
        wakeup();
    }
}
