package swoole4j.engine.reactor;

import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import swoole4j.core.coroutine.LoopEngine;
import swoole4j.core.coroutine.Scheduler;

/** Makes I/O loops for coroutines that run without a server of events; {@link java.util.ServiceLoader} finds it. */
public final class NettyLoopEngine implements LoopEngine {
    /** Called by {@link java.util.ServiceLoader}. */
    public NettyLoopEngine() {}

    @Override
    public StandaloneLoop open(Scheduler scheduler) {
        ManualIoEventLoop loop =
                new ManualIoEventLoop(null, Transport.of("auto").handlers());
        scheduler.io(loop);
        return new Loop(loop);
    }

    private static final class Loop implements StandaloneLoop {
        /** Wake-ups cannot be lost; this only bounds what a mistake could cost. */
        private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

        private final ManualIoEventLoop loop;
        private volatile boolean stopped;

        Loop(ManualIoEventLoop loop) {
            this.loop = loop;
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
            if (mayWait && !stopped) {
                loop.run(LONGEST_WAIT);
            } else {
                loop.runNow();
            }
            return !stopped;
        }

        @Override
        public void wakeup() {
            try {
                loop.execute(() -> {});
            } catch (RejectedExecutionException _) {
                // it has ended
            }
        }

        @Override
        public void stop() {
            stopped = true;
            wakeup();
        }
    }
}
