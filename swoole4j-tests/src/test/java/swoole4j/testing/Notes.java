package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What callbacks have noted, in order. Any thread. Who notes never waits: a callback that did would let those behind it note
 * first.
 */
public final class Notes {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
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
    public void add(Object... parts) {
        lines.add(Stream.of(parts).map(String::valueOf).collect(Collectors.joining(" ")));
        waiting.forEach(LockSupport::unpark);
    }

    /** Waits until there are as many lines, which must be these. */
    public void mustBe(String... expected) {
        assertEquals(List.of(expected), await(expected.length));
    }

    /** Waits until there are that many lines, and returns all. */
    public List<String> await(int count) {
        long deadline = System.nanoTime() + limitNanos;
        waiting.add(Thread.currentThread());
        try {
            while (lines.size() < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0) throw new AssertionError("expected " + count + " lines, noted " + lines);
                if (Thread.currentThread().isInterrupted()) throw new AssertionError("interrupted");
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
        return List.copyOf(lines);
    }
}
