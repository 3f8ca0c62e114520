package swoole4j;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.internal.shared.Coercion;
import swoole4j.internal.shared.Column;
import swoole4j.internal.shared.Columns;
import swoole4j.internal.shared.Key;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.internal.shared.SharedTable;
import swoole4j.internal.shared.SharedTable.Outcome;
import swoole4j.internal.shared.SharedTable.When;
import swoole4j.internal.shared.TableCursor;
import swoole4j.internal.shared.Values;

/**
 * Rows of fixed columns that all workers of a server share, also those in other processes. Counterpart of {@code Swoole\Table}.
 *
 * <p>Processes share it when {@link #create} is called before {@code start()}, outside of coroutines; then every process must
 * make the same shared objects in the same order. What is created later belongs to one process. A table has room for a fixed number of
 * rows and takes its memory, which is not Java's heap, as rows are written.
 *
 * <p>Every call does one thing to one row, or nothing, whoever does what to that row at the same time in whatever process; no coroutine
 * waits in it. When a process dies in the middle of a call, the row is as before or as after it.
 *
 * <p>A key is text of 1 to 63 bytes, or a number, which is text then, as {@code fd}; {@code byte[]} is possible. Values are taken as
 * PHP takes them: {@code "12"} for a whole number is 12, {@code "abc"} is 0, and 123 for text is {@code "123"}. Text is bytes; a
 * {@code String} is UTF-8. All methods but the cursor ({@link #rewind}, {@link #next} ...) are for any thread.
 *
 * <p>Where PHP has {@code false} instead of a row or a number, these are null. A refusal that is a mistake, such as a column that
 * there is not, is a warning in the log, too.
 */
public final class Table implements Iterable<Map.Entry<String, Map<String, Object>>> {
    /** Type of a column: a whole number of 64 bits. */
    public static final int TYPE_INT = Column.INT;
    /** Type of a column: a number with a fraction, a double. */
    public static final int TYPE_FLOAT = Column.FLOAT;
    /** Type of a column: text, or bytes, up to a length. */
    public static final int TYPE_STRING = Column.STRING;

    private static final Logger log = LoggerFactory.getLogger(Table.class);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MOST_LOGGED = 300;
    private static final double LEAST_PROPORTION = .2;
    private static final int LEAST_BITS = 6;
    private static final int MOST_BITS = 30;

    private final SharedMemory memory;
    private final Columns columns = new Columns();
    private final int rows;
    private final float proportion;

    private volatile @Nullable SharedTable table;
    private volatile boolean destroyed;
    private @Nullable TableCursor cursor;

    /** As {@link #Table(long, double)}, with room for conflicts of a fifth of its size. */
    public Table(long size) {
        this(size, LEAST_PROPORTION);
    }

    /**
     * Describes a table, which is there after {@link #create}.
     *
     * @param size how many rows, rounded up to a power of two, from 64 to 1073741824
     * @param conflictProportion room for keys that meet in the same row of that size, as a part of it, from 0.2 to 1. When it is used up,
     *     such keys are refused although other rows are free
     */
    public Table(long size, double conflictProportion) {
        this(SharedMemory.get(), size, conflictProportion);
    }

    Table(SharedMemory memory, long size, double conflictProportion) {
        this.memory = memory;
        int bits = LEAST_BITS;
        while (bits < MOST_BITS && (size < 0 || 1L << bits < size)) bits++;
        rows = 1 << bits;
        proportion = (float) Math.clamp(conflictProportion, LEAST_PROPORTION, 1);
    }

    /** As {@link #column(String, int, long)}, for numbers. */
    public boolean column(String name, int type) {
        return column(name, type, 0);
    }

    /**
     * Adds a column.
     *
     * @param type {@link #TYPE_INT}, {@link #TYPE_FLOAT} or {@link #TYPE_STRING}
     * @param size how many bytes of text there may be, at least 1, rounded up to a multiple of 8; without effect for numbers
     * @return false, with a warning, for an unknown type, a size below 1 or beyond what a row can have (a GiB), a name that there is, and
     *     after {@link #create}
     */
    public boolean column(String name, int type, long size) {
        if (type == TYPE_STRING && size < 1) {
            return refuse("the length of string type values has to be more than zero, not " + size);
        }
        if (table != null || destroyed) return refuse("unable to add column after table has been created");
        if (type < TYPE_INT || type > TYPE_STRING) return refuse("unknown column type " + type);
        if (columns.contains(name)) return refuse("column[" + name + "] already exists");
        long bytes = type == TYPE_STRING ? (size + 7) & -8L : 8;
        if (bytes > Integer.MAX_VALUE || bytes < 0 || !columns.add(name, type, (int) bytes)) {
            return refuse("column[" + name + "] size " + size + " is too large");
        }
        return true;
    }

