package swoole4j.engine.link.shared;

import static swoole4j.engine.link.shared.StaffRecords.LONG;

import java.lang.foreign.MemorySegment;

/**
 * Where one process of a worker notes how it stands and what it has in work. Several of one worker may be at it at once, the
 * last one beside those that still end. Each word names the process whose it is, so that nothing is left of one that was
 * killed. Any thread.
 *
 * @param at its address
 * @param incarnation whose it is
 */
record Desk(long at, int incarnation) {
    /** Of a process that notes nothing. */
    static final Desk NONE = new Desk(0, 0);

    /** How many a worker has. */
    static final int COUNT = 8;

    /** A cache line. */
    static final int SIZE = 64;

    private static final int OWNER = 0;
    /** HTTP requests whose callbacks run. */
    static final int IN_WORK = 8;
    /** HTTP requests that were let in. */
    static final int ADMITTED = 16;
    /** As Swoole numbers it. */
    static final int STATUS = 24;

    static final int COROUTINES = 32;
    static final int COROUTINES_AT_MOST = 40;
    /** HTTP requests that the worker has taken. */
    static final int REQUESTS = 48;

    /** Takes a free one, or else that of the oldest process, which notes no more then. */
    static Desk take(MemorySegment memory, long desks, int incarnation) {
        while (true) {
            long best = 0;
            long owner = Long.MAX_VALUE;
            for (int n = 0; n < COUNT; n++) {
                long at = desk(desks, incarnation + n);
                long found = (long) LONG.getVolatile(memory, at + OWNER);
                if (found >= owner) continue;
                owner = found;
                best = at;
            }
            if (!LONG.compareAndSet(memory, best + OWNER, owner, (long) incarnation)) continue;
            for (int word = IN_WORK; word <= REQUESTS; word += Long.BYTES) {
                LONG.setVolatile(memory, best + word, tagged(incarnation, 0));
            }
            return new Desk(best, incarnation);
        }
    }

    private static long desk(long desks, int n) {
        return desks + (long) SIZE * (n & (COUNT - 1));
    }

    private static long tagged(int incarnation, int value) {
        return ((long) incarnation << 32) | Integer.toUnsignedLong(value);
    }

    /** Clears that of a process that has ended. */
    static void clear(MemorySegment memory, long desks, int incarnation) {
        for (int n = 0; n < COUNT; n++) {
            long at = desk(desks, n);
            if ((long) LONG.getVolatile(memory, at + OWNER) != incarnation) continue;
            for (int word = REQUESTS; word >= OWNER; word -= Long.BYTES) LONG.setVolatile(memory, at + word, 0L);
        }
    }

    /** Adds up what all processes of a worker have. */
    static long sum(MemorySegment memory, long desks, int what) {
        long sum = 0;
        for (int n = 0; n < COUNT; n++) sum += (int) (long) LONG.getVolatile(memory, desk(desks, n) + what);
        return sum;
    }

    /** Returns what a process has noted, 0 for nothing. */
    static int noted(MemorySegment memory, long desks, int incarnation, int what) {
        for (int n = 0; n < COUNT; n++) {
            long word = (long) LONG.getVolatile(memory, desk(desks, incarnation + n) + what);
            if (word >>> 32 == incarnation) return (int) word;
        }
        return 0;
    }

    /** Notes something. */
    void note(MemorySegment memory, int what, int value) {
        if (incarnation != 0) LONG.setRelease(memory, at + what, tagged(incarnation, value));
    }

    /** Adds to what this process has, unless another one has the desk by now. */
    void add(MemorySegment memory, int what, int count) {
        if (incarnation == 0) return;
        while (true) {
            long word = (long) LONG.getVolatile(memory, at + what);
            if (word >>> 32 != incarnation) return;
            if (LONG.compareAndSet(memory, at + what, word, tagged(incarnation, (int) word + count))) return;
        }
    }
}
