package swoole4j.engine.config;

import static swoole4j.engine.config.Entry.ARRAY;
import static swoole4j.engine.config.Entry.MANY;
import static swoole4j.engine.config.Entry.library;
import static swoole4j.engine.config.Entry.port;
import static swoole4j.engine.config.Entry.server;
import static swoole4j.engine.config.Verdict.ADAPTED;
import static swoole4j.engine.config.Verdict.IGNORED;
import static swoole4j.engine.config.Verdict.OWN;
import static swoole4j.engine.config.Verdict.REJECTED;
import static swoole4j.engine.config.Verdict.REMOVED;
import static swoole4j.engine.config.Verdict.SAME;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every option of {@code set()}: {@code scope(verdict).kind(default, smallest, largest)} and what it does. The one table
 * of options, of which docs/settings.md is made.
 */
@SuppressWarnings("ImmutableEnumChecker") // defaults are strings, numbers and immutable collections
public enum Option {
    // ---- Workers and loops
    WORKER_NUM(
            server(SAME).integer(1L, 0, 1000).perProcessor().or("1 in SWOOLE_BASE"),
            "event workers; 0: one per processor"),
    REACTOR_NUM(
            server(ADAPTED).integer(0L, 0, 4).perProcessor(), "I/O loops of SWOOLE_THREAD; SWOOLE_BASE: its workers"),
    SINGLE_THREAD(server(ADAPTED).flag(false), "one I/O loop"),
    TRANSPORT(server(OWN).choice("auto", "epoll", "io_uring", "nio"), "how the kernel is asked; auto: epoll, else nio"),
    DISPATCH_MODE(server(SAME).integer(2L, 0, 255), "which worker gets an event; one of SWOOLE_BASE keeps its own"),
    DISPATCH_FUNC(server(ADAPTED).function(), "(server, fd, type, data) returns the worker; runs on an I/O loop"),
    DISCARD_TIMEOUT_REQUEST(
            server(ADAPTED).flag(false),
            "off, dispatch modes 1, 3, 5, 7, 9 and 10 deliver what is on its way when close() is called, until the connection is"
                    + " gone; otherwise it is dropped"),
    ENABLE_UNSAFE_EVENT(server(SAME).flag(false), "connect and close also in dispatch modes 1, 3, 5, 7, 9, 10"),
    MAX_REQUEST(server(SAME).integer(0L, 0, MANY), "a worker is renewed after so many events; 0: never"),
    MAX_REQUEST_GRACE(server(SAME).integer(null, 0, MANY).or("max_request / 2"), "up to so many more, at random"),
    MAX_WAIT_TIME(server(SAME).seconds(3, 0, MANY), "what a graceful end may take; 0: as long as it wants"),
    RELOAD_ASYNC(
            server(SAME).flag(true),
            "coroutines and timers of an ending worker finish; off, which needs enable_coroutine off, it ends behind the callbacks"
                    + " that wait, and reload() replaces one worker after another"),
    EVENT_OBJECT(server(SAME).flag(false), "callbacks get one object instead of several arguments"),
    WORKER_COMMAND(
            server(OWN).list().or("this program's own"),
            "the command line of worker processes in SWOOLE_PROCESS, word by word and used as it is"),
    WORKER_JVM_OPTIONS(
            server(OWN).words(),
            "what JVMs of workers get beside the options of this one, such as -Xmx256m; not with worker_command"),
    EXIT_ON_UNCAUGHT(server(OWN).flag(false), "an uncaught exception ends the process with status 255, as in Swoole"),

