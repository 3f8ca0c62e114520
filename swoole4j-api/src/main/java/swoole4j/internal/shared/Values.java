package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of some columns as they will be in memory, made before a row is locked. */
public final class Values {
    private final Column[] columns;
    private final long[] numbers;
    private final byte[] @Nullable [] texts;
    private int count;

    /** Room for so many. */
    public Values(int most) {
        columns = new Column[most];
        numbers = new long[most];
        texts = new byte[most][];
    }

    /** Adds a number: a double by its bits. */
    public void add(Column column, long bits) {
        columns[count] = column;
        numbers[count++] = bits;
    }

    /** Adds text. */
    public void add(Column column, byte[] text) {
        columns[count] = column;
        texts[count++] = text;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Tells whether it is one number, which is written at once or not at all. */
    boolean isOneNumber() {
        return count == 1 && columns[0].type() != Column.STRING;
    }

    /** Returns how many bytes of a text will be kept. */
    private static int length(Column column, byte[] text) {
        return Math.min(text.length, column.size());
    }

    void writeTo(MemorySegment memory, long offset) {
        for (int i = 0; i < count; i++) {
            Column column = columns[i];
            long at = offset + column.offset();
            byte[] text = texts[i];
            if (text == null) {
                memory.set(ValueLayout.JAVA_LONG, at, numbers[i]);
            } else {
                int length = length(column, text);
                memory.set(ValueLayout.JAVA_INT, at, length);
                MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, at + Column.LENGTH, length);
            }
        }
    }

    boolean areAt(MemorySegment memory, long offset) {
        for (int i = 0; i < count; i++) {
            long at = offset + columns[i].offset();
            byte[] text = texts[i];
            boolean same = text == null ? memory.get(ValueLayout.JAVA_LONG, at) == numbers[i] : isAt(memory, at, text);
            if (!same) return false;
        }
        return true;
    }

    private static boolean isAt(MemorySegment memory, long at, byte[] text) {
        if (memory.get(ValueLayout.JAVA_INT, at) != text.length) return false;
        byte[] there = new byte[text.length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + Column.LENGTH, there, 0, there.length);
        return Arrays.equals(there, text);
    }
}
