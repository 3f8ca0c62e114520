package swoole4j;

/**
 * The constants of Swoole under their PHP names, meant for {@code import static swoole4j.Constants.*}.
 *
 * <p>Every WebSocket opcode, status and close code exists with and without the prefix {@code SWOOLE_}, as in Swoole 6.2.1.
 */
public final class Constants {
    /** One JVM; every worker accepts and serves its own connections. The default mode. */
    public static final int SWOOLE_BASE = 1;
    /** Reactors in a master process, workers in child processes. */
    public static final int SWOOLE_PROCESS = 2;
    /** Reactors and workers as threads of one JVM. */
    public static final int SWOOLE_THREAD = 3;

    /** TCP over IPv4. */
    public static final int SWOOLE_SOCK_TCP = 1;
    /** UDP over IPv4. */
    public static final int SWOOLE_SOCK_UDP = 2;
    /** TCP over IPv6. */
    public static final int SWOOLE_SOCK_TCP6 = 3;
    /** UDP over IPv6. */
    public static final int SWOOLE_SOCK_UDP6 = 4;
    /** Unix domain stream socket; the host is the path. */
    public static final int SWOOLE_SOCK_UNIX_STREAM = 5;
    /** Unix domain datagram socket; the host is the path. */
    public static final int SWOOLE_SOCK_UNIX_DGRAM = 6;
    /** Alias of {@link #SWOOLE_SOCK_TCP}. */
    public static final int SWOOLE_TCP = SWOOLE_SOCK_TCP;
    /** Alias of {@link #SWOOLE_SOCK_UDP}. */
    public static final int SWOOLE_UDP = SWOOLE_SOCK_UDP;
    /** Alias of {@link #SWOOLE_SOCK_TCP6}. */
    public static final int SWOOLE_TCP6 = SWOOLE_SOCK_TCP6;
    /** Alias of {@link #SWOOLE_SOCK_UDP6}. */
    public static final int SWOOLE_UDP6 = SWOOLE_SOCK_UDP6;
    /** Alias of {@link #SWOOLE_SOCK_UNIX_STREAM}. */
    public static final int SWOOLE_UNIX_STREAM = SWOOLE_SOCK_UNIX_STREAM;
    /** Alias of {@link #SWOOLE_SOCK_UNIX_DGRAM}. */
    public static final int SWOOLE_UNIX_DGRAM = SWOOLE_SOCK_UNIX_DGRAM;
    /** Bit that is combined with a stream socket type for TLS. */
    public static final int SWOOLE_SSL = 512;

    /** Bit of {@code ssl_protocols} for SSL 2, which no longer exists (RFC 6176). */
    public static final int SWOOLE_SSL_SSLv2 = 2;
    /** Bit of {@code ssl_protocols} for TLS 1.0, deprecated (RFC 8996). */
    public static final int SWOOLE_SSL_TLSv1 = 8;
    /** Bit of {@code ssl_protocols} for TLS 1.1, deprecated (RFC 8996). */
    public static final int SWOOLE_SSL_TLSv1_1 = 16;
    /** Bit of {@code ssl_protocols} for TLS 1.2. */
    public static final int SWOOLE_SSL_TLSv1_2 = 32;
    /** Bit of {@code ssl_protocols} for TLS 1.3. */
    public static final int SWOOLE_SSL_TLSv1_3 = 64;
    /** Bit of {@code ssl_protocols} for DTLS, which is not available. */
    public static final int SWOOLE_SSL_DTLS = 128;

    /** Continues a fragmented message (RFC 6455 5.4). */
    public static final int WEBSOCKET_OPCODE_CONTINUATION = 0;
    /** UTF-8 text. */
    public static final int WEBSOCKET_OPCODE_TEXT = 1;
    /** Bytes. */
    public static final int WEBSOCKET_OPCODE_BINARY = 2;
    /** Close frame (RFC 6455 5.5.1). */
    public static final int WEBSOCKET_OPCODE_CLOSE = 8;
    /** Ping frame (RFC 6455 5.5.2). */
    public static final int WEBSOCKET_OPCODE_PING = 9;
    /** Pong frame (RFC 6455 5.5.3). */
    public static final int WEBSOCKET_OPCODE_PONG = 10;
    /** See {@link #WEBSOCKET_OPCODE_CONTINUATION}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_CONTINUATION = WEBSOCKET_OPCODE_CONTINUATION;
    /** See {@link #WEBSOCKET_OPCODE_TEXT}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_TEXT = WEBSOCKET_OPCODE_TEXT;
    /** See {@link #WEBSOCKET_OPCODE_BINARY}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_BINARY = WEBSOCKET_OPCODE_BINARY;
    /** See {@link #WEBSOCKET_OPCODE_CLOSE}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_CLOSE = WEBSOCKET_OPCODE_CLOSE;
    /** See {@link #WEBSOCKET_OPCODE_PING}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_PING = WEBSOCKET_OPCODE_PING;
    /** See {@link #WEBSOCKET_OPCODE_PONG}. */
    public static final int SWOOLE_WEBSOCKET_OPCODE_PONG = WEBSOCKET_OPCODE_PONG;