    // ---- Coroutines
    ENABLE_COROUTINE(server(ADAPTED).flag(true), "each callback is a coroutine; off: one of a worker after another"),
    MESSAGE_ORDER(port(OWN).choice("concurrent", "serial"), "serial: a connection's next callback waits for the last"),
    MAX_COROUTINE(server(SAME).integer(100_000L, 1, MANY).alias("max_coro_num"), "coroutines of a worker at once"),
    SLOW_CALLBACK_MS(
            server(OWN).integer(1000L, 0, MANY), "who holds a worker for longer is logged with its stack; 0: off"),
    REQUEST_SLOWLOG_FILE(server(OWN).text(null), "the same, appended to this file; Swoole has it no more"),
    REQUEST_SLOWLOG_TIMEOUT(server(OWN).seconds(1, 0.01, MANY), "from how many seconds on for that file"),
    ENABLE_DEADLOCK_CHECK(
            server(ADAPTED).flag(true),
            "coroutines that still wait when their worker ends are printed, as by `Coroutine.deadlockCheck`"),
    HOOK_FLAGS(server(IGNORED).integer(0L, 0, MANY), "every blocking call parks its coroutine, always"),
    ENABLE_PREEMPTIVE_SCHEDULER(
            server(IGNORED).flag(false), "virtual threads have no time slices; see slow_callback_ms"),
    C_STACK_SIZE(server(IGNORED).size(0L, 0, MANY).alias("stack_size"), "stacks of virtual threads grow as needed"),
    NAME_RESOLVER(server(IGNORED), "names are resolved by the JDK"),
    DNS_CACHE_EXPIRE(server(IGNORED), "see the security property networkaddress.cache.ttl"),
    DNS_CACHE_CAPACITY(server(IGNORED), "names are resolved by the JDK"),
    DNS_CACHE_REFRESH_TIME(server(IGNORED), "see the security property networkaddress.cache.ttl"),
    DNS_LOOKUP_RANDOM(server(IGNORED), "names are resolved by the JDK"),
    USE_ASYNC_RESOLVER(server(IGNORED), "looking a name up parks the coroutine anyway"),
    DNS_SERVER(server(ADAPTED).text(null), "whom coroutine clients of this process ask for names, from start() on"),
    SOCKET_DNS_TIMEOUT(
            server(ADAPTED).seconds(60, -1, MANY), "of coroutine clients of this process, from start() on; -1: none"),
    SOCKET_CONNECT_TIMEOUT(server(ADAPTED).seconds(10, -1, MANY), "of coroutine clients; -1: none"),
    SOCKET_READ_TIMEOUT(
            server(ADAPTED).seconds(60, -1, MANY).alias("socket_recv_timeout"), "of coroutine clients; -1: none"),
    SOCKET_WRITE_TIMEOUT(
            server(ADAPTED).seconds(60, -1, MANY).alias("socket_send_timeout"), "of coroutine clients; -1: none"),
    SOCKET_TIMEOUT(
            server(ADAPTED).seconds(60, -1, MANY),
            "socket_read_timeout and socket_write_timeout at once; wins over them"),

    // ---- Tasks
    TASK_WORKER_NUM(server(SAME).integer(0L, 0, 1000).perProcessor(), "task workers; they need a task callback"),
    TASK_MAX_REQUEST(server(SAME).integer(0L, 0, MANY), "a task worker is renewed after so many tasks; 0: never"),
    TASK_MAX_REQUEST_GRACE(
            server(SAME).integer(null, 0, MANY).or("task_max_request / 2"), "up to so many more, at random"),
    TASK_ENABLE_COROUTINE(server(SAME).flag(false), "each task is a coroutine, and its callback gets a Task"),
    TASK_USE_OBJECT(
            server(ADAPTED).flag(false).alias("task_object"),
            "a task callback that takes a Task gets one, with or without this; start() warns when it is on and it takes none"),
    TASK_QUEUE_LENGTH(
            server(OWN).integer(100_000L, 1, MANY),
            "tasks and messages that may wait for one worker; more are refused"),
    TASK_QUEUE_SIZE(server(OWN).size(268_435_456L, 1, MANY), "bytes of them"),
    TASK_IPC_MODE(server(ADAPTED).integer(1L, 1, 1).strict(), "1; a JVM has no System V queues, which 2 and 3 are"),
    TASK_TMPDIR(server(IGNORED).text(null), "tasks stay in memory, whatever their size"),
    MESSAGE_QUEUE_KEY(server(IGNORED), "there are no System V queues"),

