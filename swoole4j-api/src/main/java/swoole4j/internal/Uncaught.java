package swoole4j.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.server.Callback;

/** Wraps what a coroutine runs, so that what it throws goes no further than it shall. */
public final class Uncaught {
    private static final Logger log = LoggerFactory.getLogger("swoole4j.Coroutine");

    private Uncaught() {}

    /** Returns {@code callback} as something whose exceptions are logged, or end a scheduler without a server. */
    public static Runnable caught(Callback.Plain callback) {
        return () -> {
            try {
                callback.call();
            } catch (Throwable e) {
                if (CoroutineState.isDismissed()) return;
                Scheduler scheduler = Scheduler.current();
                if (scheduler == null || !scheduler.isStandalone()) log.error("uncaught exception in a coroutine", e);
                if (scheduler != null) scheduler.uncaught(e);
            }
        };
    }
}
