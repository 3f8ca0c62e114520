package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What callbacks have noted, in order. Any thread. */
public final class Notes {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<String> lines = new ArrayList<>();
    private final long limitNanos;

    /** Creates notes that come within a moment. */
    public Notes() {
        this(DEADLINE_NANOS);
    }

    /** Creates notes of which each comes within that time. */
    Notes(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** Notes one line: the parts with blanks between them. */
    public synchronized void add(Object... parts) {
        lines.add(Stream.of(parts).map(String::valueOf).collect(Collectors.joining(" ")));
        notifyAll();
    }

    /** Waits until there are as many lines, which must be these. */
    public synchronized void mustBe(String... expected) {
        await(expected.length);
        assertEquals(List.of(expected), lines);
    }

    /** Waits until there are that many lines, and returns all. */
    public synchronized List<String> await(int count) {
        long deadline = System.nanoTime() + limitNanos;
        while (lines.size() < count) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) throw new AssertionError("expected " + count + " lines, noted " + lines);
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        return List.copyOf(lines);
    }
}
