package swoole4j.testing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A frame as it came from a server: its first byte and its payload. */
public final class WireFrame {
    private static final int SHOWN = 64;

    private final int first;
    private final byte[] payload;

    WireFrame(int first, byte[] payload) {
        this.first = first;
        this.payload = payload;
    }

    /** Returns FIN, RSV bits and opcode in one number, such as 0x81. */
    public int first() {
        return first;
    }

    /** Returns 0 to 15. */
    public int opcode() {
        return first & 0xf;
    }

    /** Tells whether FIN is set. */
    public boolean fin() {
        return (first & 0x80) != 0;
    }

    /** Tells whether RSV1 is set. */
    public boolean rsv1() {
        return (first & 0x40) != 0;
    }

    /** Returns the payload as it came; not a copy. */
    public byte[] payload() {
        return payload;
    }

    /** Returns the payload as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the code in a close frame's payload, 1005 when there is none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        int shown = Math.min(SHOWN, payload.length);
        return hex.toHexDigits((byte) first) + " [" + payload.length + "] " + hex.formatHex(payload, 0, shown)
                + (shown < payload.length ? "..." : "");
    }
}