    /**
     * Makes the table; in a worker process finds the one that the master made. Returns true.
     *
     * @throws SwooleException when there is no memory for it, or the master's is another one
     * @throws IllegalStateException when it is there already
     */
    public synchronized boolean create() {
        if (table != null || destroyed) throw new IllegalStateException("the table has been created already");
        table = new SharedTable(memory, columns, rows, (long) (rows * proportion));
        return true;
    }

    /** Gives the table up, in this process; its memory goes when no process has it any more. Returns true. */
    public synchronized boolean destroy() {
        table();
        destroyed = true;
        table = null;
        cursor = null;
        return true;
    }

    private SharedTable table() {
        SharedTable there = table;
        if (there == null) throw new IllegalStateException("table is not created or has been destroyed");
        return there;
    }

    private static boolean refuse(String text) {
        warn(text);
        return false;
    }

    /** Names and keys may be a peer's: they neither begin a line of the log nor fill it. */
    private static void warn(String text) {
        String line = text.length() > MOST_LOGGED ? text.substring(0, MOST_LOGGED) + "..." : text;
        log.warn("{}", CONTROL.matcher(line).replaceAll("?"));
    }

    private static @Nullable Key key(@Nullable Object key) {
        Key bytes = switch (key) {
            case String text -> Key.of(text);
            case byte[] all -> Key.of(all.clone());
            case null, default -> Key.of(Coercion.toText(key));
        };
        if (bytes.length() >= 1 && bytes.length() <= Key.MOST) return bytes;
        refuse(
                bytes.length() == 0
                        ? "key must not be empty"
                        : "key length exceeds the limit of " + Key.MOST + " bytes");
        return null;
    }

    private Values values(Key key, Map<String, ?> row) {
        Values values = new Values(row.size());
        row.forEach((name, value) -> {
            Column column = columns.get(name);
            if (column != null) add(values, key, column, value, false);
        });
        return values;
    }

    private static void add(Values values, Key key, Column column, @Nullable Object value, boolean exact) {
        switch (column.type()) {
            case TYPE_INT -> values.add(column, Coercion.toInt(value));
            case TYPE_FLOAT -> values.add(column, Double.doubleToRawLongBits(Coercion.toFloat(value)));
            default -> {
                byte[] text = Coercion.toBytes(value);
                if (text.length > column.size() && !exact) {
                    warn("[key=" + key + ",field=" + column.name() + "]string value is too long");
                }
                values.add(column, text);
            }
        }
    }

    private @Nullable Values expected(Key key, Map<String, ?> row) {
        if (row.isEmpty()) {
            refuse("expected values must not be empty");
            return null;
        }
        Values values = new Values(row.size());
        for (Map.Entry<String, ?> entry : row.entrySet()) {
            Column column = column(entry.getKey());
            if (column == null) return null;
            add(values, key, column, entry.getValue(), true);
        }
        return values;
    }

    private @Nullable Column column(String name) {
        Column column = columns.get(name);
        if (column == null) refuse("column[" + name + "] does not exist");
        return column;
    }

    private static boolean told(Outcome outcome, String what, Key key) {
        if (outcome == Outcome.FULL) refuse("failed to " + what + "('" + key + "'), unable to allocate memory");
        return outcome == Outcome.DONE;
    }

    /**
     * Writes some columns of a row, which it makes if need be; then the others are 0 and empty. Counterpart of {@code set} and of
     * {@code $table[$key] = $row} of older versions. Names that are no columns are ignored, text that is too long is cut, with a warning.
     *
     * @return false, with a warning, for an impossible key and when there is no room
     */
    public boolean set(Object key, Map<String, ?> row) {
        return write("set", key, row, When.ALWAYS);
    }

    /** As {@link #set}, but only when the row is not there; else false. */
    public boolean add(Object key, Map<String, ?> row) {
        return write("add", key, row, When.ABSENT);
    }

