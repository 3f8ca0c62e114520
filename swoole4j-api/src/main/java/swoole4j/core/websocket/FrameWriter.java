package swoole4j.core.websocket;

/**
 * Writes frames (RFC 6455 5.2) into a byte array of the caller, without an array between. A mask key is an int whose
 * lowest byte masks the first payload byte; any 32 random bits will do. Any thread.
 */
public final class FrameWriter {
    /** Largest header: 2 bytes, 8 of length, 4 of mask key. */
    public static final int MAX_HEADER = 14;

    private FrameWriter() {}

    /**
     * The first byte of a frame.
     *
     * @param opcode 0 to 15
     * @param fin whether the frame ends its message
     * @param compressed whether RSV1 is set (RFC 7692 6)
     * @return 0 to 255
     */
    public static int firstByte(int opcode, boolean fin, boolean compressed) {
        return opcode | (fin ? FrameHeader.FIN : 0) | (compressed ? FrameHeader.RSV1 : 0);
    }

    /**
     * Size of a frame header.
     *
     * @param length of the payload
     * @param masked whether a mask key follows the length
     * @return 2 to 14
     */
    public static int headerSize(long length, boolean masked) {
        int size = length <= Opcode.MAX_CONTROL_PAYLOAD ? 2 : length <= 0xffff ? 4 : 10;
        return masked ? size + 4 : size;
    }

    /**
     * Writes a header without mask key.
     *
     * @param target has room for {@link #headerSize}
     * @param at index of the first byte
     * @param first see {@link #firstByte}
     * @param length of the payload
     * @return index behind the header
     */
    public static int writeHeader(byte[] target, int at, int first, long length) {
        return writeLength(target, at, first, length, 0);
    }

    /**
     * Writes a header with a mask key.
     *
     * @param target has room for {@link #headerSize}
     * @param at index of the first byte
     * @param first see {@link #firstByte}
     * @param length of the payload
     * @param key the mask key
     * @return index behind the header
     */
    public static int writeMaskedHeader(byte[] target, int at, int first, long length, int key) {
        int end = writeLength(target, at, first, length, FrameHeader.MASKED);
        Masking.writeKey(target, end, key);
        return end + 4;
    }

    private static int writeLength(byte[] target, int at, int first, long length, int maskBit) {
        target[at] = (byte) first;
        if (length <= Opcode.MAX_CONTROL_PAYLOAD) {
            target[at + 1] = (byte) (maskBit | (int) length);
            return at + 2;
        }
        boolean wide = length > 0xffff;
        target[at + 1] = (byte) (maskBit | (wide ? FrameHeader.LENGTH_64 : FrameHeader.LENGTH_16));
        int end = at + (wide ? 10 : 4);
        for (int i = end - 1, shift = 0; i > at + 1; i--, shift += 8) target[i] = (byte) (length >>> shift);
        return end;
    }

    /**
     * Writes a whole unmasked frame.
     *
     * @param target has room for header and payload
     * @param at index of the first byte
     * @param first see {@link #firstByte}
     * @param payload holds the payload
     * @param from index of its first byte
     * @param length its size
     * @return index behind the frame
     */
    public static int write(byte[] target, int at, int first, byte[] payload, int from, int length) {
        int start = writeHeader(target, at, first, length);
        System.arraycopy(payload, from, target, start, length);
        return start + length;
    }

    /**
     * Writes a whole masked frame.
     *
     * @param target has room for header and payload
     * @param at index of the first byte
     * @param first see {@link #firstByte}
     * @param payload holds the payload, which stays as it is
     * @param from index of its first byte
     * @param length its size
     * @param key the mask key
     * @return index behind the frame
     */
    public static int writeMasked(byte[] target, int at, int first, byte[] payload, int from, int length, int key) {
        int start = writeMaskedHeader(target, at, first, length, key);
        Masking.copy(payload, from, target, start, length, key);
        return start + length;
    }

    /**
     * Masks bytes where they stand.
     *
     * @param bytes holds the payload
     * @param from index of its first byte
     * @param length its size
     * @param key the mask key
     */
    public static void mask(byte[] bytes, int from, int length, int key) {
        Masking.copy(bytes, from, bytes, from, length, key);
    }
}
