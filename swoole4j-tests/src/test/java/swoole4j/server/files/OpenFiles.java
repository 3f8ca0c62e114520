package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Which descriptors this process holds, as the kernel tells. */
final class OpenFiles {
    private static final long LIMIT_SECONDS = 30;

    private OpenFiles() {}

    /** Counts the descriptors for files whose path contains {@code part}, deleted ones too. */
    static int count(String part) {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).contains(part)) count++;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return count;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    static void mustBeClosed(String part) {
        until(() -> count(part) == 0, "all descriptors of " + part + " closed");
        assertEquals(0, count(part));
    }

    /** Waits for a condition that nobody announces. */
    @SuppressWarnings("ThreadPriorityCheck") // there is nothing to wait for but the condition
    static void until(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), () -> "never: " + what);
            Thread.yield();
        }
    }
}
