package swoole4j;

import org.jspecify.annotations.Nullable;

/** The error numbers that {@link Swoole#lastError()} and {@link SwooleException#code()} carry, with Swoole's texts. */
public enum SwooleError {
    /** Message too long: 90, the system's {@code EMSGSIZE}. */
    MESSAGE_TOO_LONG(90, "Message too long"),
    /** System call fail: 502. */
    SYSTEM_CALL_FAIL(502, "System call fail"),
    /** PHP fatal error: 503. */
    PHP_FATAL_ERROR(503, "PHP fatal error"),
    /** Name too long: 504. */
    NAME_TOO_LONG(504, "Name too long"),
    /** Invalid params: 505. */
    INVALID_PARAMS(505, "Invalid params"),
    /** Queue full: 506. */
    QUEUE_FULL(506, "Queue full"),
    /** Operation not support: 507. */
    OPERATION_NOT_SUPPORT(507, "Operation not support"),
    /** Protocol error: 508. */
    PROTOCOL_ERROR(508, "Protocol error"),
    /** Wrong operation: 509. */
    WRONG_OPERATION(509, "Wrong operation"),
    /** No payload: 550. */
    NO_PAYLOAD(550, "No payload"),
    /** Bad host address: 722. */
    BAD_HOST_ADDR(722, "Bad host address"),
    /** Bad port: 723. */
    BAD_PORT(723, "Bad port"),
    /** Session closing: 1003. */
    SESSION_CLOSING(1003, "Session closing"),
    /** Session closed: 1004. */
    SESSION_CLOSED(1004, "Session closed"),
    /** Session not exist: 1005. */
    SESSION_NOT_EXIST(1005, "Session not exist"),
    /** Session invalid id: 1006. */
    SESSION_INVALID_ID(1006, "Session invalid id"),
    /** Session discard timeout data: 1007. */
    SESSION_DISCARD_TIMEOUT_DATA(1007, "Session discard timeout data"),
    /** Output buffer overflow: 1009. */
    OUTPUT_BUFFER_OVERFLOW(1009, "Output buffer overflow"),
    /** Output send yield: 1010. */
    OUTPUT_SEND_YIELD(1010, "Output send yield"),
    /** Package length too large: 1201. */
    PACKAGE_LENGTH_TOO_LARGE(1201, "Package length too large"),
    /** Package length not found: 1202. */
    PACKAGE_LENGTH_NOT_FOUND(1202, "Package length not found"),
    /** Data length too large: 1203. */
    DATA_LENGTH_TOO_LARGE(1203, "Data length too large"),
    /** Package malformed data: 1204. */
    PACKAGE_MALFORMED_DATA(1204, "Package malformed data"),
    /** Task dispatch fail: 2002. */
    TASK_DISPATCH_FAIL(2002, "Task dispatch fail"),
    /** Task timeout: 2003. */
    TASK_TIMEOUT(2003, "Task timeout"),
    /** Client no connection: 5001. */
    CLIENT_NO_CONNECTION(5001, "Client no connection"),
    /** Socket poll timeout: 6002. */
    SOCKET_POLL_TIMEOUT(6002, "Socket poll timeout"),
    /** Socket not exists: 6003. */
    SOCKET_NOT_EXISTS(6003, "Socket not exists"),
    /** HTTP proxy handshake error: 7101. */
    HTTP_PROXY_HANDSHAKE_ERROR(7101, "HTTP proxy handshake error"),
    /** HTTP invalid protocol: 7102. */
    HTTP_INVALID_PROTOCOL(7102, "HTTP invalid protocol"),
    /** HTTP proxy handshake failed: 7103. */
    HTTP_PROXY_HANDSHAKE_FAILED(7103, "HTTP proxy handshake failed"),
    /** HTTP proxy bad response: 7104. */
    HTTP_PROXY_BAD_RESPONSE(7104, "HTTP proxy bad response"),
    /** HTTP conflict header: 7105. */
    HTTP_CONFLICT_HEADER(7105, "HTTP conflict header"),
    /** HTTP context unavailable: 7106. */
    HTTP_CONTEXT_UNAVAILABLE(7106, "HTTP context unavailable"),
    /** HTTP cookie unavailable: 7107. */
    HTTP_COOKIE_UNAVAILABLE(7107, "HTTP cookie unavailable"),
    /** Websocket bad client: 8501. */
    WEBSOCKET_BAD_CLIENT(8501, "Websocket bad client"),
    /** Websocket bad opcode: 8502. */
    WEBSOCKET_BAD_OPCODE(8502, "Websocket bad opcode"),
    /** Websocket unconnected: 8503. */
    WEBSOCKET_UNCONNECTED(8503, "Websocket unconnected"),
    /** Websocket handshake failed: 8504. */
    WEBSOCKET_HANDSHAKE_FAILED(8504, "Websocket handshake failed"),
    /** Websocket pack failed: 8505. */
    WEBSOCKET_PACK_FAILED(8505, "Websocket pack failed"),
    /** Websocket unpack failed: 8506. */
    WEBSOCKET_UNPACK_FAILED(8506, "Websocket unpack failed"),
    /** Websocket incomplete packet: 8507. */
    WEBSOCKET_INCOMPLETE_PACKET(8507, "Websocket incomplete packet"),
    /** Server invalid listen port: 9004. */
    SERVER_INVALID_LISTEN_PORT(9004, "Server invalid listen port"),
    /** Server no idle worker: 9007. */
    SERVER_NO_IDLE_WORKER(9007, "Server no idle worker"),
    /** Server invalid request: 9010. */
    SERVER_INVALID_REQUEST(9010, "Server invalid request"),
    /** Server is not regular file: 9013. */
    SERVER_IS_NOT_REGULAR_FILE(9013, "Server is not regular file"),
    /** Server invalid callback: 9015. */
    SERVER_INVALID_CALLBACK(9015, "Server invalid callback"),
    /** Server worker exit timeout: 9101. */
    SERVER_WORKER_EXIT_TIMEOUT(9101, "Server worker exit timeout"),
    /** Coroutine operation timed out: 10018. */
    CO_TIMEDOUT(10018, "Coroutine operation timed out");

    private final int number;
    private final String text;

    SwooleError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Returns Swoole's number, such as 8503. */
    public int number() {
        return number;
    }

    /** Returns Swoole's text, such as {@code Websocket unconnected}. */
    public String text() {
        return text;
    }

    /** Returns the error with that number, or null for a number that is an {@code errno} or unknown. */
    public static @Nullable SwooleError of(int number) {
        for (SwooleError error : values()) {
            if (error.number == number) return error;
        }
        return null;
    }
}
