package swoole4j.websocket;

/** Makes frames from what an engine received; meant for engines, not for scripts. */
public final class ReceivedFrames {
    private ReceivedFrames() {}

    /**
     * Makes a data, ping or pong frame.
     *
     * @param bytes the payload, taken over
     * @param ascii whether the payload is known to be pure ASCII
     */
    public static Frame message(int fd, int opcode, int flags, byte[] bytes, boolean ascii) {
        return new Frame(fd, opcode, flags, bytes, ascii);
    }

    /** Makes a close frame. */
    public static CloseFrame close(int fd, int flags, int code, String reason) {
        return new CloseFrame(fd, flags, code, reason);
    }
}
