package swoole4j.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes of RFC 6455 and RFC 7692 for the load generator, made in advance. */
final class Wire {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int COMPRESSED_TEXT = 0xc1;

    private static final byte[] SYNC_TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private Wire() {}

    /** The frame as a server sends it. */
    static byte[] unmasked(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        header(frame, first, payload.length, 0);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The frame as a client sends it. */
    static byte[] masked(int first, byte[] payload, Random random) {
        byte[] key = new byte[4];
        random.nextBytes(key);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        header(frame, first, payload.length, 0x80);
        frame.writeBytes(key);
        for (int i = 0; i < payload.length; i++) frame.write(payload[i] ^ key[i & 3]);
        return frame.toByteArray();
    }

    private static void header(ByteArrayOutputStream frame, int first, int length, int mask) {
        frame.write(first);
        if (length < 126) {
            frame.write(mask | length);
            return;
        }
        int bytes = length < 65_536 ? 2 : 8;
        frame.write(mask | (bytes == 2 ? 126 : 127));
        for (int i = bytes - 1; i >= 0; i--) frame.write((int) ((long) length >>> (8 * i)));
    }

    /** Tells how many bytes the frame at {@code at} has, or -1 while its header is incomplete. */
    static int frameLength(byte[] bytes, int at, int end) {
        if (end - at < 2) return -1;
        int length = bytes[at + 1] & 0xff;
        if (length < 126) return 2 + length;
        if (length != 126)
            throw new IllegalStateException("a frame of 64 KiB or more, or a masked one, is not expected");
        if (end - at < 4) return -1;
        return 4 + (((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff));
    }

    /** Compresses as RFC 7692 7.2.1 says, with a fresh context. */
    static byte[] deflate(byte[] payload) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(payload);
            byte[] room = new byte[payload.length + 64];
            int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(room, length - SYNC_TAIL.length);
        }
    }

    /** Inflates as RFC 7692 7.2.2 says, with a fresh context. */
    static byte[] inflate(byte[] bytes, int from, int length) {
        try (Inflater inflater = new Inflater(true)) {
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            in.write(bytes, from, length);
            in.writeBytes(SYNC_TAIL);
            inflater.setInput(in.toByteArray());
            byte[] room = new byte[65_536];
            return Arrays.copyOf(room, inflater.inflate(room));
        } catch (DataFormatException broken) {
            throw new IllegalStateException("the server's deflate data is broken", broken);
        }
    }

    /** A text of {@code size} characters that no other connection and no other place in the batch has. */
    static byte[] text(int size, int connection, int place) {
        StringBuilder text = new StringBuilder(size).append("c%05d m%03d ".formatted(connection, place));
        while (text.length() < size) text.append((char) ('a' + text.length() % 26));
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    /** A JSON text of {@code size} characters, different for each connection and place. */
    static byte[] json(int size, int connection, int place) {
        Random random = new Random(connection * 1_000L + place);
        StringBuilder text = new StringBuilder(size).append("{\"items\":[");
        while (text.length() < size) {
            text.append("{\"id\":%d,\"user\":\"user-%04x\",\"online\":%b,\"score\":%.2f},"
                    .formatted(
                            random.nextInt(1_000_000),
                            random.nextInt(65_536),
                            random.nextBoolean(),
                            random.nextDouble()));
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }
}
