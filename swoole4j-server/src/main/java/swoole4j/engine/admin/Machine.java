package swoole4j.engine.admin;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/** What commands tell of the JVM and the machine it runs on. Any thread. */
final class Machine {
    private Machine() {}

    /** Bytes of this process. */
    static Map<String, Object> memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("usage", heap.getUsed() + other.getUsed());
        map.put("real_usage", heap.getCommitted() + other.getCommitted());
        map.put("heap_usage", heap.getUsed());
        map.put("heap_max", heap.getMax());
        map.put("memory_size", system().getTotalMemorySize());
        return map;
    }

    /** Processors, and how many per cent of one this process uses. */
    static Map<String, Object> cpu() {
        int processors = system().getAvailableProcessors();
        double load = system().getProcessCpuLoad();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cpu_num", processors);
        map.put("usage", load < 0 ? 0.0 : Math.round(load * processors * 10_000) / 100.0);
        map.put("load_average", system().getSystemLoadAverage());
        return map;
    }

    /** Collections so far and the milliseconds they took, by collector. */
    static Map<String, Object> collectors() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            map.put(bean.getName(), Map.of("runs", bean.getCollectionCount(), "millis", bean.getCollectionTime()));
        }
        return map;
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