    /** HTTP/2 frame type (RFC 9113 6): the body. */
    public static final int SWOOLE_HTTP2_TYPE_DATA = 0;
    /** HTTP/2 frame type (RFC 9113 6): a header block. */
    public static final int SWOOLE_HTTP2_TYPE_HEADERS = 1;
    /** HTTP/2 frame type (RFC 9113 6): a priority, which nobody heeds. */
    public static final int SWOOLE_HTTP2_TYPE_PRIORITY = 2;
    /** HTTP/2 frame type (RFC 9113 6): the end of one stream. */
    public static final int SWOOLE_HTTP2_TYPE_RST_STREAM = 3;
    /** HTTP/2 frame type (RFC 9113 6): settings of the connection. */
    public static final int SWOOLE_HTTP2_TYPE_SETTINGS = 4;
    /** HTTP/2 frame type (RFC 9113 6): a promised stream. */
    public static final int SWOOLE_HTTP2_TYPE_PUSH_PROMISE = 5;
    /** HTTP/2 frame type (RFC 9113 6): a round trip. */
    public static final int SWOOLE_HTTP2_TYPE_PING = 6;
    /** HTTP/2 frame type (RFC 9113 6): no more streams. */
    public static final int SWOOLE_HTTP2_TYPE_GOAWAY = 7;
    /** HTTP/2 frame type (RFC 9113 6): room for more of the body. */
    public static final int SWOOLE_HTTP2_TYPE_WINDOW_UPDATE = 8;
    /** HTTP/2 frame type (RFC 9113 6): the rest of a header block. */
    public static final int SWOOLE_HTTP2_TYPE_CONTINUATION = 9;
    /** HTTP/2 error code (RFC 9113 7): no error. */
    public static final int SWOOLE_HTTP2_ERROR_NO_ERROR = 0;
    /** HTTP/2 error code (RFC 9113 7): a rule was broken. */
    public static final int SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR = 1;
    /** HTTP/2 error code (RFC 9113 7): this end failed. */
    public static final int SWOOLE_HTTP2_ERROR_INTERNAL_ERROR = 2;
    /** HTTP/2 error code (RFC 9113 7): more was sent than there was room for. */
    public static final int SWOOLE_HTTP2_ERROR_FLOW_CONTROL_ERROR = 3;
    /** HTTP/2 error code (RFC 9113 7): settings were not acknowledged. */
    public static final int SWOOLE_HTTP2_ERROR_SETTINGS_TIMEOUT = 4;
    /** HTTP/2 error code (RFC 9113 7): a frame came for a closed stream. */
    public static final int SWOOLE_HTTP2_ERROR_STREAM_CLOSED = 5;
    /** HTTP/2 error code (RFC 9113 7): a frame of the wrong size. */
    public static final int SWOOLE_HTTP2_ERROR_FRAME_SIZE_ERROR = 6;
    /** HTTP/2 error code (RFC 9113 7): the stream was not looked at. */
    public static final int SWOOLE_HTTP2_ERROR_REFUSED_STREAM = 7;
    /** HTTP/2 error code (RFC 9113 7): the stream is not needed any more. */
    public static final int SWOOLE_HTTP2_ERROR_CANCEL = 8;
    /** HTTP/2 error code (RFC 9113 7): the header compression is broken. */
    public static final int SWOOLE_HTTP2_ERROR_COMPRESSION_ERROR = 9;
    /** HTTP/2 error code (RFC 9113 7): the connection of a CONNECT failed. */
    public static final int SWOOLE_HTTP2_ERROR_CONNECT_ERROR = 10;
    /** HTTP/2 error code (RFC 9113 7): the peer asks for too much. */
    public static final int SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM = 11;
    /** HTTP/2 error code (RFC 9113 7): TLS is too weak. */
    public static final int SWOOLE_HTTP2_ERROR_INADEQUATE_SECURITY = 12;
    /** HTTP/2 error code (RFC 9113 7): use HTTP/1.1. */
    public static final int SWOOLE_HTTP2_ERROR_HTTP_1_1_REQUIRED = 13;

    /** An upgrade request was seen. */
    public static final int WEBSOCKET_STATUS_CONNECTION = 1;
    /** A {@code handshake} callback is deciding. */
    public static final int WEBSOCKET_STATUS_HANDSHAKE = 2;
    /** The handshake is done, messages flow. */
    public static final int WEBSOCKET_STATUS_ACTIVE = 3;
    /** Old name of {@link #WEBSOCKET_STATUS_ACTIVE}; has no {@code SWOOLE_} form. */
    public static final int WEBSOCKET_STATUS_FRAME = WEBSOCKET_STATUS_ACTIVE;
    /** The server sent a close frame by {@code disconnect()}. */
    public static final int WEBSOCKET_STATUS_CLOSING = 4;
    /** A {@code handshake} callback refused; has no {@code SWOOLE_} form. */
    public static final int WEBSOCKET_STATUS_HANDSHAKE_FAILED = 5;
    /** See {@link #WEBSOCKET_STATUS_CONNECTION}. */
    public static final int SWOOLE_WEBSOCKET_STATUS_CONNECTION = WEBSOCKET_STATUS_CONNECTION;
    /** See {@link #WEBSOCKET_STATUS_HANDSHAKE}. */
    public static final int SWOOLE_WEBSOCKET_STATUS_HANDSHAKE = WEBSOCKET_STATUS_HANDSHAKE;
    /** See {@link #WEBSOCKET_STATUS_ACTIVE}. */
    public static final int SWOOLE_WEBSOCKET_STATUS_ACTIVE = WEBSOCKET_STATUS_ACTIVE;
    /** See {@link #WEBSOCKET_STATUS_CLOSING}. */
    public static final int SWOOLE_WEBSOCKET_STATUS_CLOSING = WEBSOCKET_STATUS_CLOSING;