    /** As {@link #set}, but only when the row is there; else false. */
    public boolean update(Object key, Map<String, ?> row) {
        return write("update", key, row, When.PRESENT);
    }

    private boolean write(String what, Object key, Map<String, ?> row, When when) {
        SharedTable there = table();
        Key bytes = key(key);
        return bytes != null && told(there.write(bytes, values(bytes, row), when), what, bytes);
    }

    /**
     * As {@link #update}, but only when the columns of {@code expected} have these values: text all of it, doubles bit by bit.
     *
     * @return false when they have not, or the row is not there; with a warning when {@code expected} is empty or names what is no column
     */
    public boolean cmpset(Object key, Map<String, ?> expected, Map<String, ?> row) {
        SharedTable there = table();
        Key bytes = key(key);
        Values wanted = bytes == null ? null : expected(bytes, expected);
        if (bytes == null || wanted == null) return false;
        return told(there.write(bytes, values(bytes, row), When.PRESENT, wanted), "cmpset", bytes);
    }

    /** Removes a row when the columns of {@code expected} have these values; see {@link #cmpset}. */
    public boolean cmpdel(Object key, Map<String, ?> expected) {
        SharedTable there = table();
        Key bytes = key(key);
        Values wanted = bytes == null ? null : expected(bytes, expected);
        return bytes != null && wanted != null && there.remove(bytes, wanted);
    }

    /** Returns a copy of a row, with all columns in their order: {@code Long}, {@code Double}, {@code String}; null when it is not there. */
    public @Nullable Map<String, Object> get(Object key) {
        SharedTable there = table();
        Key bytes = key(key);
        return bytes == null ? null : there.get(bytes);
    }

