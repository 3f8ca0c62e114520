package swoole4j;

import org.jspecify.annotations.Nullable;

/** The error numbers that {@link Swoole#lastError()} and {@link SwooleException#code()} carry, with Swoole's texts. */
public enum SwooleError {
    /** Message too long: 90, the system's {@code EMSGSIZE}. */
    MESSAGE_TOO_LONG(90, "Message too long"),
    /** Malloc fail: 501. */
    MALLOC_FAIL(501, "Malloc fail"),
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
    /** File not exist: 700. */
    FILE_NOT_EXIST(700, "File not exist"),
    /** File too large: 701. */
    FILE_TOO_LARGE(701, "File too large"),
    /** File empty: 702. */
    FILE_EMPTY(702, "File empty"),
    /** Directory not exist: 703. */
    DIR_NOT_EXIST(703, "Directory not exist"),
    /** DNS Lookup duplicate request: 710. */
    DNSLOOKUP_DUPLICATE_REQUEST(710, "DNS Lookup duplicate request"),
    /** DNS Lookup resolve failed: 711. */
    DNSLOOKUP_RESOLVE_FAILED(711, "DNS Lookup resolve failed"),
    /** DNS Lookup resolve timeout: 712. */
    DNSLOOKUP_RESOLVE_TIMEOUT(712, "DNS Lookup resolve timeout"),
    /** DNS Lookup unsupported: 713. */
    DNSLOOKUP_UNSUPPORTED(713, "DNS Lookup unsupported"),
    /** DNS Lookup no server: 714. */
    DNSLOOKUP_NO_SERVER(714, "DNS Lookup no server"),
    /** Bad ipv6 address: 720. */
    BAD_IPV6_ADDRESS(720, "Bad ipv6 address"),
    /** Unregistered signal: 721. */
    UNREGISTERED_SIGNAL(721, "Unregistered signal"),
    /** Bad host address: 722. */
    BAD_HOST_ADDR(722, "Bad host address"),
    /** Bad port: 723. */
    BAD_PORT(723, "Bad port"),
    /** Bad socket type: 724. */
    BAD_SOCKET_TYPE(724, "Bad socket type"),
    /** Session closed by server: 1001. */
    SESSION_CLOSED_BY_SERVER(1001, "Session closed by server"),
    /** Session closed by client: 1002. */
    SESSION_CLOSED_BY_CLIENT(1002, "Session closed by client"),
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
    /** Session discard data: 1008. */
    SESSION_DISCARD_DATA(1008, "Session discard data"),
    /** Output buffer overflow: 1009. */
    OUTPUT_BUFFER_OVERFLOW(1009, "Output buffer overflow"),
    /** Output send yield: 1010. */
    OUTPUT_SEND_YIELD(1010, "Output send yield"),
    /** SSL not ready: 1011. */
    SSL_NOT_READY(1011, "SSL not ready"),
    /** SSL cannot use senfile: 1012. */
    SSL_CANNOT_USE_SENFILE(1012, "SSL cannot use senfile"),
    /** SSL empty peer certificate: 1013. */
    SSL_EMPTY_PEER_CERTIFICATE(1013, "SSL empty peer certificate"),
    /** SSL verify failed: 1014. */
    SSL_VERIFY_FAILED(1014, "SSL verify failed"),
    /** SSL bad client: 1015. */
    SSL_BAD_CLIENT(1015, "SSL bad client"),
    /** SSL bad protocol: 1016. */
    SSL_BAD_PROTOCOL(1016, "SSL bad protocol"),
    /** SSL reset: 1017. */
    SSL_RESET(1017, "SSL reset"),
    /** SSL handshake failed: 1018. */
    SSL_HANDSHAKE_FAILED(1018, "SSL handshake failed"),
    /** SSL create context failed: 1019. */
    SSL_CREATE_CONTEXT_FAILED(1019, "SSL create context failed"),
    /** SSL create session failed: 1020. */
    SSL_CREATE_SESSION_FAILED(1020, "SSL create session failed"),
    /** Package length too large: 1201. */
    PACKAGE_LENGTH_TOO_LARGE(1201, "Package length too large"),
    /** Package length not found: 1202. */
    PACKAGE_LENGTH_NOT_FOUND(1202, "Package length not found"),
    /** Data length too large: 1203. */
    DATA_LENGTH_TOO_LARGE(1203, "Data length too large"),
    /** Package malformed data: 1204. */
    PACKAGE_MALFORMED_DATA(1204, "Package malformed data"),
    /** Task package too big: 2001. */
    TASK_PACKAGE_TOO_BIG(2001, "Task package too big"),
    /** Task dispatch fail: 2002. */
    TASK_DISPATCH_FAIL(2002, "Task dispatch fail"),
    /** Task timeout: 2003. */
    TASK_TIMEOUT(2003, "Task timeout"),
    /** Http2 stream id too big: 3001. */
    HTTP2_STREAM_ID_TOO_BIG(3001, "Http2 stream id too big"),
    /** Http2 stream no header: 3002. */
    HTTP2_STREAM_NO_HEADER(3002, "Http2 stream no header"),
    /** Http2 stream not found: 3003. */
    HTTP2_STREAM_NOT_FOUND(3003, "Http2 stream not found"),
    /** Http2 stream ignore: 3004. */
    HTTP2_STREAM_IGNORE(3004, "Http2 stream ignore"),
    /** Http2 send control frame failed: 3005. */
    HTTP2_SEND_CONTROL_FRAME_FAILED(3005, "Http2 send control frame failed"),
    /** Http2 internal error: 3006. */
    HTTP2_INTERNAL_ERROR(3006, "Http2 internal error"),
    /** Http2 too many headers: 3007. */
    HTTP2_TOO_MANY_HEADERS(3007, "Http2 too many headers"),
    /** Http2 too many streams: 3008. */
    HTTP2_TOO_MANY_STREAMS(3008, "Http2 too many streams"),
    /** Client no connection: 5001. */
    CLIENT_NO_CONNECTION(5001, "Client no connection"),
    /** Socket closed: 6001. */
    SOCKET_CLOSED(6001, "Socket closed"),
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
    /** Server must created before client: 9001. */
    SERVER_MUST_CREATED_BEFORE_CLIENT(9001, "Server must created before client"),
    /** Server too many socket: 9002. */
    SERVER_TOO_MANY_SOCKET(9002, "Server too many socket"),
    /** Server worker terminated: 9003. */
    SERVER_WORKER_TERMINATED(9003, "Server worker terminated"),
    /** Server invalid listen port: 9004. */
    SERVER_INVALID_LISTEN_PORT(9004, "Server invalid listen port"),
    /** Server too many listen port: 9005. */
    SERVER_TOO_MANY_LISTEN_PORT(9005, "Server too many listen port"),
    /** Server pipe buffer full: 9006. */
    SERVER_PIPE_BUFFER_FULL(9006, "Server pipe buffer full"),
    /** Server no idle worker: 9007. */
    SERVER_NO_IDLE_WORKER(9007, "Server no idle worker"),
    /** Server only start one: 9008. */
    SERVER_ONLY_START_ONE(9008, "Server only start one"),
    /** Server send in master: 9009. */
    SERVER_SEND_IN_MASTER(9009, "Server send in master"),
    /** Server invalid request: 9010. */
    SERVER_INVALID_REQUEST(9010, "Server invalid request"),
    /** Server connect fail: 9011. */
    SERVER_CONNECT_FAIL(9011, "Server connect fail"),
    /** Server invalid command: 9012. */
    SERVER_INVALID_COMMAND(9012, "Server invalid command"),
    /** Server is not regular file: 9013. */
    SERVER_IS_NOT_REGULAR_FILE(9013, "Server is not regular file"),
    /** Server send to woker timeout: 9014. */
    SERVER_SEND_TO_WOKER_TIMEOUT(9014, "Server send to woker timeout"),
    /** Server invalid callback: 9015. */
    SERVER_INVALID_CALLBACK(9015, "Server invalid callback"),
    /** Server unrelated thread: 9016. */
    SERVER_UNRELATED_THREAD(9016, "Server unrelated thread"),
    /** Server worker exit timeout: 9101. */
    SERVER_WORKER_EXIT_TIMEOUT(9101, "Server worker exit timeout"),
    /** Server worker abnormal pipe data: 9102. */
    SERVER_WORKER_ABNORMAL_PIPE_DATA(9102, "Server worker abnormal pipe data"),
    /** Server worker unprocessed data: 9103. */
    SERVER_WORKER_UNPROCESSED_DATA(9103, "Server worker unprocessed data"),
    /** Coroutine out of coroutine: 10001. */
    CO_OUT_OF_COROUTINE(10001, "Coroutine out of coroutine"),
    /** Coroutine has been bound: 10002. */
    CO_HAS_BEEN_BOUND(10002, "Coroutine has been bound"),
    /** Coroutine has been discarded: 10003. */
    CO_HAS_BEEN_DISCARDED(10003, "Coroutine has been discarded"),
    /** Coroutine mutex double unlock: 10004. */
    CO_MUTEX_DOUBLE_UNLOCK(10004, "Coroutine mutex double unlock"),
    /** Coroutine block object locked: 10005. */
    CO_BLOCK_OBJECT_LOCKED(10005, "Coroutine block object locked"),
    /** Coroutine block object waiting: 10006. */
    CO_BLOCK_OBJECT_WAITING(10006, "Coroutine block object waiting"),
    /** Coroutine yield failed: 10007. */
    CO_YIELD_FAILED(10007, "Coroutine yield failed"),
    /** Coroutine operation cannot be canceled: 10015. */
    CO_CANNOT_CANCEL(10015, "Coroutine operation cannot be canceled"),
    /** Coroutine not exists: 10016. */
    CO_NOT_EXISTS(10016, "Coroutine not exists"),
    /** Coroutine operation canceled: 10017. */
    CO_CANCELED(10017, "Coroutine operation canceled"),
    /** Coroutine operation timed out: 10018. */
    CO_TIMEDOUT(10018, "Coroutine operation timed out"),
    /** Coroutine socket close wait: 10019. */
    CO_SOCKET_CLOSE_WAIT(10019, "Coroutine socket close wait");

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