    /** The purpose of the connection is fulfilled. */
    public static final int WEBSOCKET_CLOSE_NORMAL = 1000;
    /** See {@link #WEBSOCKET_CLOSE_NORMAL}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_NORMAL = WEBSOCKET_CLOSE_NORMAL;
    /** The endpoint goes away: shutdown, page left. */
    public static final int WEBSOCKET_CLOSE_GOING_AWAY = 1001;
    /** See {@link #WEBSOCKET_CLOSE_GOING_AWAY}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_GOING_AWAY = WEBSOCKET_CLOSE_GOING_AWAY;
    /** The peer broke RFC 6455. */
    public static final int WEBSOCKET_CLOSE_PROTOCOL_ERROR = 1002;
    /** See {@link #WEBSOCKET_CLOSE_PROTOCOL_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_PROTOCOL_ERROR = WEBSOCKET_CLOSE_PROTOCOL_ERROR;
    /** A kind of data that this endpoint does not take. */
    public static final int WEBSOCKET_CLOSE_DATA_ERROR = 1003;
    /** See {@link #WEBSOCKET_CLOSE_DATA_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_DATA_ERROR = WEBSOCKET_CLOSE_DATA_ERROR;
    /** No code was received; never on the wire. */
    public static final int WEBSOCKET_CLOSE_STATUS_ERROR = 1005;
    /** See {@link #WEBSOCKET_CLOSE_STATUS_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_STATUS_ERROR = WEBSOCKET_CLOSE_STATUS_ERROR;
    /** Closed without a close frame; never on the wire. */
    public static final int WEBSOCKET_CLOSE_ABNORMAL = 1006;
    /** See {@link #WEBSOCKET_CLOSE_ABNORMAL}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_ABNORMAL = WEBSOCKET_CLOSE_ABNORMAL;
    /** Data that does not fit the message type, such as text that is not UTF-8. */
    public static final int WEBSOCKET_CLOSE_MESSAGE_ERROR = 1007;
    /** See {@link #WEBSOCKET_CLOSE_MESSAGE_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_MESSAGE_ERROR = WEBSOCKET_CLOSE_MESSAGE_ERROR;
    /** Against the policy of this endpoint. */
    public static final int WEBSOCKET_CLOSE_POLICY_ERROR = 1008;
    /** See {@link #WEBSOCKET_CLOSE_POLICY_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_POLICY_ERROR = WEBSOCKET_CLOSE_POLICY_ERROR;
    /** Larger than this endpoint takes. */
    public static final int WEBSOCKET_CLOSE_MESSAGE_TOO_BIG = 1009;
    /** See {@link #WEBSOCKET_CLOSE_MESSAGE_TOO_BIG}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_MESSAGE_TOO_BIG = WEBSOCKET_CLOSE_MESSAGE_TOO_BIG;
    /** The client misses an extension. */
    public static final int WEBSOCKET_CLOSE_EXTENSION_MISSING = 1010;
    /** See {@link #WEBSOCKET_CLOSE_EXTENSION_MISSING}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_EXTENSION_MISSING = WEBSOCKET_CLOSE_EXTENSION_MISSING;
    /** The server met an unexpected condition. */
    public static final int WEBSOCKET_CLOSE_SERVER_ERROR = 1011;
    /** See {@link #WEBSOCKET_CLOSE_SERVER_ERROR}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_SERVER_ERROR = WEBSOCKET_CLOSE_SERVER_ERROR;
    /** The service restarts. Doubled {@code CLOSE} as in Swoole. */
    public static final int WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART = 1012;
    /** See {@link #WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART = 1012;
    /** Spelled without the doubled {@code CLOSE}; not in Swoole. */
    public static final int WEBSOCKET_CLOSE_SERVICE_RESTART = 1012;
    /** See {@link #WEBSOCKET_CLOSE_SERVICE_RESTART}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_SERVICE_RESTART = WEBSOCKET_CLOSE_SERVICE_RESTART;
    /** The service is overloaded. */
    public static final int WEBSOCKET_CLOSE_TRY_AGAIN_LATER = 1013;
    /** See {@link #WEBSOCKET_CLOSE_TRY_AGAIN_LATER}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_TRY_AGAIN_LATER = WEBSOCKET_CLOSE_TRY_AGAIN_LATER;
    /** A gateway got a bad answer. */
    public static final int WEBSOCKET_CLOSE_BAD_GATEWAY = 1014;
    /** See {@link #WEBSOCKET_CLOSE_BAD_GATEWAY}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_BAD_GATEWAY = WEBSOCKET_CLOSE_BAD_GATEWAY;
    /** The TLS handshake failed; never on the wire. */
    public static final int WEBSOCKET_CLOSE_TLS = 1015;
    /** See {@link #WEBSOCKET_CLOSE_TLS}. */
    public static final int SWOOLE_WEBSOCKET_CLOSE_TLS = WEBSOCKET_CLOSE_TLS;

