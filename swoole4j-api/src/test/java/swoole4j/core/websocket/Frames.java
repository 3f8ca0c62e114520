package swoole4j.core.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds frames byte by byte, without the code under test. */
final class Frames {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;

    private Frames() {}

    static byte[] masked(int first, String payload) {
        return masked(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] masked(int first, byte[] payload) {
        return masked(first, payload, 0x37, 0xfa, 0x21, 0x3d);
    }

    static byte[] masked(int first, byte[] payload, int... key) {
        ByteArrayOutputStream out = header(first, payload.length, 0x80);
        for (int octet : key) out.write(octet);
        for (int i = 0; i < payload.length; i++) out.write(payload[i] ^ key[i % 4]);
        return out.toByteArray();
    }

    static byte[] unmasked(int first, byte[] payload) {
        ByteArrayOutputStream out = header(first, payload.length, 0);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream header(int first, int length, int maskBit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (length < 126) {
            out.write(maskBit | length);
        } else if (length < 65536) {
            out.write(maskBit | 126);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(maskBit | 127);
            for (int shift = 56; shift >= 0; shift -= 8) out.write((int) ((long) length >> shift));
        }
        return out;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
