package swoole4j.core.websocket;

/** The outcome of {@link FrameParser#parse}. Any thread. */
public sealed interface Unpacked {
    /** A frame that is not a CLOSE frame. */
    final class Data implements Unpacked {
        private final int opcode;
        private final int flags;
        private final byte[] payload;

        Data(int opcode, int flags, byte[] payload) {
            this.opcode = opcode;
            this.flags = flags;
            this.payload = payload;
        }

        /**
         * The opcode as it stood in the frame, reserved ones included.
         *
         * @return 0 to 15
         */
        public int opcode() {
            return opcode;
        }

        /**
         * Swoole's flags.
         *
         * @return a bit set of FIN, COMPRESS, RSV1, RSV2, RSV3 and MASK
         */
        public int flags() {
            return flags;
        }

        /**
         * Whether the FIN bit was set.
         *
         * @return Swoole's property {@code finish}
         */
        public boolean finish() {
            return (flags & Flag.FIN) != 0;
        }

        /**
         * The payload, unmasked and inflated.
         *
         * @return an array that belongs to the caller
         */
        public byte[] payload() {
            return payload;
        }
    }

    /**
     * A CLOSE frame.
     *
     * @param flags Swoole's flags
     * @param code 1000 when the frame had none
     * @param reason "" when the frame had none
     */
    record Close(int flags, int code, String reason) implements Unpacked {}

    /**
     * Not a frame.
     *
     * @param error what {@code getLastError} returns: 508 SWOOLE_ERROR_PROTOCOL_ERROR
     * @param logError the number for the log line
     * @param text the log line
     */
    record Failed(int error, int logError, String text) implements Unpacked {}
}
