package swoole4j.core.coroutine;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.management.VirtualThreadSchedulerMXBean;

/** Limits the JDK's virtual thread scheduler to one carrier thread, which works before the first virtual thread only. */
final class SoloCarrier {
    private static final AtomicBoolean claimed = new AtomicBoolean();

    private SoloCarrier() {}

    /** Returns whether the whole JVM now has one carrier and nobody asked before. */
    static boolean claim() {
        if (!claimed.compareAndSet(false, true)) return false;
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "1");
        System.setProperty("jdk.virtualThreadScheduler.maxPoolSize", "1");
        VirtualThreadSchedulerMXBean bean = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        return bean != null && bean.getParallelism() == 1;
    }
}
