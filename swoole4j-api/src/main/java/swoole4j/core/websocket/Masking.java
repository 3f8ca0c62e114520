package swoole4j.core.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The masking of RFC 6455 5.3, eight bytes at a time. Inside this package a mask key is an int whose lowest byte
 * masks the first byte of the payload. The plain loops are the shape the compiler turns into vector instructions.
 */
final class Masking {
    private static final VarHandle ARRAY_LONG = view(long[].class);
    private static final VarHandle ARRAY_INT = view(int[].class);
    private static final VarHandle BUFFER_LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BUFFER_INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Masking() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the key that stands at {@code index}. */
    static int key(ByteBuffer in, int index) {
        return (int) BUFFER_INT.get(in, index);
    }

    /** Reads the key that stands at {@code index}. */
    static int key(byte[] bytes, int index) {
        return (int) ARRAY_INT.get(bytes, index);
    }

    /** Writes {@code key} as the four bytes that stand in front of a masked payload. */
    static void writeKey(byte[] target, int at, int key) {
        ARRAY_INT.set(target, at, key);
    }

    /** The key for the bytes that follow the first {@code done} ones. */
    static int rotate(int key, int done) {
        return Integer.rotateRight(key, done << 3);
    }

    /**
     * Copies {@code length} bytes from {@code in} (absolute, its position stays) to {@code target} and unmasks them.
     *
     * @return all copied bytes or-ed together: without {@link Utf8#HIGH_BITS} they are ASCII
     */
    static long copy(ByteBuffer in, int from, byte[] target, int to, int length, int key) {
        long wide = (key & 0xffffffffL) | ((long) key << 32);
        long seen = 0;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            long word = (long) BUFFER_LONG.get(in, from + i) ^ wide;
            ARRAY_LONG.set(target, to + i, word);
            seen |= word;
        }
        for (; i < length; i++) {
            byte octet = (byte) (in.get(from + i) ^ (key >> (i << 3)));
            target[to + i] = octet;
            seen |= octet;
        }
        return seen;
    }

    /** As the other copy, from array to array; the ranges may be the same. */
    static void copy(byte[] source, int from, byte[] target, int to, int length, int key) {
        long wide = (key & 0xffffffffL) | ((long) key << 32);
        int i = 0;
        for (; i <= length - 8; i += 8) {
            ARRAY_LONG.set(target, to + i, (long) ARRAY_LONG.get(source, from + i) ^ wide);
        }
        for (; i < length; i++) target[to + i] = (byte) (source[from + i] ^ (key >> (i << 3)));
    }
}