    // ---- Connections
    MAX_CONNECTION(
            server(ADAPTED)
                    .integer(null, 1, 1 << 20)
                    .or("100000, or the limit of descriptors")
                    .alias("max_conn"),
            "connections at once; others are accepted and closed"),
    START_SESSION_ID(server(SAME).integer(0L, 0, Integer.MAX_VALUE - 1), "the first fd is the next number"),
    ENABLE_DELAY_RECEIVE(server(SAME).flag(false), "a connection is read from confirm(fd) on"),
    HEARTBEAT_CHECK_INTERVAL(server(SAME).seconds(0, 0, 65535), "how often idle connections are looked for"),
    HEARTBEAT_IDLE_TIME(
            port(SAME).seconds(0, 0, 65535), "connections that sent nothing for so long are closed; 0: off"),
    MAX_IDLE_TIME(
            port(SAME).seconds(0, 0, MANY), "the same to the point, and how long output may make no progress; 0: off"),
    BACKLOG(port(SAME).integer(512L, 0, 65535), "connections that may wait to be accepted"),
    ENABLE_REUSE_PORT(server(SAME).flag(false), "SO_REUSEPORT; several workers of SWOOLE_BASE have it anyway"),
    INHERIT_CALLBACKS(port(OWN).flag(true), "a callback that a port misses is the server's; off, there is none"),
    OPEN_TCP_NODELAY(port(SAME).flag(true), "TCP_NODELAY"),
    OPEN_TCP_KEEPALIVE(port(SAME).flag(false), "SO_KEEPALIVE"),
    TCP_KEEPIDLE(port(SAME).integer(3600L, 1, 32767), "seconds until the first probe"),
    TCP_KEEPINTERVAL(port(SAME).integer(60L, 1, 32767), "seconds between probes"),
    TCP_KEEPCOUNT(port(SAME).integer(5L, 1, 127), "probes without an answer until the end"),
    TCP_USER_TIMEOUT(port(ADAPTED).integer(0L, 0, MANY), "milliseconds that sent data may be unanswered; not over nio"),
    TCP_DEFER_ACCEPT(port(ADAPTED).integer(0L, 0, MANY), "seconds to wait for data before accepting; not over nio"),
    TCP_FASTOPEN(port(ADAPTED).flag(false), "data in the first packet; not over nio"),
    KERNEL_SOCKET_RECV_BUFFER_SIZE(port(SAME).size(0L, 0, MANY), "SO_RCVBUF; 0: the kernel's"),
    KERNEL_SOCKET_SEND_BUFFER_SIZE(port(SAME).size(0L, 0, MANY), "SO_SNDBUF; 0: the kernel's"),
    MAX_QUEUED_BYTES(
            server(SAME).size(0L, 0, Long.MAX_VALUE), "of a connection, unhandled: it is not read; 0: no limit"),

    // ---- Output
    SOCKET_BUFFER_SIZE(port(SAME).size(8L << 20, 1, ARRAY), "unsent bytes of a connection, then senders wait or fail"),
    BUFFER_HIGH_WATERMARK(
            port(SAME).size(null, 1, Long.MAX_VALUE).or("4/5 of socket_buffer_size"), "bufferFull is called from here"),
    BUFFER_LOW_WATERMARK(port(SAME).size(0L, 0, Long.MAX_VALUE), "bufferEmpty is called down to here"),
    OUTPUT_BUFFER_SIZE(
            server(SAME).size(4_294_967_295L, 1, Long.MAX_VALUE).alias("buffer_output_size"), "the longest send()"),
    INPUT_BUFFER_SIZE(server(IGNORED).alias("buffer_input_size"), "Swoole stores it without effect"),
    SEND_YIELD(server(SAME).flag(null).or("as enable_coroutine"), "a coroutine waits for room instead of failing"),
    SEND_TIMEOUT(server(SAME).seconds(0, 0, MANY), "how long it waits; 0: for ever"),

