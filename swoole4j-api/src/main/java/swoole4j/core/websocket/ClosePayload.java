package swoole4j.core.websocket;

import java.nio.charset.StandardCharsets;

/** The payload of a CLOSE frame: a two-byte code and a reason, or nothing (RFC 6455 5.5.1). Any thread. */
public final class ClosePayload {
    /** Largest reason in bytes. */
    public static final int MAX_REASON = Opcode.MAX_CONTROL_PAYLOAD - 2;

    private ClosePayload() {}

    /**
     * Joins {@code code} and {@code reason}. The code is not judged, its low 16 bits are sent, as Swoole does; see
     * {@link CloseCode#isValidOnWire}.
     *
     * @param code the close code
     * @param reason the close text
     * @return the payload, 2 to 125 bytes
     * @throws IllegalArgumentException when the reason has more than 123 bytes of UTF-8
     */
    public static byte[] of(int code, String reason) {
        return of(code, reason.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(int code, byte[] reason) {
        if (reason.length > MAX_REASON) {
            throw new IllegalArgumentException(
                    "close reason of " + reason.length + " bytes, at most " + MAX_REASON + " are allowed");
        }
        return join(code, reason, reason.length);
    }

    /**
     * As {@link #of(int, String)}, but a reason that is too long is cut at a character boundary.
     *
     * @param code the close code
     * @param reason the close text
     * @return the payload, 2 to 125 bytes
     */
    public static byte[] ofTruncated(int code, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MAX_REASON);
        while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) length--;
        return join(code, bytes, length);
    }

    private static byte[] join(int code, byte[] reason, int length) {
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason, 0, payload, 2, length);
        return payload;
    }

    /**
     * The code in {@code payload}.
     *
     * @param payload of a CLOSE frame
     * @param absent what to return when the payload has no code
     * @return 0 to 65535, or {@code absent}
     */
    public static int code(byte[] payload, int absent) {
        return payload.length < 2 ? absent : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }

    /**
     * The reason in {@code payload}.
     *
     * @param payload of a CLOSE frame
     * @return the text, "" when there is none
     */
    public static String reason(byte[] payload) {
        return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** RFC 6455 5.5.1, 7.4, 8.1. */
    static void check(byte[] payload) throws ProtocolException {
        if (payload.length == 0) return;
        if (payload.length == 1) throw ProtocolException.closePayloadOfOneByte();
        int code = code(payload, CloseCode.NO_STATUS);
        if (!CloseCode.isValidOnWire(code)) throw ProtocolException.closeCode(code);
        int state = Utf8.scan(Utf8.BOUNDARY, payload, 2, payload.length);
        if (state < 0) throw ProtocolException.closeReason(payload[~state], ~state - 2);
        if (state != Utf8.BOUNDARY) throw ProtocolException.closeReasonCut();
    }
}
