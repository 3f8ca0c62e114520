package swoole4j.engine.coding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** gzip (RFC 1952), and deflate, which is zlib's format (RFC 9110 8.4.1.2) where Swoole sends raw deflate. */
final class DeflateEncoder implements ContentEncoder {
    private static final byte[] NO_WRAPPER = {};
    /** No name, no time, unknown system. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int GZIP_TRAILER = 8;

    private final Deflater deflater;
    private final boolean gzip;
    private byte[] scratch = new byte[4096];

    DeflateEncoder(boolean gzip, int level) {
        this.gzip = gzip;
        this.deflater = new Deflater(Math.clamp(level, 1, 9), gzip);
    }

    @Override
    public byte[] encode(byte[] body) {
        byte[] header = gzip ? GZIP_HEADER : NO_WRAPPER;
        System.arraycopy(header, 0, scratch, 0, header.length);
        int length = header.length + deflate(body, header.length);
        if (!gzip) return Arrays.copyOf(scratch, length);
        CRC32 crc = new CRC32();
        crc.update(body);
        byte[] all = Arrays.copyOf(scratch, length + GZIP_TRAILER);
        ByteBuffer.wrap(all, length, GZIP_TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt(body.length);
        return all;
    }

    private int deflate(byte[] body, int from) {
        deflater.reset();
        deflater.setInput(body);
        deflater.finish();
        int at = from;
        while (!deflater.finished()) {
            if (at == scratch.length) scratch = Arrays.copyOf(scratch, 2 * scratch.length);
            at += deflater.deflate(scratch, at, scratch.length - at);
        }
        return at - from;
    }
}