    // ---- Protocols of a port
    PACKAGE_MAX_LENGTH(port(SAME).size(2L << 20, 0, ARRAY), "the longest message or request; at least 64K holds"),
    OPEN_EOF_CHECK(port(SAME).flag(false), "data is delivered when it ends with package_eof"),
    OPEN_EOF_SPLIT(port(SAME).flag(false), "each piece up to package_eof is delivered"),
    PACKAGE_EOF(port(SAME).eof(), "1 to 8 bytes"),
    OPEN_LENGTH_CHECK(port(SAME).flag(false), "messages begin with their length"),
    PACKAGE_LENGTH_TYPE(
            port(SAME).lengthType(), "the length's form, a letter of PHP's pack(); of this machine: little endian"),
    PACKAGE_LENGTH_OFFSET(port(SAME).integer(0L, 0, 8152).strict(), "where the length is"),
    PACKAGE_BODY_OFFSET(
            port(SAME).integer(4L, 0, 8152).alias("package_body_start").strict(), "from where on the length counts"),
    PACKAGE_LENGTH_FUNC(
            port(ADAPTED).lengthFunction(), "(data) returns the length, 0 for more, -1 to close; on an I/O loop"),
    OPEN_HTTP_PROTOCOL(port(SAME).flag(null).or("by the class"), "HTTP/1"),
    OPEN_HTTP2_PROTOCOL(port(SAME).flag(false), "HTTP/2 and HTTP/1"),
    OPEN_WEBSOCKET_PROTOCOL(port(SAME).flag(null).or("by the class"), "WebSocket and HTTP"),
    OPEN_MQTT_PROTOCOL(port(SAME).flag(false), "whole MQTT packets"),
    OPEN_REDIS_PROTOCOL(port(SAME).flag(null).or("by the class"), "whole Redis requests"),

    // ---- WebSocket
    WEBSOCKET_PING_INTERVAL(
            port(OWN).seconds(0, 0, MANY), "WebSockets from which nothing came for so long are pinged; 0: off"),
    WEBSOCKET_PONG_TIMEOUT(port(OWN).seconds(10, 0, MANY), "and closed when nothing comes for so long after that"),
    OPEN_WEBSOCKET_CLOSE_FRAME(port(SAME).flag(false), "close frames reach the message callback"),
    OPEN_WEBSOCKET_PING_FRAME(port(SAME).flag(false), "pings do, and are not answered by themselves"),
    OPEN_WEBSOCKET_PONG_FRAME(port(SAME).flag(false), "pongs do"),
    WEBSOCKET_SUBPROTOCOL(port(ADAPTED).texts(), "what is offered to clients; a list is in order of preference"),
    WEBSOCKET_COMPRESSION(server(SAME).flag(false), "permessage-deflate"),
    WEBSOCKET_COMPRESSION_LEVEL(server(OWN).integer(-1L, -1, 9), "of zlib; -1: its default"),
    WEBSOCKET_COMPRESSION_MIN_LENGTH(server(OWN).integer(0L, 0, MANY), "shorter messages stay as they are"),
    WEBSOCKET_CONTEXT_TAKEOVER(server(OWN).flag(false), "a message may refer to the ones before"),
    WEBSOCKET_CLOSE_TIMEOUT(server(OWN).seconds(5, 0, 3600), "how long the peer's close frame is awaited"),
    WEBSOCKET_GOING_AWAY(server(OWN).flag(false), "close(), heartbeat and the server's end send a close frame first"),

