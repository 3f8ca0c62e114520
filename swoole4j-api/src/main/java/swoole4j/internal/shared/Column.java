package swoole4j.internal.shared;

/**
 * A column of a table.
 *
 * @param type as in {@code Table::column}
 * @param size how many bytes of text there may be; 8 for numbers
 * @param offset where it begins in a row's values
 */
public record Column(String name, int type, int size, int offset) {
    /** Whole numbers of 64 bits. */
    public static final int INT = 1;
    /** Numbers as a double. */
    public static final int FLOAT = 2;
    /** Bytes. */
    public static final int STRING = 3;

    /** Text has its length in front. */
    static final int LENGTH = Integer.BYTES;

    /** Returns where the next one begins. */
    int end() {
        return offset + (type == STRING ? (LENGTH + size + 7) & -8 : 8);
    }

    String text() {
        return switch (type) {
            case INT -> name + ":int";
            case FLOAT -> name + ":float";
            default -> name + ":string:" + size;
        };
    }
}
