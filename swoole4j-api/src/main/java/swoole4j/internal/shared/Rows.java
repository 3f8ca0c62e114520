package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The rows of a table in their memory: one for each bucket, and behind it a chain of rows of the overflow. A row is named by where
 * it is. All but {@link #lock} wants the bucket's lock.
 *
 * <p>Whoever dies at any point leaves a table that is right: a row has its values twice, of which one is valid, so that a new row,
 * new values and the end of a row are each made valid by writing one number. What may be left behind is a row of
 * the overflow that is in no chain, or one that is in it and was moved to the bucket already; {@link #repair} sees to those.
 */
final class Rows {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    // The head of a row: lock (of buckets), next (its number + 1), state, hash, key.
    private static final long NEXT = 4;
    private static final long STATE = 8;
    private static final long HASH = 12;
    private static final long KEY = 16;
    private static final long VALUES = KEY + Key.MOST + 1;

    // The state of a row, with the key's length above.
    private static final int USED = 1;
    private static final int SECOND = 2;
    private static final int LENGTH_SHIFT = 8;

    private final MemorySegment memory;
    private final long base;
    private final int valueBytes;
    private final long stride;
    private final int buckets;
    private final Overflow overflow;
    private final WordLock locks;

    Rows(MemorySegment memory, long base, int valueBytes, int buckets, Overflow overflow, Processes processes) {
        this.memory = memory;
        this.base = base;
        this.valueBytes = valueBytes;
        this.stride = stride(valueBytes);
        this.buckets = buckets;
        this.overflow = overflow;
        this.locks = new WordLock(memory, processes);
    }

    static long stride(int valueBytes) {
        return VALUES + 2L * valueBytes;
    }

    private long at(long number) {
        return base + number * stride;
    }

    private int bucket(long head) {
        return (int) ((head - base) / stride);
    }

    long bucketOf(Key key) {
        return at(key.hash() & (buckets - 1));
    }

    long bucketAt(int number) {
        return at(number);
    }

    /** Tells whether there is nothing in a bucket; without its lock that is a guess. */
    boolean isBare(long head) {
        return (int) INT.getOpaque(memory, head + STATE) == 0 && (int) INT.getOpaque(memory, head + NEXT) == 0;
    }

    /** Takes the lock of a bucket. */
    void lock(long head) {
        if (locks.lock(head)) return;
        try {
            repair(head);
        } catch (Throwable e) {
            locks.unlock(head);
            throw e;
        }
    }

    void unlock(long head) {
        locks.unlock(head);
    }

    /** Finds a row; -1 when it is not there. */
    long find(long head, Key key) {
        for (long row = head; row >= 0; row = next(row)) {
            int state = state(row);
            if (isUsed(state)
                    && (int) INT.get(memory, row + HASH) == key.hash()
                    && state >>> LENGTH_SHIFT == key.length()
                    && key.isAt(memory, row + KEY)) return row;
        }
        return -1;
    }

    /** Returns the first row from there on that is used; -1 when there is none. */
    long used(long row) {
        long used = row;
        while (used >= 0 && !isUsed(state(used))) used = next(used);
        return used;
    }

    /** Returns the next row of the chain; -1 behind the last. */
    long next(long row) {
        int next = (int) INT.get(memory, row + NEXT);
        return next == 0 ? -1 : at(Integer.toUnsignedLong(next) - 1);
    }

    private int state(long row) {
        return (int) INT.get(memory, row + STATE);
    }

    private static boolean isUsed(int state) {
        return (state & USED) != 0;
    }

    byte[] key(long row) {
        byte[] key = new byte[state(row) >>> LENGTH_SHIFT];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, row + KEY, key, 0, key.length);
        return key;
    }

    /** Returns where its values are. */
    long values(long row) {
        return values(row, state(row));
    }

    private long values(long row, int state) {
        return (state & SECOND) == 0 ? row + VALUES : row + VALUES + valueBytes;
    }

    /** Returns where values can be changed, which are not valid before {@link #switchValues}. */
    long spare(long row) {
        return values(row, state(row) ^ SECOND);
    }

    /** Copies the values that are valid. */
    void copyTo(long row, long values) {
        MemorySegment.copy(memory, values(row), memory, values, valueBytes);
    }

    void copyTo(long row, byte[] values) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, values(row), values, 0, values.length);
    }

    /** Makes the other values of a row valid. */
    void switchValues(long row) {
        INT.setRelease(memory, row + STATE, state(row) ^ SECOND);
    }

    /** Returns whether a new row would be one of the overflow, and how many are before it. */
    int chained(long head) {
        if (!isUsed(state(head))) return 0;
        int before = 0;
        for (long row = head; row >= 0; row = next(row)) before++;
        return before;
    }

    /** Finds room for a new row, with values that are all 0; -1 when there is none. It is there after {@link #insert}. */
    long place(long head, Key key) {
        long row = head;
        if (isUsed(state(head))) {
            long number = overflow.take(bucket(head));
            if (number < 0) return -1;
            row = at(buckets + number);
            INT.set(memory, row + NEXT, 0);
            INT.set(memory, row + STATE, 0);
        }
        key.writeTo(memory, row + KEY);
        INT.set(memory, row + HASH, key.hash());
        memory.asSlice(row + VALUES, valueBytes).fill((byte) 0);
        return row;
    }

    void insert(long head, long row, Key key) {
        int state = key.length() << LENGTH_SHIFT | USED;
        INT.setRelease(memory, row + STATE, state);
        if (row == head) return;
        long last = head;
        for (long next = next(last); next >= 0; next = next(last)) last = next;
        link(last, row);
    }

    private void link(long row, long next) {
        INT.setRelease(memory, row + NEXT, next < 0 ? 0 : (int) (number(next) + 1));
    }

    private long number(long row) {
        return (row - base) / stride;
    }

    /** Ends a row. As in Swoole, the first one of a chain moves into its bucket. */
    void delete(long head, long row) {
        if (row == head) {
            clear(head);
            long moving = next(head);
            if (moving < 0) return;
            move(moving, head);
            unlink(head, moving);
        } else {
            unlink(before(head, row), row);
        }
    }

    void clear(long row) {
        INT.setRelease(memory, row + STATE, 0);
    }

    void move(long row, long head) {
        int state = state(row);
        MemorySegment.copy(memory, row + KEY, memory, head + KEY, VALUES - KEY);
        INT.set(memory, head + HASH, (int) INT.get(memory, row + HASH));
        copyTo(row, head + VALUES);
        INT.setRelease(memory, head + STATE, state & ~SECOND);
    }

    private long before(long head, long row) {
        long before = head;
        while (next(before) != row) before = next(before);
        return before;
    }

    private void unlink(long before, long row) {
        link(before, next(row));
        overflow.give(number(row) - buckets);
    }

    /** Brings a bucket in order whose lock was a dead process's. */
    private void repair(long head) {
        for (long row = next(head), before = head; row >= 0; row = next(row)) {
            if (isUsed(state(head)) && isSame(head, row)) {
                link(before, next(row)); // it was moved
            } else {
                before = row;
            }
        }
        overflow.reclaim(bucket(head), number -> isLinked(head, at(buckets + number)));
    }

    private boolean isSame(long a, long b) {
        return state(a) >>> LENGTH_SHIFT == state(b) >>> LENGTH_SHIFT
                && memory.asSlice(a + KEY, state(a) >>> LENGTH_SHIFT)
                                .mismatch(memory.asSlice(b + KEY, state(b) >>> LENGTH_SHIFT))
                        < 0;
    }

    private boolean isLinked(long head, long wanted) {
        for (long row = next(head); row >= 0; row = next(row)) {
            if (row == wanted) return true;
        }
        return false;
    }
}
