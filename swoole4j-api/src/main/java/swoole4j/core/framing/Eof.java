package swoole4j.core.framing;

/**
 * The bytes that end a message, {@code package_eof}: one to eight, so that a {@code long} holds them.
 *
 * @param bits the bytes, the last one lowest
 * @param size how many they are
 */
public record Eof(long bits, int size) {
    /** The longest eof. */
    public static final int MAX_SIZE = 8;

    /**
     * Makes an eof of bytes.
     *
     * @throws IllegalArgumentException for none, and for more than {@link #MAX_SIZE}
     */
    public static Eof of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_SIZE) {
            throw new IllegalArgumentException("an eof has 1 to " + MAX_SIZE + " bytes, not " + bytes.length);
        }
        long bits = 0;
        for (byte octet : bytes) bits = push(bits, octet);
        return new Eof(bits, bytes.length);
    }

    /** Appends a byte to the last eight. */
    static long push(long last, byte octet) {
        return (last << Byte.SIZE) | (octet & 0xff);
    }

    /** Tells whether the last bytes are the eof; there must have been {@link #size} of them. */
    boolean ends(long last) {
        int unused = Long.SIZE - size * Byte.SIZE;
        return (last ^ bits) << unused == 0;
    }
}