    /** Returns one value of a row: {@code Long}, {@code Double} or {@code String}; null when there is no such row or column. */
    public @Nullable Object get(Object key, String column) {
        SharedTable there = table();
        Key bytes = key(key);
        Column wanted = columns.get(column);
        if (bytes == null || wanted == null) return null;
        if (wanted.type() != TYPE_STRING) return there.number(bytes, wanted);
        byte[] text = there.text(bytes, wanted);
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of a text column, which need not be text; null when there is no such row, or no such column of text. */
    public byte @Nullable [] getBytes(Object key, String column) {
        SharedTable there = table();
        Key bytes = key(key);
        Column wanted = columns.get(column);
        return bytes == null || wanted == null || wanted.type() != TYPE_STRING ? null : there.text(bytes, wanted);
    }

    /** Removes a row and returns it; null when it is not there. Of those who try at the same time one gets it. */
    public @Nullable Map<String, Object> getdel(Object key) {
        SharedTable there = table();
        Key bytes = key(key);
        return bytes == null ? null : there.take(bytes);
    }

    /** Removes a row and returns one of its values; null when it is not there, or there is no such column, and then it stays. */
    public @Nullable Object getdel(Object key, String column) {
        table();
        if (!columns.contains(column)) return null;
        Map<String, Object> row = getdel(key);
        return row == null ? null : row.get(column);
    }

    /** Tells whether there is such a row. Counterpart of {@code exists} and {@code isset($table[$key])}. */
    public boolean exists(Object key) {
        SharedTable there = table();
        Key bytes = key(key);
        return bytes != null && there.contains(bytes);
    }

    /** As {@link #exists}. */
    public boolean exist(Object key) {
        return exists(key);
    }

    /** Removes a row; false when it is not there. Counterpart of {@code del} and {@code unset($table[$key])}. */
    public boolean del(Object key) {
        SharedTable there = table();
        Key bytes = key(key);
        return bytes != null && there.remove(bytes, null);
    }

    /** As {@link #del}. */
    public boolean delete(Object key) {
        return del(key);
    }

    /** As {@link #incr(Object, String, Object)}, by 1. */
    public @Nullable Number incr(Object key, String column) {
        return count("incr", key, column, 1, 1);
    }

    /**
     * Adds to a column of numbers, of a row that is not there to 0, and returns the sum. Whole numbers go round at 64 bits.
     *
     * @param by is taken for a {@code Long} or a {@code Double}, as the column is
     * @return a {@code Long} or {@code Double}; null, with a warning, for an impossible key, a column that is text or not there, and when
     *     there is no room
     */
    public @Nullable Number incr(Object key, String column, Object by) {
        return count("incr", key, column, by, 1);
    }

    /** As {@link #decr(Object, String, Object)}, by 1. */
    public @Nullable Number decr(Object key, String column) {
        return count("decr", key, column, 1, -1);
    }

    /** Subtracts from a column; else as {@link #incr(Object, String, Object)}. */
    public @Nullable Number decr(Object key, String column, Object by) {
        return count("decr", key, column, by, -1);
    }

    private @Nullable Number count(String what, Object key, String name, Object by, int sign) {
        SharedTable there = table();
        Key bytes = key(key);
        Column column = bytes == null ? null : column(name);
        if (bytes == null || column == null) return null;
        if (column.type() == TYPE_STRING) {
            refuse("can't execute '" + what + "' on a string type column");
            return null;
        }
        Number sum;
        if (column.type() == TYPE_INT) {
            sum = there.add(bytes, column, sign * Coercion.toInt(by));
        } else {
            sum = there.add(bytes, column, sign * Coercion.toFloat(by));
        }
        if (sum == null) told(Outcome.FULL, what, bytes);
        return sum;
    }

    /** Returns how many rows there are; 0 before {@link #create} and after {@link #destroy}. */
    public long count() {
        SharedTable there = table;
        return there == null ? 0 : there.count();
    }

    /** Returns how many rows it has room for, conflicts aside: the size, rounded; 0 after {@link #destroy}. */
    public long getSize() {
        return destroyed ? 0 : rows;
    }

    /** Returns the size as the property {@code size} has it: null before {@link #create}. */
    public @Nullable Long size() {
        return table == null ? null : (long) rows;
    }

    /**
     * Returns how many bytes Swoole would take for the table; 0 before {@link #create} and after {@link #destroy}. Here a row has its
     * values twice, so that it takes up to twice as much when it has been changed.
     */
    public long getMemorySize() {
        SharedTable there = table;
        return there == null ? 0 : there.theirBytes();
    }

    /** Returns {@link #getMemorySize} as the property {@code memorySize} has it: null before {@link #create}. */
    public @Nullable Long memorySize() {
        return table == null ? null : getMemorySize();
    }

    /**
     * Returns {@code num}, {@code conflict_count}, {@code conflict_max_level}, {@code insert_count}, {@code update_count},
     * {@code delete_count}, {@code available_slice_num} and {@code total_slice_num}; null when the table is not there.
     */
    public @Nullable Map<String, Long> stats() {
        SharedTable there = table;
        return there == null ? null : there.stats();
    }

    private TableCursor cursor() {
        TableCursor there = cursor;
        if (there == null) cursor = there = new TableCursor(table());
        return there;
    }

    /** Moves the cursor of this object to the first row. */
    public void rewind() {
        cursor().reset();
        next();
    }

    /** Moves the cursor to the next row. */
    public void next() {
        cursor().next();
    }

    /** Tells whether the cursor stands on a row. */
    public boolean valid() {
        return key() != null;
    }

    /** Returns the key of the row that the cursor stands on, or null. */
    public @Nullable String key() {
        table();
        return cursor().key();
    }

    /** Returns a copy of the row that the cursor stands on, as it was when the cursor came to it, or null. */
    public @Nullable Map<String, Object> current() {
        table();
        return cursor().row();
    }

    /**
     * Walks through all rows, which are copies, in the order that they have in memory: that of PHP. Rows that come or go meanwhile may be
     * seen, missed, or shift others. Each walk has a cursor of its own, unlike in Swoole, so that loops may be nested.
     */
    @Override
    public Iterator<Map.Entry<String, Map<String, Object>>> iterator() {
        return new Walk(new TableCursor(table()));
    }

    private static final class Walk implements Iterator<Map.Entry<String, Map<String, Object>>> {
        private final TableCursor cursor;

        Walk(TableCursor cursor) {
            this.cursor = cursor;
            cursor.next();
        }

        @Override
        public boolean hasNext() {
            return cursor.key() != null;
        }

        @Override
        public Map.Entry<String, Map<String, Object>> next() {
            String key = cursor.key();
            Map<String, Object> row = cursor.row();
            if (key == null || row == null) throw new NoSuchElementException();
            cursor.next();
            return Map.entry(key, row);
        }
    }
}