    /** The last fragment of a message. */
    public static final int SWOOLE_WEBSOCKET_FLAG_FIN = 1;
    /** Compressed; on sending a wish, since negotiated compression applies by itself. */
    public static final int SWOOLE_WEBSOCKET_FLAG_COMPRESS = 2;
    /** The first reserved bit. */
    public static final int SWOOLE_WEBSOCKET_FLAG_RSV1 = 4;
    /** The second reserved bit; never sent. */
    public static final int SWOOLE_WEBSOCKET_FLAG_RSV2 = 8;
    /** The third reserved bit; never sent. */
    public static final int SWOOLE_WEBSOCKET_FLAG_RSV3 = 16;
    /** Masked; a server never masks. */
    public static final int SWOOLE_WEBSOCKET_FLAG_MASK = 32;

    /** Command of the master, which in {@code SWOOLE_BASE} is worker 0. */
    public static final int SWOOLE_SERVER_COMMAND_MASTER = 1 << 1;
    /** Command of a reactor; cannot be registered. */
    public static final int SWOOLE_SERVER_COMMAND_REACTOR_THREAD = 1 << 2;
    /** Command of an event worker. */
    public static final int SWOOLE_SERVER_COMMAND_EVENT_WORKER = 1 << 3;
    /** Command of an event worker. */
    public static final int SWOOLE_SERVER_COMMAND_WORKER = SWOOLE_SERVER_COMMAND_EVENT_WORKER;
    /** Command of a task worker. */
    public static final int SWOOLE_SERVER_COMMAND_TASK_WORKER = 1 << 4;
    /** Command of the manager. */
    public static final int SWOOLE_SERVER_COMMAND_MANAGER = 1 << 5;

    /** Everything is logged. */
    public static final int SWOOLE_LOG_DEBUG = 0;
    /** Traces are logged. */
    public static final int SWOOLE_LOG_TRACE = 1;
    /** The default of {@code log_level}. */
    public static final int SWOOLE_LOG_INFO = 2;
    /** Notices are logged. */
    public static final int SWOOLE_LOG_NOTICE = 3;
    /** Warnings are logged. */
    public static final int SWOOLE_LOG_WARNING = 4;
    /** Errors are logged. */
    public static final int SWOOLE_LOG_ERROR = 5;
    /** Nothing is logged. */
    public static final int SWOOLE_LOG_NONE = 6;

    /** One log file. */
    public static final int SWOOLE_LOG_ROTATION_SINGLE = 0;
    /** A log file for each month. */
    public static final int SWOOLE_LOG_ROTATION_MONTHLY = 1;
    /** A log file for each day. */
    public static final int SWOOLE_LOG_ROTATION_DAILY = 2;
    /** A log file for each hour. */
    public static final int SWOOLE_LOG_ROTATION_HOURLY = 3;
    /** A log file for each minute. */
    public static final int SWOOLE_LOG_ROTATION_EVERY_MINUTE = 4;

    /** Workers take turns. */
    public static final int SWOOLE_DISPATCH_ROUND = 1;
    /** By {@code socket_fd}. */
    public static final int SWOOLE_DISPATCH_FDMOD = 2;
    /** The next idle worker. */
    public static final int SWOOLE_DISPATCH_IDLE_WORKER = 3;
    /** By the address of the client. */
    public static final int SWOOLE_DISPATCH_IPMOD = 4;
    /** By {@code bind()}. */
    public static final int SWOOLE_DISPATCH_UIDMOD = 5;
    /** By {@code dispatch_func}. */
    public static final int SWOOLE_DISPATCH_USERFUNC = 6;
    /** As {@code IDLE_WORKER}. */
    public static final int SWOOLE_DISPATCH_STREAM = 7;
    /** The worker with the fewest coroutines, chosen for each connection. */
    public static final int SWOOLE_DISPATCH_CO_CONN_LB = 8;
    /** The worker with the fewest coroutines, chosen for each event. */
    public static final int SWOOLE_DISPATCH_CO_REQ_LB = 9;
    /** The worker with the fewest requests in work. */
    public static final int SWOOLE_DISPATCH_CONCURRENT_LB = 10;
    /** {@code dispatch_func}: drop the event. */
    public static final int SWOOLE_DISPATCH_RESULT_DISCARD_PACKET = -1;
    /** {@code dispatch_func}: close the connection. */
    public static final int SWOOLE_DISPATCH_RESULT_CLOSE_CONNECTION = -2;
    /** {@code dispatch_func}: as {@code dispatch_mode} says. */
    public static final int SWOOLE_DISPATCH_RESULT_USERFUNC_FALLBACK = -3;

    /** A worker at work. */
    public static final int SWOOLE_WORKER_BUSY = 1;
    /** A worker that waits for work. */
    public static final int SWOOLE_WORKER_IDLE = 2;
    /** A worker about to end. */
    public static final int SWOOLE_WORKER_EXIT = 3;

