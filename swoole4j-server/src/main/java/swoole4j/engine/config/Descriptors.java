package swoole4j.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files and sockets this process may have open. */
final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private Descriptors() {}

    /** Returns the limit, {@link Integer#MAX_VALUE} when there is none or nothing tells. */
    static long limit() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .map(line ->
                            line.substring("Max open files".length()).strip().split("\\s+", -1)[0])
                    .filter(soft -> soft.matches("[0-9]{1,9}"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException _) { // not Linux
            return Integer.MAX_VALUE;
        }
    }
}
