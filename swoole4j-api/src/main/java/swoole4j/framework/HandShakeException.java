package swoole4j.framework;

/** Refuses a WebSocket handshake. Counterpart of {@code WebSocketHandeShakeException}; its status is 400. */
public final class HandShakeException extends HttpException {
    private static final long serialVersionUID = 1L;

    /** Creates one that refuses with status 400. */
    public HandShakeException(String message) {
        super(400, message);
    }

    /** Creates one that refuses with {@code status}. */
    public HandShakeException(int status, String message) {
        super(status, message);
    }
}
