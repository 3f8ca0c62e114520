package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.function.LongPredicate;

/**
 * Which of the rows that belong to no bucket are taken, by a number for each: 0, or the bucket it was taken for, so that one
 * is found again whose taker died before it was in the bucket's chain.
 */
final class Overflow {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment memory;
    private final long takers;
    private final long count;
    private final long used;
    private final long hint;

    /**
     * {@code count} rows.
     *
     * @param takers where the numbers are
     * @param used where it is counted how many are taken, so that nobody searches when all are; a process that dies may leave it too
     *     low, never too high
     * @param hint where the search begins
     */
    Overflow(MemorySegment memory, long takers, long count, long used, long hint) {
        this.memory = memory;
        this.takers = takers;
        this.count = count;
        this.used = used;
        this.hint = hint;
    }

    private long taker(long row) {
        return takers + row * Integer.BYTES;
    }

    /** Takes a row for a bucket; -1 when there is none. */
    long take(int bucket) {
        if ((int) INT.getVolatile(memory, used) >= count) return -1;
        long start = Integer.toUnsignedLong((int) INT.getOpaque(memory, hint)) % count;
        for (long n = 0; n < count; n++) {
            long row = (start + n) % count;
            if ((int) INT.getVolatile(memory, taker(row)) != 0) continue;
            if (!INT.compareAndSet(memory, taker(row), 0, bucket + 1)) continue;
            INT.getAndAdd(memory, used, 1);
            INT.setOpaque(memory, hint, (int) (row + 1));
            return row;
        }
        return -1;
    }

    /** Gives a row back, which nothing leads to any more. */
    void give(long row) {
        INT.getAndAdd(memory, used, -1);
        INT.setRelease(memory, taker(row), 0);
    }

    /** Gives all rows back that were taken for this bucket and are not {@code linked}. */
    void reclaim(int bucket, LongPredicate linked) {
        for (long row = 0; row < count; row++) {
            if ((int) INT.getVolatile(memory, taker(row)) == bucket + 1 && !linked.test(row)) give(row);
        }
    }

    long count() {
        return count;
    }

    /** Counts the rows that are free, by looking at all. */
    long free() {
        long free = 0;
        for (long row = 0; row < count; row++) {
            if ((int) INT.getVolatile(memory, taker(row)) == 0) free++;
        }
        return free;
    }
}
