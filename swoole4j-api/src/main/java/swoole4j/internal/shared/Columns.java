package swoole4j.internal.shared;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a table, in the order in which they were named. They do not change once the table is there. */
public final class Columns {
    /** More than fits into an array would be of no use. */
    private static final int MOST_BYTES = 1 << 30;

    private final Map<String, Column> byName = new LinkedHashMap<>();
    private int bytes;
    /** What Swoole would need for them. */
    private long theirs;

    /** Returns whether there is one of that name. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** Returns the column of that name, or null. */
    public @Nullable Column get(@Nullable Object name) {
        return byName.get(name);
    }

    /** Adds a column; false when a row would be too long. */
    public boolean add(String name, int type, int size) {
        Column column = new Column(name, type, size, bytes);
        if (size > MOST_BYTES - 16 - bytes) return false;
        byName.put(name, column);
        bytes = column.end();
        theirs += type == Column.STRING ? size + Column.LENGTH : size;
        return true;
    }

    /** Returns how many bytes the values of a row have. */
    int bytes() {
        return bytes;
    }

    long theirBytes() {
        return theirs;
    }

    /** Returns a row's values. */
    Map<String, Object> row(byte[] values) {
        Map<String, Object> row = LinkedHashMap.newLinkedHashMap(byName.size());
        ByteBuffer buffer = ByteBuffer.wrap(values).order(ByteOrder.nativeOrder());
        for (Column column : byName.values()) {
            row.put(
                    column.name(),
                    switch (column.type()) {
                        case Column.INT -> buffer.getLong(column.offset());
                        case Column.FLOAT -> buffer.getDouble(column.offset());
                        default -> text(values, buffer, column);
                    });
        }
        return row;
    }

    private static String text(byte[] values, ByteBuffer buffer, Column column) {
        int length = buffer.getInt(column.offset());
        return new String(values, column.offset() + Column.LENGTH, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return byName.values().stream().map(Column::text).collect(Collectors.joining(", "));
    }
}
