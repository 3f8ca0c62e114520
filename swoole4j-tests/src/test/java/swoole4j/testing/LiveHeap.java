package swoole4j.testing;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory of the objects that are alive. A heap's "used" bytes are more by chance: a collection leaves dead objects
 * in regions that are nearly full, as fillers.
 */
public final class LiveHeap {
    private static final String FILLER = "jdk.internal.vm.Filler";

    private LiveHeap() {}

    /** Collects the garbage and returns the bytes of what is left in this JVM. */
    public static long bytes() {
        return histogram()
                .lines()
                .map(line -> line.trim().split("\\s+", -1))
                .filter(columns -> columns.length > 3 && columns[0].matches("\\d+:") && !columns[3].contains(FILLER))
                .mapToLong(columns -> Long.parseLong(columns[2]))
                .sum();
    }

    /** Lines of rank, instances, bytes and class. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("no histogram of the heap", e);
        }
    }
}
