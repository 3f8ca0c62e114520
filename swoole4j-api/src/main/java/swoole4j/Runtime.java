package swoole4j;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which blocking calls let other coroutines run. Counterpart of {@code Swoole\Runtime}: here all do, always, and flags are kept
 * without effect. Any thread.
 *
 * <p>In a file that imports this class, {@code java.lang.Runtime} has to be written in full.
 */
@SuppressWarnings("JavaLangClash") // it is Swoole's name
public final class Runtime {
    private static final Logger log = LoggerFactory.getLogger(Runtime.class);
    private static final AtomicInteger flags = new AtomicInteger();
    private static final AtomicBoolean told = new AtomicBoolean();

    private Runtime() {}

    /** Keeps {@link Constants#SWOOLE_HOOK_ALL}; see {@link #setHookFlags}. */
    public static boolean enableCoroutine() {
        return enableCoroutine(Constants.SWOOLE_HOOK_ALL);
    }

    /** As {@link #setHookFlags}. Counterpart of {@code enableCoroutine}. */
    public static boolean enableCoroutine(int hookFlags) {
        return setHookFlags(hookFlags);
    }

    /** Keeps the flags; the first time a line of the log says that they have no effect. Returns true. */
    public static boolean setHookFlags(int hookFlags) {
        flags.set(hookFlags);
        if (!told.getAndSet(true)) log.info("hook flags have no effect: every blocking call lets other coroutines run");
        return true;
    }

    /** Returns the flags that were set, 0 at first. Counterpart of {@code getHookFlags}. */
    public static int getHookFlags() {
        return flags.get();
    }
}
