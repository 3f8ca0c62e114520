package swoole4j.core;

import java.lang.reflect.Method;

/** How much heap a piece of work takes. The counter is looked up by name, since the module does not read its module. */
public final class Allocation {
    private static final Object THREADS;
    private static final Method COUNTER;

    static {
        try {
            THREADS = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            COUNTER = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Allocation() {}

    /** Returns how many bytes the work allocates in this thread. */
    public static long of(Runnable work) {
        long before = soFar();
        work.run();
        return soFar() - before;
    }

    private static long soFar() {
        try {
            return (long) COUNTER.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
