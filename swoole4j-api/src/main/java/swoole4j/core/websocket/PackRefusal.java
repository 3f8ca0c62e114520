package swoole4j.core.websocket;

import org.jspecify.annotations.Nullable;

/** Why a frame cannot be packed: Swoole's error number and warning text. Any thread. */
public enum PackRefusal {
    /** The opcode is outside 0 to 10. */
    OPCODE("opcode must be between 0 and 10"),
    /** A ping or pong has more than 125 bytes. */
    CONTROL_PAYLOAD("websocket control frame payload must not exceed 125 bytes"),
    /** A close reason has more than 123 bytes. */
    CLOSE_REASON("the max length of close reason is 123");

    private final String text;

    PackRefusal(String text) {
        this.text = text;
    }

    /**
     * Swoole's error number, SWOOLE_ERROR_WEBSOCKET_PACK_FAILED.
     *
     * @return 8505
     */
    public int error() {
        return 8505;
    }

    /**
     * Swoole's warning.
     *
     * @return the text without prefix
     */
    public String text() {
        return text;
    }

    /**
     * Checks a frame before it is packed. For opcode 8 the payload is the reason alone.
     *
     * @param opcode of the frame
     * @param length of the payload in bytes
     * @return the reason to refuse, or null when it can be packed
     */
    public static @Nullable PackRefusal check(int opcode, int length) {
        if (opcode < 0 || opcode > Opcode.PONG) return OPCODE;
        if (opcode == Opcode.CLOSE) return length > ClosePayload.MAX_REASON ? CLOSE_REASON : null;
        return opcode > Opcode.CLOSE && length > Opcode.MAX_CONTROL_PAYLOAD ? CONTROL_PAYLOAD : null;
    }
}
