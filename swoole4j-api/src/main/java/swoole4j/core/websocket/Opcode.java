package swoole4j.core.websocket;

/** Opcodes of RFC 6455 5.2. */
final class Opcode {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The control bit of an opcode (RFC 6455 5.5). */
    static final int CONTROL = 8;

    /** Largest payload of a control frame (RFC 6455 5.5). */
    static final int MAX_CONTROL_PAYLOAD = 125;

    private Opcode() {}

    static boolean isControl(int opcode) {
        return (opcode & CONTROL) != 0;
    }

    static boolean isReserved(int opcode) {
        return (opcode & 7) > 2;
    }
}
