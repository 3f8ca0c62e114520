package swoole4j.core.coroutine;

/** The last error number: one per worker, and one for all threads outside of workers. Any thread. */
public final class LastError {
    private static volatile int outside;

    private LastError() {}

    /** Returns the caller's last error number. */
    public static int get() {
        Scheduler current = Scheduler.current();
        return current == null ? outside : current.lastError();
    }

    /** Sets the caller's last error number. */
    public static void set(int error) {
        Scheduler current = Scheduler.current();
        if (current == null) {
            outside = error;
        } else {
            current.lastError(error);
        }
    }
}
