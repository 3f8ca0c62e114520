package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in memory: each call does one thing to one row, or nothing. Any thread of any process. */
public final class SharedTable {
    /** What became of a change. */
    public enum Outcome {
        /** It is made. */
        DONE,
        /** The row is not as it would have to be. */
        REFUSED,
        /** There is no room. */
        FULL
    }

    /** What must be so for a change. */
    public enum When {
        /** Nothing. */
        ALWAYS,
        /** The row is not there. */
        ABSENT,
        /** The row is there. */
        PRESENT
    }

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    // In front of the rows; each in a line of the cache of its own, or those who count would be in each other's way.
    private static final long NUMBER = 0;
    private static final long INSERTED = 64;
    private static final long UPDATED = 128;
    private static final long DELETED = 192;
    private static final long CONFLICTS = 256;
    private static final long LONGEST_CHAIN = 264;
    private static final long OVERFLOW_USED = 320;
    private static final long OVERFLOW_HINT = 324;
    private static final long TAKERS = 384;

    private final Columns columns;
    private final int buckets;
    private final MemorySegment memory;
    private final Overflow overflow;
    private final Rows rows;

    /** Makes a table of so many rows, a power of two, and so many more for keys that meet in one; or finds that of the master. */
    public SharedTable(SharedMemory shared, Columns columns, int buckets, long more) {
        this.columns = columns;
        this.buckets = buckets;
        long first = (TAKERS + more * Integer.BYTES + 63) & -64;
        long bytes = Math.addExact(first, Math.multiplyExact(buckets + more, Rows.stride(columns.bytes())));
        String shape = "a Table of " + buckets + "+" + more + " rows (" + columns + ")";
        Cell cell = shared.cell(Kind.TABLE);
        this.memory = shared.memory(cell, shape, bytes);
        this.overflow = new Overflow(memory, TAKERS, more, OVERFLOW_USED, OVERFLOW_HINT);
        this.rows = new Rows(memory, first, columns.bytes(), buckets, overflow, cell.processes());
    }

    /** Returns its columns. */
    public Columns columns() {
        return columns;
    }

    MemorySegment memory() {
        return memory;
    }

    Rows rows() {
        return rows;
    }

    int buckets() {
        return buckets;
    }

    /** Writes some columns; of a new row the others are 0 and empty. */
    public Outcome write(Key key, Values values, When when) {
        return write(key, values, when, null);
    }

    /** As above, if the row has the values that are expected, too. */
    public Outcome write(Key key, Values values, When when, @Nullable Values expected) {
        long head = lock(key);
        try {
            long row = rows.find(head, key);
            if (row < 0) return when == When.PRESENT ? Outcome.REFUSED : insert(head, key, values);
            if (when == When.ABSENT || (expected != null && !expected.areAt(memory, rows.values(row)))) {
                return Outcome.REFUSED;
            }
            update(row, values);
            return Outcome.DONE;
        } finally {
            rows.unlock(head);
        }
    }

    private long lock(Key key) {
        long head = rows.bucketOf(key);
        rows.lock(head);
        return head;
    }

    private Outcome insert(long head, Key key, Values values) {
        int chained = rows.chained(head);
        if (chained > 0) conflict(chained);
        long row = rows.place(head, key);
        if (row < 0) return Outcome.FULL;
        values.writeTo(memory, rows.values(row));
        rows.insert(head, row, key);
        LONG.getAndAdd(memory, NUMBER, 1L);
        LONG.getAndAdd(memory, INSERTED, 1L);
        return Outcome.DONE;
    }

    private void conflict(int chained) {
        LONG.getAndAdd(memory, CONFLICTS, 1L);
        int longest = (int) INT.getVolatile(memory, LONGEST_CHAIN);
        if (chained > longest) INT.compareAndSet(memory, LONGEST_CHAIN, longest, chained);
    }

    private void update(long row, Values values) {
        if (values.isOneNumber()) {
            values.writeTo(memory, rows.values(row));
        } else if (!values.isEmpty()) {
            long spare = rows.spare(row);
            rows.copyTo(row, spare);
            values.writeTo(memory, spare);
            rows.switchValues(row);
        }
        LONG.getAndAdd(memory, UPDATED, 1L);
    }

    /** Adds to a column of whole numbers, of a new row to 0; null when there is no room. */
    public @Nullable Long add(Key key, Column column, long by) {
        long head = lock(key);
        long sum;
        try {
            long at = counted(head, key);
            if (at < 0) return null;
            sum = (long) LONG.get(memory, at + column.offset()) + by;
            LONG.set(memory, at + column.offset(), sum);
        } finally {
            rows.unlock(head);
        }
        return sum;
    }

