package swoole4j.core.websocket;

import java.util.Arrays;

/**
 * Unpacks the first frame of a byte string as {@code Swoole\WebSocket\Frame::unpack} of Swoole 6.2.1, which is lenient:
 * it takes reserved opcodes and bits, unmasked and non-minimal frames, and text that is not UTF-8. It inflates after
 * unmasking, where Swoole fails. Any thread.
 */
public final class FrameParser {
    private static final int PROTOCOL_ERROR = 508;
    private static final int INCOMPLETE_PACKET = 8507;

    /** Limit for the inflated payload when the caller gives none. */
    private static final int MAX_INFLATED = 64 * 1024 * 1024;

    private static final DeflateParameters STATELESS = new DeflateParameters(15, 15, true, true);

    private FrameParser() {}

    /**
     * Unpacks with a limit of 64 MiB for an inflated payload.
     *
     * @param bytes a frame; bytes behind it are ignored, none is changed
     * @return data, a close, or a failure
     */
    public static Unpacked parse(byte[] bytes) {
        return parse(bytes, MAX_INFLATED);
    }

    /**
     * Unpacks.
     *
     * @param bytes a frame; bytes behind it are ignored, none is changed
     * @param maxInflated limit for an inflated payload
     * @return data, a close, or a failure
     */
    public static Unpacked parse(byte[] bytes, int maxInflated) {
        int headerSize = bytes.length < 2 ? 2 : FrameHeader.size(bytes[1] & 0xff);
        if (bytes.length < headerSize) return incomplete(headerSize, bytes.length);
        boolean masked = bytes[1] < 0;
        int lengthEnd = masked ? headerSize - 4 : headerSize;
        long length = bytes[1] & 0x7f;
        if (lengthEnd > 2) length = 0;
        for (int i = 2; i < lengthEnd; i++) length = (length << 8) | (bytes[i] & 0xff);
        if (length < 0 || length > bytes.length - headerSize) return incomplete(headerSize + length, bytes.length);
        int opcode = bytes[0] & 0xf;
        boolean control = Opcode.isControl(opcode);
        if (control && (bytes[0] >= 0 || length > Opcode.MAX_CONTROL_PAYLOAD)) {
            return new Unpacked.Failed(
                    PROTOCOL_ERROR,
                    PROTOCOL_ERROR,
                    "invalid websocket control frame received: opcode=%d, fin=%d, payload_length=%d"
                            .formatted(opcode, (bytes[0] >>> 7) & 1, length));
        }
        byte[] payload = Arrays.copyOfRange(bytes, headerSize, headerSize + (int) length);
        if (masked) FrameWriter.mask(payload, 0, payload.length, Masking.key(bytes, lengthEnd));
        return opcode == Opcode.CLOSE
                ? close(flags(bytes), payload)
                : data(opcode, flags(bytes), payload, !control, maxInflated);
    }

    private static int flags(byte[] bytes) {
        int first = bytes[0] & 0xff;
        return ((first & FrameHeader.FIN) >> 7)
                | ((first & FrameHeader.RSV1) != 0 ? Flag.RSV1 : 0)
                | ((first & FrameHeader.RSV2) != 0 ? Flag.RSV2 : 0)
                | ((first & FrameHeader.RSV3) != 0 ? Flag.RSV3 : 0)
                | (bytes[1] < 0 ? Flag.MASK : 0);
    }

    private static Unpacked close(int flags, byte[] payload) {
        return new Unpacked.Close(flags, ClosePayload.code(payload, CloseCode.NORMAL), ClosePayload.reason(payload));
    }

    private static Unpacked data(int opcode, int flags, byte[] payload, boolean inflatable, int maxInflated) {
        if (!inflatable || (flags & Flag.RSV1) == 0) return new Unpacked.Data(opcode, flags, payload);
        try (DeflatePool pool = new DeflatePool(-1)) {
            byte[] inflated = pool.inflater(STATELESS, Role.SERVER).inflate(payload, payload.length, maxInflated);
            return new Unpacked.Data(opcode, flags | Flag.COMPRESS, inflated);
        } catch (ProtocolException e) {
            boolean corrupt = e.closeCode() == CloseCode.INVALID_DATA;
            return new Unpacked.Failed(
                    PROTOCOL_ERROR,
                    PROTOCOL_ERROR,
                    corrupt ? "inflate() failed, Error: data error[-3]" : "inflate() failed, Error: " + e.getMessage());
        }
    }

    private static Unpacked incomplete(long expected, int actual) {
        return new Unpacked.Failed(
                PROTOCOL_ERROR,
                INCOMPLETE_PACKET,
                "incomplete packet, expected length is " + Long.toUnsignedString(expected) + ", actual length is "
                        + actual);
    }
}