    /** Flag of a task. Kept in a file; does not occur. */
    public static final int SWOOLE_TASK_TMPFILE = 1;
    /** Flag of a task. The data is no string. */
    public static final int SWOOLE_TASK_SERIALIZE = 2;
    /** Flag of a task. Nobody waits for it. */
    public static final int SWOOLE_TASK_NONBLOCK = 4;
    /** Flag of a task. Its end has a callback of its own. */
    public static final int SWOOLE_TASK_CALLBACK = 8;
    /** Flag of a task. One of several that are waited for outside of coroutines. */
    public static final int SWOOLE_TASK_WAITALL = 16;
    /** Flag of a task. A coroutine waits for it. */
    public static final int SWOOLE_TASK_COROUTINE = 32;
    /** Flag of a task. Kept in a file that is not to be deleted; does not occur. */
    public static final int SWOOLE_TASK_PEEK = 64;
    /** Flag of a task. Its result goes to nobody. */
    public static final int SWOOLE_TASK_NOREPLY = 128;

    /** Hook flag without effect. Tcp. */
    public static final int SWOOLE_HOOK_TCP = 2;
    /** Hook flag without effect. Udp. */
    public static final int SWOOLE_HOOK_UDP = 4;
    /** Hook flag without effect. Unix. */
    public static final int SWOOLE_HOOK_UNIX = 8;
    /** Hook flag without effect. Udg. */
    public static final int SWOOLE_HOOK_UDG = 16;
    /** Hook flag without effect. Ssl. */
    public static final int SWOOLE_HOOK_SSL = 32;
    /** Hook flag without effect. Tls. */
    public static final int SWOOLE_HOOK_TLS = 64;
    /** Hook flag without effect. Stream function. */
    public static final int SWOOLE_HOOK_STREAM_FUNCTION = 128;
    /** Hook flag without effect. File. */
    public static final int SWOOLE_HOOK_FILE = 256;
    /** Hook flag without effect. Sleep. */
    public static final int SWOOLE_HOOK_SLEEP = 512;
    /** Hook flag without effect. Proc. */
    public static final int SWOOLE_HOOK_PROC = 1024;
    /** Hook flag without effect. Curl. */
    public static final int SWOOLE_HOOK_CURL = 2048;
    /** Hook flag without effect. Native curl. */
    public static final int SWOOLE_HOOK_NATIVE_CURL = 4096;
    /** Hook flag without effect. Sockets. */
    public static final int SWOOLE_HOOK_SOCKETS = 16384;
    /** Hook flag without effect. Stdio. */
    public static final int SWOOLE_HOOK_STDIO = 32768;
    /** Hook flag without effect. All. */
    public static final int SWOOLE_HOOK_ALL = 2143285247;

    /** Address family. Paths of this machine. */
    public static final int AF_UNIX = 1;
    /** Address family. IPv4. */
    public static final int AF_INET = 2;
    /** Address family. IPv6. */
    public static final int AF_INET6 = 10;
    /** Type of a {@link swoole4j.coroutine.Socket}. A stream of bytes. */
    public static final int SOCK_STREAM = 1;
    /** Type of a {@link swoole4j.coroutine.Socket}. Datagrams. */
    public static final int SOCK_DGRAM = 2;
    /** Level of options. Every socket's; as a protocol, the usual one. */
    public static final int IPPROTO_IP = 0;
    /** Protocol, and level of its options. TCP. */
    public static final int IPPROTO_TCP = 6;
    /** Protocol. UDP. */
    public static final int IPPROTO_UDP = 17;
    /** Level of options. All sockets. */
    public static final int SOL_SOCKET = 1;
    /** Level of options. TCP. */
    public static final int SOL_TCP = 6;
    /** Socket option. Binding where a connection has been a moment ago. */
    public static final int SO_REUSEADDR = 2;
    /** Socket option. Datagrams for everybody in a network. */
    public static final int SO_BROADCAST = 6;
    /** Socket option. Bytes that the system keeps to send. */
    public static final int SO_SNDBUF = 7;
    /** Socket option. Bytes that the system keeps unread. */
    public static final int SO_RCVBUF = 8;
    /** Socket option. Asking now and then whether the peer is there. */
    public static final int SO_KEEPALIVE = 9;
    /** Socket option. Seconds that a close waits for what is unsent; 0 resets the connection. */
    public static final int SO_LINGER = 13;
    /** Socket option. Several sockets on one port. */
    public static final int SO_REUSEPORT = 15;
    /** Socket option. The usual time limit of receiving. */
    public static final int SO_RCVTIMEO = 20;
    /** Socket option. The usual time limit of sending. */
    public static final int SO_SNDTIMEO = 21;
    /** Option of TCP. Sending small pieces at once. */
    public static final int TCP_NODELAY = 1;
    /** Option of TCP. Seconds before {@link #SO_KEEPALIVE} asks first. */
    public static final int TCP_KEEPIDLE = 4;
    /** Option of TCP. Seconds between its questions. */
    public static final int TCP_KEEPINTVL = 5;
    /** Option of TCP. How many without an answer end the connection. */
    public static final int TCP_KEEPCNT = 6;
    /** What to shut down of a connection. Receiving. */
    public static final int SHUT_RD = 0;
    /** What to shut down of a connection. Sending. */
    public static final int SHUT_WR = 1;
    /** What to shut down of a connection. Both. */
    public static final int SHUT_RDWR = 2;
    /** What to cancel of a socket. Receiving, and accepting. */
    public static final int SWOOLE_EVENT_READ = 512;
    /** What to cancel of a socket. Sending. */
    public static final int SWOOLE_EVENT_WRITE = 1024;
    /** Flag of {@link swoole4j.coroutine.System#writeFile(String, byte[], int)}. Keeps what the file has. */
    public static final int FILE_APPEND = 8;

