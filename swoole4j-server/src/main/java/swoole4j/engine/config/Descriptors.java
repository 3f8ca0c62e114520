package swoole4j.engine.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** How many files and sockets this process may have open. */
final class Descriptors {
    private Descriptors() {}

    private static @Nullable UnixOperatingSystemMXBean system() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix : null;
    }

    /** Returns the limit, {@link Integer#MAX_VALUE} when there is none or nothing tells. */
    static long limit() {
        UnixOperatingSystemMXBean system = system();
        long limit = system == null ? -1 : system.getMaxFileDescriptorCount();
        return limit <= 0 ? Integer.MAX_VALUE : Math.min(limit, Integer.MAX_VALUE);
    }

    /** Returns how many are left for connections, at least one, beside what is open now and a reserve. */
    static int left(int reserve) {
        UnixOperatingSystemMXBean system = system();
        long open = system == null ? 0 : Math.max(0, system.getOpenFileDescriptorCount());
        return (int) Math.max(1, limit() - open - reserve);
    }
}