    // ---- HTTP
    HTTP_PARSE_COOKIE(server(SAME).flag(true), "takes the cookie header apart"),
    HTTP_PARSE_POST(server(SAME).flag(true), "takes form bodies apart"),
    HTTP_PARSE_FILES(server(SAME).flag(false), "PHP's layout for uploads whose name has brackets"),
    HTTP_COMPRESSION(server(SAME).flag(true), "content coding of responses"),
    HTTP_COMPRESSION_LEVEL(
            server(SAME).integer(1L, 0, 255).alias("compression_level", "http_gzip_level"),
            "brought into the coding's range"),
    HTTP_COMPRESSION_MIN_LENGTH(
            server(SAME).size(20L, 0, MANY).alias("compression_min_length"), "shorter bodies stay as they are"),
    HTTP_COMPRESSION_TYPES(
            server(ADAPTED).texts().or("all").alias("compression_types"),
            "media types; what follows a semicolon is no part"),
    HTTP_DECOMPRESSION(server(OWN).flag(false), "decodes request bodies"),
    HTTP_STRICT(server(OWN).flag(false), "the RFCs' form where Swoole's differs and hurts nobody"),
    HTTP_HEADER_TIMEOUT(server(OWN).seconds(60, 0, MANY), "how long a begun request head may take; 0: for ever"),
    HTTP_BODY_TIMEOUT(server(OWN).seconds(60, 0, MANY), "how long a body may stand still; 0: for ever"),
    SERVER_SOFTWARE(server(OWN).text("swoole-http-server"), "the Server header"),
    MAX_INPUT_VARS(server(OWN).integer(1000L, 1, MANY), "variables of a query, form or cookie header, as in php.ini"),
    UPLOAD_TMP_DIR(server(SAME).text(null).or("the system's"), "where uploads are kept; made when missing"),
    UPLOAD_MAX_FILESIZE(server(SAME).size(0L, 0, Long.MAX_VALUE).strict(), "0: the request's limit alone"),
    MAX_CONCURRENCY(server(SAME).integer(4_294_967_295L, 1, 4_294_967_295L), "requests in work; more get a 503"),
    WORKER_MAX_CONCURRENCY(
            server(SAME).integer(4_294_967_295L, 1, 4_294_967_295L).or("max_concurrency"),
            "requests in work of one worker; more wait"),
    ENABLE_STATIC_HANDLER(server(SAME).flag(false), "files of document_root are served without a callback"),
    DOCUMENT_ROOT(server(SAME).text(null), "has to exist"),
    STATIC_HANDLER_LOCATIONS(server(ADAPTED).list().or("all"), "paths left to it alone; compared once .. is resolved"),
    HTTP_INDEX_FILES(server(SAME).list(), "files that stand for their directory, best first"),
    HTTP_AUTOINDEX(server(SAME).flag(false), "lists a directory that has none of them"),
    URL_REWRITE_RULES(server(SAME).pairs(), "where else files are looked for: prefix or ~expression~ to path"),

    // ---- HTTP/2
    HTTP2_HEADER_TABLE_SIZE(server(SAME).size(4096L, 0, 1 << 20).strict(), "of a client's compressed headers"),
    HTTP2_ENABLE_PUSH(server(IGNORED).integer(0L, 0, 1).strict(), "nothing is pushed"),
    HTTP2_MAX_CONCURRENT_STREAMS(server(SAME).integer(128L, 1, MANY).strict(), "of one connection"),
    HTTP2_INIT_WINDOW_SIZE(server(SAME).size(65535L, 1, MANY).strict(), "of a body, before any of it was taken"),
    HTTP2_MAX_FRAME_SIZE(server(SAME).size(16384L, 16384, 16_777_215).strict(), "the largest payload accepted"),
    HTTP2_MAX_HEADER_LIST_SIZE(
            server(ADAPTED).size(65536L, 1, 4_294_967_295L).strict(), "of one request; Swoole: no limit; 16M at most"),
    HTTP2_MAX_HEADERS(server(SAME).integer(1000L, 1, 1_000_000).strict(), "of one request; more end its connection"),