    /** Type of a {@link Lock}: several may read, or one write. */
    public static final int SWOOLE_RWLOCK = 1;
    /** Type of a {@link Lock}: for one alone. */
    public static final int SWOOLE_MUTEX = 3;
    /** Type of a {@link Lock}: for one alone; whoever waits in Swoole keeps the processor busy. */
    public static final int SWOOLE_SPINLOCK = 5;
    /** Operation of a lock. Shared with other readers. */
    public static final int LOCK_SH = 1;
    /** Operation of a lock. For one alone. */
    public static final int LOCK_EX = 2;
    /** Operation of a lock, added to another one. Without waiting. */
    public static final int LOCK_NB = 4;

    /** Malloc fail. */
    public static final int SWOOLE_ERROR_MALLOC_FAIL = 501;
    /** System call fail. */
    public static final int SWOOLE_ERROR_SYSTEM_CALL_FAIL = 502;
    /** PHP fatal error. */
    public static final int SWOOLE_ERROR_PHP_FATAL_ERROR = 503;
    /** Name too long. */
    public static final int SWOOLE_ERROR_NAME_TOO_LONG = 504;
    /** Invalid params. */
    public static final int SWOOLE_ERROR_INVALID_PARAMS = 505;
    /** Queue full. */
    public static final int SWOOLE_ERROR_QUEUE_FULL = 506;
    /** Operation not support. */
    public static final int SWOOLE_ERROR_OPERATION_NOT_SUPPORT = 507;
    /** Protocol error. */
    public static final int SWOOLE_ERROR_PROTOCOL_ERROR = 508;
    /** Wrong operation. */
    public static final int SWOOLE_ERROR_WRONG_OPERATION = 509;
    /** No payload. */
    public static final int SWOOLE_ERROR_NO_PAYLOAD = 550;
    /** File not exist. */
    public static final int SWOOLE_ERROR_FILE_NOT_EXIST = 700;
    /** File too large. */
    public static final int SWOOLE_ERROR_FILE_TOO_LARGE = 701;
    /** File empty. */
    public static final int SWOOLE_ERROR_FILE_EMPTY = 702;
    /** Directory not exist. */
    public static final int SWOOLE_ERROR_DIR_NOT_EXIST = 703;
    /** DNS Lookup duplicate request. */
    public static final int SWOOLE_ERROR_DNSLOOKUP_DUPLICATE_REQUEST = 710;
    /** DNS Lookup resolve failed. */
    public static final int SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED = 711;
    /** DNS Lookup resolve timeout. */
    public static final int SWOOLE_ERROR_DNSLOOKUP_RESOLVE_TIMEOUT = 712;
    /** DNS Lookup unsupported. */
    public static final int SWOOLE_ERROR_DNSLOOKUP_UNSUPPORTED = 713;
    /** DNS Lookup no server. */
    public static final int SWOOLE_ERROR_DNSLOOKUP_NO_SERVER = 714;
    /** Bad ipv6 address. */
    public static final int SWOOLE_ERROR_BAD_IPV6_ADDRESS = 720;
    /** Unregistered signal. */
    public static final int SWOOLE_ERROR_UNREGISTERED_SIGNAL = 721;
    /** Bad host address. */
    public static final int SWOOLE_ERROR_BAD_HOST_ADDR = 722;
    /** Bad port. */
    public static final int SWOOLE_ERROR_BAD_PORT = 723;
    /** Bad socket type. */
    public static final int SWOOLE_ERROR_BAD_SOCKET_TYPE = 724;
    /** Session closed by server. */
    public static final int SWOOLE_ERROR_SESSION_CLOSED_BY_SERVER = 1001;
    /** Session closed by client. */
    public static final int SWOOLE_ERROR_SESSION_CLOSED_BY_CLIENT = 1002;
    /** Session closing. */
    public static final int SWOOLE_ERROR_SESSION_CLOSING = 1003;
    /** Session closed. */
    public static final int SWOOLE_ERROR_SESSION_CLOSED = 1004;
    /** Session not exist. */
    public static final int SWOOLE_ERROR_SESSION_NOT_EXIST = 1005;
    /** Session invalid id. */
    public static final int SWOOLE_ERROR_SESSION_INVALID_ID = 1006;
    /** Session discard timeout data. */
    public static final int SWOOLE_ERROR_SESSION_DISCARD_TIMEOUT_DATA = 1007;
    /** Session discard data. */
    public static final int SWOOLE_ERROR_SESSION_DISCARD_DATA = 1008;
    /** Output buffer overflow. */
    public static final int SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW = 1009;
    /** Output send yield. */
    public static final int SWOOLE_ERROR_OUTPUT_SEND_YIELD = 1010;
    /** SSL not ready. */
    public static final int SWOOLE_ERROR_SSL_NOT_READY = 1011;
    /** SSL cannot use senfile. */
    public static final int SWOOLE_ERROR_SSL_CANNOT_USE_SENFILE = 1012;
    /** SSL empty peer certificate. */
    public static final int SWOOLE_ERROR_SSL_EMPTY_PEER_CERTIFICATE = 1013;
    /** SSL verify failed. */
    public static final int SWOOLE_ERROR_SSL_VERIFY_FAILED = 1014;
    /** SSL bad client. */
    public static final int SWOOLE_ERROR_SSL_BAD_CLIENT = 1015;
    /** SSL bad protocol. */
    public static final int SWOOLE_ERROR_SSL_BAD_PROTOCOL = 1016;
    /** SSL reset. */
    public static final int SWOOLE_ERROR_SSL_RESET = 1017;
    /** SSL handshake failed. */
    public static final int SWOOLE_ERROR_SSL_HANDSHAKE_FAILED = 1018;
    /** SSL create context failed. */
    public static final int SWOOLE_ERROR_SSL_CREATE_CONTEXT_FAILED = 1019;
    /** SSL create session failed. */
    public static final int SWOOLE_ERROR_SSL_CREATE_SESSION_FAILED = 1020;
    /** Package length too large. */
    public static final int SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE = 1201;
    /** Package length not found. */
    public static final int SWOOLE_ERROR_PACKAGE_LENGTH_NOT_FOUND = 1202;
    /** Data length too large. */
    public static final int SWOOLE_ERROR_DATA_LENGTH_TOO_LARGE = 1203;
    /** Package malformed data. */
    public static final int SWOOLE_ERROR_PACKAGE_MALFORMED_DATA = 1204;
    /** Task package too big. */
    public static final int SWOOLE_ERROR_TASK_PACKAGE_TOO_BIG = 2001;
    /** Task dispatch fail. */
    public static final int SWOOLE_ERROR_TASK_DISPATCH_FAIL = 2002;
    /** Task timeout. */
    public static final int SWOOLE_ERROR_TASK_TIMEOUT = 2003;
    /** Http2 stream id too big. */
    public static final int SWOOLE_ERROR_HTTP2_STREAM_ID_TOO_BIG = 3001;
    /** Http2 stream no header. */
    public static final int SWOOLE_ERROR_HTTP2_STREAM_NO_HEADER = 3002;
    /** Http2 stream not found. */
    public static final int SWOOLE_ERROR_HTTP2_STREAM_NOT_FOUND = 3003;
    /** Http2 stream ignore. */
    public static final int SWOOLE_ERROR_HTTP2_STREAM_IGNORE = 3004;
    /** Http2 send control frame failed. */
    public static final int SWOOLE_ERROR_HTTP2_SEND_CONTROL_FRAME_FAILED = 3005;
    /** Http2 internal error. */
    public static final int SWOOLE_ERROR_HTTP2_INTERNAL_ERROR = 3006;
    /** Http2 too many headers. */
    public static final int SWOOLE_ERROR_HTTP2_TOO_MANY_HEADERS = 3007;
    /** Http2 too many streams. */
    public static final int SWOOLE_ERROR_HTTP2_TOO_MANY_STREAMS = 3008;
    /** A client's status: no connection could be made. */
    public static final int SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED = -1;
    /** A client's status: no complete response in time. */
    public static final int SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT = -2;
    /** A client's status: the connection ended before or inside the response, or what came is none. */
    public static final int SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET = -3;
    /** A client's status: the request could not be sent. */
    public static final int SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED = -4;

