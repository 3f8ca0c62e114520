package swoole4j.engine.reactor;

import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import swoole4j.core.coroutine.LoopEngine;
import swoole4j.core.coroutine.Scheduler;

/** The loop that {@link java.util.ServiceLoader} finds for coroutines without a server: I/O for clients, nothing else. */
public final class NettyLoopEngine implements LoopEngine {
    /** Called by {@link java.util.ServiceLoader}. */
    public NettyLoopEngine() {}

    @Override
    public StandaloneLoop open(Scheduler scheduler) {
        Loop loop = new Loop(new ManualIoEventLoop(null, Transport.of("auto").handlers()));
        scheduler.io(loop.netty);
        return loop;
    }

    private record Loop(ManualIoEventLoop netty) implements StandaloneLoop {
        /** Wake-ups cannot be lost; this only bounds what a mistake could cost. */
        private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

        @Override
        public void around(Runnable body) {
            FastThreadLocalThread.runWithFastThreadLocal(() -> {
                netty.setOwningThread(Thread.currentThread());
                try {
                    body.run();
                } finally {
                    netty.shutdownGracefully(0, 0, TimeUnit.SECONDS);
                    while (!netty.isTerminated()) netty.runNow();
                }
            });
        }

        @Override
        public void flush() {}

        @Override
        public boolean turn(boolean mayWait) {
            if (mayWait) {
                netty.run(LONGEST_WAIT);
            } else {
                netty.runNow();
            }
            return !netty.isShuttingDown();
        }

        @Override
        public void wakeup() {
            try {
                netty.execute(Loop::nothing);
            } catch (RejectedExecutionException _) {
                // it has ended
            }
        }

        private static void nothing() {}

        @Override
        public void stop() {
            netty.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            wakeup();
        }
    }
}