    // ---- TLS, on ports whose type has SWOOLE_SSL
    SSL_CERT_FILE(port(SAME).file(), "certificates, PEM, the server's first"),
    SSL_KEY_FILE(port(SAME).file(), "its key, PEM"),
    SSL_PASSPHRASE(port(SAME).text(""), "of the key"),
    SSL_SNI_CERTS(port(SAME).maps(), "host names, each with its own ssl_cert_file and ssl_key_file"),
    SSL_VERIFY_PEER(port(SAME).flag(false), "clients need a certificate"),
    SSL_ALLOW_SELF_SIGNED(port(SAME).flag(false), "one they signed themselves will do"),
    SSL_CLIENT_CERT_FILE(port(SAME).file(), "authorities, PEM, whose names clients are told"),
    SSL_CAFILE(port(SAME).file(), "authorities, PEM"),
    SSL_CAPATH(port(SAME).directory(), "authorities, in files named as OpenSSL does"),
    SSL_VERIFY_DEPTH(port(SAME).integer(100L, 0, 100), "certificates between a client's and a trusted one"),
    SSL_PROTOCOLS(port(SAME).integer(0L, 0, 255), "SWOOLE_SSL_TLSv1_2 and the like, or-ed; 0: 1.2 and 1.3"),
    SSL_CIPHERS(port(ADAPTED).text("EECDH+AESGCM:EDH+AESGCM:AES256+EECDH:AES256+EDH"), "in OpenSSL's language"),
    SSL_PREFER_SERVER_CIPHERS(port(SAME).flag(true), "the order of ssl_ciphers counts, not the client's"),
    SSL_ECDH_CURVE(port(SAME).text("auto"), "names of curves, with colons between"),
    SSL_DHPARAM(port(IGNORED).file(), "DH is not offered, ECDH is"),
    SSL_COMPRESS(port(IGNORED).flag(false), "compressed TLS gives secrets away"),
    SSL_ENGINE(port(OWN).choice("auto", "openssl", "jdk"), "who does the work; auto: BoringSSL, else the JDK"),
    SSL_HANDSHAKE_TIMEOUT(port(OWN).seconds(10, 0.01, 3600), "how long a handshake may take"),
    SSL_METHOD(port(REMOVED), "use ssl_protocols"),

