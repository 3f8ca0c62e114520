package swoole4j.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What one connection of a client sends and gets back, one text at a time. The one who sends counts. */
final class Echoes {
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final String text;
    private final LongAdder count = new LongAdder();
    private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
    private long sentAt;

    private volatile boolean measuring;
    private volatile boolean over;

    Echoes(String text) {
        this.text = text;
    }

    /** Returns what to send now. */
    String next() {
        sentAt = System.nanoTime();
        return text;
    }

    /** Takes an echo; tells whether to send again. */
    boolean received(CharSequence echo) {
        if (measuring) latency.recordValue(Math.min(System.nanoTime() - sentAt, LONGEST_NANOS));
        if (!text.contentEquals(echo)) throw new IllegalStateException("sent " + text + ", received " + echo);
        count.increment();
        return !over;
    }

    void measure() {
        measuring = true;
    }

    void end() {
        measuring = false;
        over = true;
    }

    long count() {
        return count.sum();
    }

    /** To be asked when nobody sends any more. */
    Histogram latency() {
        return latency;
    }
}
