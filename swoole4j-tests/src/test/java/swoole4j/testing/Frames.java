package swoole4j.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the bytes of frames as a client sends them, right or wrong. */
public final class Frames {
    private Frames() {}

    /**
     * Makes a frame masked with a random key; the length takes as few bytes as it can.
     *
     * @param first FIN, RSV bits and opcode, such as 0x81
     */
    public static byte[] masked(int first, byte[] payload) {
        return masked(first, payload, ThreadLocalRandom.current().nextInt());
    }

    /** Makes a frame masked with a given key. */
    public static byte[] masked(int first, byte[] payload, int key) {
        byte[] keys = {(byte) (key >> 24), (byte) (key >> 16), (byte) (key >> 8), (byte) key};
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) hidden[i] ^= keys[i & 3];
        return join(header(first, payload.length, 0x80), keys, hidden);
    }

    /** Makes a frame without a mask. */
    public static byte[] unmasked(int first, byte[] payload) {
        return join(header(first, payload.length, 0), payload);
    }

    /** Joins pieces. */
    public static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) joined.writeBytes(piece);
        return joined.toByteArray();
    }

    /** Reads hex; blanks do not matter. */
    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] header(int first, int length, int mask) {
        if (length < 126) return new byte[] {(byte) first, (byte) (mask | length)};
        if (length <= 0xffff) {
            return new byte[] {(byte) first, (byte) (mask | 126), (byte) (length >> 8), (byte) length};
        }
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) (mask | 127))
                .putLong(length)
                .array();
    }
}