    /** Client no connection. */
    public static final int SWOOLE_ERROR_CLIENT_NO_CONNECTION = 5001;
    /** Socket closed. */
    public static final int SWOOLE_ERROR_SOCKET_CLOSED = 6001;
    /** Socket poll timeout. */
    public static final int SWOOLE_ERROR_SOCKET_POLL_TIMEOUT = 6002;
    /** Socket not exists. */
    public static final int SWOOLE_ERROR_SOCKET_NOT_EXISTS = 6003;
    /** The handshake with a proxy could not be sent. */
    public static final int SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_ERROR = 7101;
    /** What came is no HTTP. */
    public static final int SWOOLE_ERROR_HTTP_INVALID_PROTOCOL = 7102;
    /** A proxy refused. */
    public static final int SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED = 7103;
    /** A proxy answered wrong. */
    public static final int SWOOLE_ERROR_HTTP_PROXY_BAD_RESPONSE = 7104;
    /** HTTP conflict header. */
    public static final int SWOOLE_ERROR_HTTP_CONFLICT_HEADER = 7105;
    /** HTTP context unavailable. */
    public static final int SWOOLE_ERROR_HTTP_CONTEXT_UNAVAILABLE = 7106;
    /** A cookie cannot be set any more. */
    public static final int SWOOLE_ERROR_HTTP_COOKIE_UNAVAILABLE = 7107;
    /** Websocket bad client. */
    public static final int SWOOLE_ERROR_WEBSOCKET_BAD_CLIENT = 8501;
    /** Websocket bad opcode. */
    public static final int SWOOLE_ERROR_WEBSOCKET_BAD_OPCODE = 8502;
    /** Websocket unconnected. */
    public static final int SWOOLE_ERROR_WEBSOCKET_UNCONNECTED = 8503;
    /** Websocket handshake failed. */
    public static final int SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED = 8504;
    /** Websocket pack failed. */
    public static final int SWOOLE_ERROR_WEBSOCKET_PACK_FAILED = 8505;
    /** Websocket unpack failed. */
    public static final int SWOOLE_ERROR_WEBSOCKET_UNPACK_FAILED = 8506;
    /** Websocket incomplete packet. */
    public static final int SWOOLE_ERROR_WEBSOCKET_INCOMPLETE_PACKET = 8507;
    /** Server must created before client. */
    public static final int SWOOLE_ERROR_SERVER_MUST_CREATED_BEFORE_CLIENT = 9001;
    /** Server too many socket. */
    public static final int SWOOLE_ERROR_SERVER_TOO_MANY_SOCKET = 9002;
    /** Server worker terminated. */
    public static final int SWOOLE_ERROR_SERVER_WORKER_TERMINATED = 9003;
    /** Server invalid listen port. */
    public static final int SWOOLE_ERROR_SERVER_INVALID_LISTEN_PORT = 9004;
    /** Server too many listen port. */
    public static final int SWOOLE_ERROR_SERVER_TOO_MANY_LISTEN_PORT = 9005;
    /** Server pipe buffer full. */
    public static final int SWOOLE_ERROR_SERVER_PIPE_BUFFER_FULL = 9006;
    /** Server no idle worker. */
    public static final int SWOOLE_ERROR_SERVER_NO_IDLE_WORKER = 9007;
    /** Server only start one. */
    public static final int SWOOLE_ERROR_SERVER_ONLY_START_ONE = 9008;
    /** Server send in master. */
    public static final int SWOOLE_ERROR_SERVER_SEND_IN_MASTER = 9009;
    /** A request that cannot be served. */
    public static final int SWOOLE_ERROR_SERVER_INVALID_REQUEST = 9010;
    /** Server connect fail. */
    public static final int SWOOLE_ERROR_SERVER_CONNECT_FAIL = 9011;
    /** Server invalid command. */
    public static final int SWOOLE_ERROR_SERVER_INVALID_COMMAND = 9012;
    /** What is to be sent is no regular file. */
    public static final int SWOOLE_ERROR_SERVER_IS_NOT_REGULAR_FILE = 9013;
    /** Server send to woker timeout. */
    public static final int SWOOLE_ERROR_SERVER_SEND_TO_WOKER_TIMEOUT = 9014;
    /** Server invalid callback. */
    public static final int SWOOLE_ERROR_SERVER_INVALID_CALLBACK = 9015;
    /** Server unrelated thread. */
    public static final int SWOOLE_ERROR_SERVER_UNRELATED_THREAD = 9016;
    /** Server worker exit timeout. */
    public static final int SWOOLE_ERROR_SERVER_WORKER_EXIT_TIMEOUT = 9101;
    /** Server worker abnormal pipe data. */
    public static final int SWOOLE_ERROR_SERVER_WORKER_ABNORMAL_PIPE_DATA = 9102;
    /** Server worker unprocessed data. */
    public static final int SWOOLE_ERROR_SERVER_WORKER_UNPROCESSED_DATA = 9103;
    /** Coroutine out of coroutine. */
    public static final int SWOOLE_ERROR_CO_OUT_OF_COROUTINE = 10001;
    /** Coroutine has been bound. */
    public static final int SWOOLE_ERROR_CO_HAS_BEEN_BOUND = 10002;
    /** Coroutine has been discarded. */
    public static final int SWOOLE_ERROR_CO_HAS_BEEN_DISCARDED = 10003;
    /** Coroutine mutex double unlock. */
    public static final int SWOOLE_ERROR_CO_MUTEX_DOUBLE_UNLOCK = 10004;
    /** Coroutine block object locked. */
    public static final int SWOOLE_ERROR_CO_BLOCK_OBJECT_LOCKED = 10005;
    /** Coroutine block object waiting. */
    public static final int SWOOLE_ERROR_CO_BLOCK_OBJECT_WAITING = 10006;
    /** Coroutine yield failed. */
    public static final int SWOOLE_ERROR_CO_YIELD_FAILED = 10007;
    /** Coroutine operation cannot be canceled. */
    public static final int SWOOLE_ERROR_CO_CANNOT_CANCEL = 10015;
    /** Coroutine not exists. */
    public static final int SWOOLE_ERROR_CO_NOT_EXISTS = 10016;
    /** Coroutine operation canceled. */
    public static final int SWOOLE_ERROR_CO_CANCELED = 10017;
    /** Coroutine operation timed out. */
    public static final int SWOOLE_ERROR_CO_TIMEDOUT = 10018;
    /** Coroutine socket close wait. */
    public static final int SWOOLE_ERROR_CO_SOCKET_CLOSE_WAIT = 10019;

    private Constants() {}
}
