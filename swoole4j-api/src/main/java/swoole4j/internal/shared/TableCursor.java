package swoole4j.internal.shared;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A walk through a table, bucket by bucket; it stands on copies. Not for several threads at a time. */
public final class TableCursor {
    private final SharedTable table;
    private int bucket;
    /** How many rows of the bucket were seen. */
    private int seen;

    private byte @Nullable [] key;
    private byte[] values = new byte[0];

    /** Stands before the first row. */
    public TableCursor(SharedTable table) {
        this.table = table;
    }

    /** Goes back to before the first row. */
    public void reset() {
        bucket = 0;
        seen = 0;
        key = null;
    }

    /** Goes to the next row; false behind the last. */
    public boolean next() {
        Rows rows = table.rows();
        for (; bucket < table.buckets(); bucket++, seen = 0) {
            long head = rows.bucketAt(bucket);
            if (!rows.isBare(head) && copy(rows, head)) return true;
        }
        key = null;
        return false;
    }

    private boolean copy(Rows rows, long head) {
        byte[] copy = new byte[table.columns().bytes()];
        rows.lock(head);
        try {
            long row = rows.used(head);
            for (int i = 0; i < seen && row >= 0; i++) row = rows.used(rows.next(row));
            if (row < 0) return false;
            key = rows.key(row);
            rows.copyTo(row, copy);
        } finally {
            rows.unlock(head);
        }
        values = copy;
        seen++;
        return true;
    }

    /** Returns the key of the row that it stands on, or null. */
    public @Nullable String key() {
        byte[] bytes = key;
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the row that it stands on, or null. */
    public @Nullable Map<String, Object> row() {
        return key == null ? null : table.columns().row(values);
    }
}
