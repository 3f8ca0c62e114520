package swoole4j.core.websocket;

import java.nio.charset.StandardCharsets;

/**
 * Packs single frames with Swoole's flags, byte for byte as {@code Swoole\WebSocket\Frame::pack} of Swoole 6.2.1. Ask
 * {@link PackRefusal#check} first. Any thread.
 */
public final class FramePacker {
    /**
     * The mask key of {@code pack}, the bytes {@code 32353845}. It hides nothing: connections must use random keys
     * (RFC 6455 5.3), see {@link FrameWriter}.
     */
    static final int KEY = 0x45383532;

    private static final DeflateParameters STATELESS = new DeflateParameters(15, 15, true, true);

    private FramePacker() {}

    /**
     * Packs one frame. Control frames always get FIN; COMPRESS works on final, non-empty text and binary frames; RSV1
     * sets the bit without compressing; RSV2 and RSV3 are ignored. For opcode 8 the payload is the reason and the code
     * is 0, as in Swoole.
     *
     * @param payload the payload
     * @param opcode 0 to 10
     * @param flags Swoole's flags
     * @return the frame
     * @throws IllegalArgumentException with Swoole's text when {@link PackRefusal#check} refuses
     */
    public static byte[] pack(byte[] payload, int opcode, int flags) {
        if (!compresses(payload, opcode, flags)) return packPlain(payload, opcode, flags);
        try (DeflatePool pool = new DeflatePool(-1)) {
            return pack(payload, opcode, flags, pool);
        }
    }

    /**
     * As the other {@code pack}, with the compressor of a worker.
     *
     * @param payload the payload
     * @param opcode 0 to 10
     * @param flags Swoole's flags
     * @param pool compresses when the flags say so
     * @return the frame
     * @throws IllegalArgumentException with Swoole's text when {@link PackRefusal#check} refuses
     */
    public static byte[] pack(byte[] payload, int opcode, int flags, DeflatePool pool) {
        if (!compresses(payload, opcode, flags)) return packPlain(payload, opcode, flags);
        MessageDeflater deflater = pool.deflater(STATELESS, Role.SERVER);
        int size = deflater.deflate(payload, 0, payload.length);
        return frame(FrameWriter.firstByte(opcode, true, true), deflater.output(), size, flags);
    }

    /**
     * Packs a CLOSE frame.
     *
     * @param code its low 16 bits are sent
     * @param reason the close text, at most 123 bytes of UTF-8
     * @param flags Swoole's flags
     * @return the frame
     * @throws IllegalArgumentException with Swoole's text when the reason is too long
     */
    public static byte[] packClose(int code, String reason, int flags) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        check(Opcode.CLOSE, text.length);
        return packClose(code, text, flags);
    }

    private static boolean compresses(byte[] payload, int opcode, int flags) {
        int needed = Flag.FIN | Flag.COMPRESS;
        return (flags & needed) == needed && payload.length > 0 && (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
    }

    private static byte[] packPlain(byte[] payload, int opcode, int flags) {
        check(opcode, payload.length);
        if (opcode == Opcode.CLOSE) return packClose(0, payload, flags);
        boolean fin = (flags & Flag.FIN) != 0 || Opcode.isControl(opcode);
        int first = FrameWriter.firstByte(opcode, fin, (flags & Flag.RSV1) != 0);
        return frame(first, payload, payload.length, flags);
    }

    private static byte[] packClose(int code, byte[] reason, int flags) {
        byte[] payload = ClosePayload.of(code, reason);
        int first = FrameWriter.firstByte(Opcode.CLOSE, true, (flags & Flag.RSV1) != 0);
        return frame(first, payload, payload.length, flags);
    }

    private static byte[] frame(int first, byte[] payload, int length, int flags) {
        boolean masked = (flags & Flag.MASK) != 0;
        byte[] frame = new byte[Math.addExact(FrameWriter.headerSize(length, masked), length)];
        if (masked) FrameWriter.writeMasked(frame, 0, first, payload, 0, length, KEY);
        else FrameWriter.write(frame, 0, first, payload, 0, length);
        return frame;
    }

    private static void check(int opcode, int length) {
        PackRefusal refusal = PackRefusal.check(opcode, length);
        if (refusal != null) throw new IllegalArgumentException(refusal.text());
    }
}