    // ---- Operations
    DAEMONIZE(server(ADAPTED).flag(false), "the process stays where it is; its output goes to log_file"),
    PID_FILE(server(SAME).text(null), "holds the process id while the server runs"),
    LOG_FILE(server(ADAPTED).text(null).or("the console"), "where the log goes"),
    LOG_LEVEL(
            server(ADAPTED).integer(2L, 0, 6),
            "0 debug, 1 trace, 2 info, 3 notice, 4 warning, 5 error, 6 nothing; notice counts as info"),
    LOG_DATE_FORMAT(server(ADAPTED).text("%Y-%m-%d %H:%M:%S"), "as of strftime"),
    LOG_DATE_WITH_MICROSECONDS(server(SAME).flag(false), "six more digits of each line's time"),
    LOG_ROTATION(server(SAME).integer(0L, 0, 4), "0 never, 1 monthly, 2 daily, 3 hourly, 4 every minute"),
    DEBUG_MODE(server(ADAPTED).flag(false), "log_level 0"),
    DISPLAY_ERRORS(server(IGNORED), "what goes wrong is in the log"),
    TRACE_FLAGS(server(IGNORED), "there is nothing to trace"),
    STATS_FILE(library(SAME).text(null), "stats() is written there: .json, .php, anything else as lines of text"),
    STATS_TIMER_INTERVAL(library(SAME).integer(1000L, 1, MANY), "milliseconds between two times"),
    ADMIN_SERVER(library(SAME).text(null), "host:port or user:secret@host:port where commands are answered over HTTP"),
    USER(server(IGNORED), "start the process as that user; a JVM cannot change it"),
    GROUP(server(IGNORED), "start the process with that group; a JVM cannot change it"),
    CHROOT(server(REJECTED).text(""), "a JVM cannot do it; use a container or systemd's RootDirectory"),
    OPEN_CPU_AFFINITY(server(IGNORED), "threads go where the kernel sends them; taskset binds the whole process"),
    CPU_AFFINITY_IGNORE(server(IGNORED), "threads go where the kernel sends them; taskset binds the whole process"),
    ENABLE_SIGNALFD(server(IGNORED), "the JVM takes signals"),
    WAIT_SIGNAL(server(IGNORED), "the JVM takes signals"),
    BOOTSTRAP(server(IGNORED), "workers of SWOOLE_THREAD are started from the running program"),
    INIT_ARGUMENTS(server(IGNORED), "workers of SWOOLE_THREAD share the memory of the running program"),
    AIO_CORE_WORKER_NUM(server(IGNORED), "blocking calls park their coroutine"),
    AIO_WORKER_NUM(server(IGNORED).alias("thread_num"), "blocking calls park their coroutine"),
    AIO_MAX_WAIT_TIME(server(IGNORED), "blocking calls park their coroutine"),
    AIO_MAX_IDLE_TIME(server(IGNORED), "blocking calls park their coroutine"),
    MIN_THREAD_NUM(server(IGNORED), "blocking calls park their coroutine"),
    MAX_THREAD_NUM(server(IGNORED), "blocking calls park their coroutine"),
    IOURING_ENTRIES(server(IGNORED), "see transport"),
    IOURING_WORKERS(server(IGNORED), "see transport"),
    IOURING_FLAG(server(IGNORED), "see transport"),
    SOCKET_DONTWAIT(server(IGNORED), "nothing here waits for a socket that way"),
    TRACE_EVENT_WORKER(server(REMOVED), "use slow_callback_ms"),
    WEBSOCKET_MASK(server(REMOVED), "a server's frames have no mask");

    private static final Map<String, Option> BY_KEY = byKey();

    final Scope scope;
    final Verdict verdict;
    final Kind kind;
    final @Nullable Object defaultValue;
    /** The default in words, empty when it is {@link #defaultValue}. */
    final String defaultText;

    final double min;
    final double max;
    /** Tells that {@link #max} is so many for each processor, 0 when it is not. */
    final double perProcessor;
    /** The words of {@link Kind#CHOICE}. */
    final List<String> choices;

    final List<String> aliases;
    /** Numbers out of range are refused; otherwise the nearest one is taken. */
    final boolean strict;
    /** What the option does, or why it does nothing. */
    final String effect;

    Option(Entry entry, String effect) {
        this.scope = entry.scope;
        this.verdict = entry.verdict;
        this.kind = entry.kind;
        this.defaultValue = entry.defaultValue;
        this.defaultText = entry.defaultText;
        this.min = entry.min;
        this.max = entry.max;
        this.perProcessor = entry.perProcessor;
        this.choices = entry.choices;
        this.aliases = entry.aliases;
        this.strict = entry.strict;
        this.effect = effect;
    }

    /** Returns Swoole's spelling of the option. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether it belongs to a port; otherwise to the whole server. */
    boolean ofPort() {
        return scope == Scope.PORT;
    }

    /** Returns the option with that key or alias, or null. */
    static @Nullable Option of(String key) {
        return BY_KEY.get(key);
    }

    /** Returns the known key that an unknown one may have been meant as, or null when none is like it. */
    static @Nullable String nearest(String unknown) {
        return Nearest.to(unknown, BY_KEY.keySet());
    }

    private static Map<String, Option> byKey() {
        Map<String, Option> map = new HashMap<>();
        for (Option option : values()) {
            map.put(option.key(), option);
            for (String alias : option.aliases) map.put(alias, option);
        }
        return map;
    }
}