    /** Adds to a column of doubles, of a new row to 0; null when there is no room. */
    public @Nullable Double add(Key key, Column column, double by) {
        long head = lock(key);
        double sum;
        try {
            long at = counted(head, key);
            if (at < 0) return null;
            sum = Double.longBitsToDouble((long) LONG.get(memory, at + column.offset())) + by;
            LONG.set(memory, at + column.offset(), Double.doubleToRawLongBits(sum));
        } finally {
            rows.unlock(head);
        }
        return sum;
    }

    private static final Values NOTHING = new Values(0);

    /** Returns where the values of a row are that is about to count; -1 when there is no room. */
    private long counted(long head, Key key) {
        long row = rows.find(head, key);
        if (row >= 0) {
            LONG.getAndAdd(memory, UPDATED, 1L);
        } else {
            if (insert(head, key, NOTHING) == Outcome.FULL) return -1;
            row = rows.find(head, key);
        }
        return rows.values(row);
    }

    /** Returns a row, or null. */
    public @Nullable Map<String, Object> get(Key key) {
        byte[] values = new byte[columns.bytes()];
        long head = lock(key);
        try {
            long row = rows.find(head, key);
            if (row < 0) return null;
            rows.copyTo(row, values);
        } finally {
            rows.unlock(head);
        }
        return columns.row(values);
    }

    /** Returns a number, a double by its bits; {@code absent} when the row is not there. */
    public @Nullable Number number(Key key, Column column) {
        long head = lock(key);
        long bits;
        try {
            long row = rows.find(head, key);
            if (row < 0) return null;
            bits = (long) LONG.get(memory, rows.values(row) + column.offset());
        } finally {
            rows.unlock(head);
        }
        return column.type() == Column.INT ? (Number) bits : (Number) Double.longBitsToDouble(bits);
    }

    /** Returns text, or null when the row is not there. */
    public byte @Nullable [] text(Key key, Column column) {
        long head = lock(key);
        try {
            long row = rows.find(head, key);
            if (row < 0) return null;
            long at = rows.values(row) + column.offset();
            byte[] text = new byte[(int) INT.get(memory, at)];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + Column.LENGTH, text, 0, text.length);
            return text;
        } finally {
            rows.unlock(head);
        }
    }

    /** Tells whether there is such a row. */
    public boolean contains(Key key) {
        long head = lock(key);
        try {
            return rows.find(head, key) >= 0;
        } finally {
            rows.unlock(head);
        }
    }

    /** Removes a row, if it has the values that are expected; returns whether it was there and had them. */
    public boolean remove(Key key, @Nullable Values expected) {
        return take(key, expected, null);
    }

    /** Removes a row and returns it, or null. */
    public @Nullable Map<String, Object> take(Key key) {
        byte[] values = new byte[columns.bytes()];
        return take(key, null, values) ? columns.row(values) : null;
    }

    private boolean take(Key key, @Nullable Values expected, byte @Nullable [] values) {
        long head = lock(key);
        try {
            long row = rows.find(head, key);
            if (row < 0 || (expected != null && !expected.areAt(memory, rows.values(row)))) return false;
            if (values != null) rows.copyTo(row, values);
            rows.delete(head, row);
            LONG.getAndAdd(memory, NUMBER, -1L);
            LONG.getAndAdd(memory, DELETED, 1L);
            return true;
        } finally {
            rows.unlock(head);
        }
    }

    /** Returns how many rows there are. */
    public long count() {
        return (long) LONG.getVolatile(memory, NUMBER);
    }

    /** Returns how much memory Swoole would need for it. */
    public long theirBytes() {
        long row = (88 + columns.theirBytes() + 7) & -8;
        long slice = 24;
        return (buckets + overflow.count()) * row + overflow.count() * slice + 48 + buckets * 8L;
    }

    /** Returns what happened so far, with Swoole's names. */
    public Map<String, Long> stats() {
        Map<String, Long> stats = new LinkedHashMap<>();
        stats.put("num", count());
        stats.put("conflict_count", (long) LONG.getVolatile(memory, CONFLICTS));
        stats.put("conflict_max_level", (long) (int) INT.getVolatile(memory, LONGEST_CHAIN));
        stats.put("insert_count", (long) LONG.getVolatile(memory, INSERTED));
        stats.put("update_count", (long) LONG.getVolatile(memory, UPDATED));
        stats.put("delete_count", (long) LONG.getVolatile(memory, DELETED));
        stats.put("available_slice_num", overflow.free());
        stats.put("total_slice_num", overflow.count());
        return stats;
    }
}
