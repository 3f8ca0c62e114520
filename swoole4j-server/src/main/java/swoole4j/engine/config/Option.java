package swoole4j.engine.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every option of {@code set()} that has an effect: its names, kind, default and range. The one table of options. */
@SuppressWarnings("ImmutableEnumChecker") // defaults are strings, numbers and immutable lists
public enum Option {
    WORKER_NUM(Kind.INTEGER, 1L, 1, 1024),
    REACTOR_NUM(Kind.INTEGER, 0L, 0, 1024),
    TASK_WORKER_NUM(Kind.INTEGER, 0L, 0, 1024),
    TASK_ENABLE_COROUTINE(Kind.BOOLEAN, false),
    TASK_USE_OBJECT(Kind.BOOLEAN, false, "task_object"),
    TASK_MAX_REQUEST(Kind.INTEGER, 0L, 0, Integer.MAX_VALUE),
    TASK_MAX_REQUEST_GRACE(Kind.INTEGER, 0L, 0, Integer.MAX_VALUE),
    TASK_QUEUE_LENGTH(Kind.INTEGER, 100_000L, 1, Integer.MAX_VALUE),
    TASK_QUEUE_SIZE(Kind.SIZE, 268_435_456L, 1, Long.MAX_VALUE),
    TRANSPORT(Kind.STRING, "auto"),
    ENABLE_COROUTINE(Kind.BOOLEAN, true),
    MESSAGE_ORDER(Kind.STRING, "concurrent"),
    EVENT_OBJECT(Kind.BOOLEAN, false),
    EXIT_ON_UNCAUGHT(Kind.BOOLEAN, false),
    MAX_WAIT_TIME(Kind.SECONDS, 3.0, 0, 3600),
    START_SESSION_ID(Kind.INTEGER, 0L, 0, Integer.MAX_VALUE - 1),
    MAX_CONNECTION(Kind.INTEGER, 100_000L, 1, 1 << 20, "max_conn"),
    OUTPUT_BUFFER_SIZE(Kind.SIZE, 4_294_967_295L, 1, Long.MAX_VALUE, "buffer_output_size"),
    SEND_YIELD(Kind.BOOLEAN, null),
    SEND_TIMEOUT(Kind.SECONDS, 0.0, 0, Integer.MAX_VALUE),
    HEARTBEAT_CHECK_INTERVAL(Kind.SECONDS, 0.0, 0, 65535),
    SERVER_SOFTWARE(Kind.STRING, "swoole-http-server"),
    WEBSOCKET_COMPRESSION(Kind.BOOLEAN, false),
    WEBSOCKET_COMPRESSION_LEVEL(Kind.INTEGER, -1L, -1, 9),
    WEBSOCKET_COMPRESSION_MIN_LENGTH(Kind.INTEGER, 0L, 0, Integer.MAX_VALUE),
    WEBSOCKET_CONTEXT_TAKEOVER(Kind.BOOLEAN, false),
    WEBSOCKET_CLOSE_TIMEOUT(Kind.SECONDS, 5.0, 0, 3600),
    WEBSOCKET_GOING_AWAY(Kind.BOOLEAN, false),
    HTTP_PARSE_COOKIE(Kind.BOOLEAN, true),
    HTTP_PARSE_POST(Kind.BOOLEAN, true),
    HTTP_PARSE_FILES(Kind.BOOLEAN, false),
    HTTP_COMPRESSION(Kind.BOOLEAN, true),
    HTTP_COMPRESSION_LEVEL(Kind.INTEGER, 1L, 0, 255, "compression_level", "http_gzip_level"),
    HTTP_COMPRESSION_MIN_LENGTH(Kind.SIZE, 20L, 0, Integer.MAX_VALUE, "compression_min_length"),
    HTTP_COMPRESSION_TYPES(Kind.STRINGS, List.of(), "compression_types"),
    HTTP_DECOMPRESSION(Kind.BOOLEAN, false),
    HTTP_STRICT(Kind.BOOLEAN, false),
    ENABLE_STATIC_HANDLER(Kind.BOOLEAN, false),
    DOCUMENT_ROOT(Kind.STRING, null),
    STATIC_HANDLER_LOCATIONS(Kind.LIST, List.of()),
    HTTP_INDEX_FILES(Kind.LIST, List.of()),
    HTTP_AUTOINDEX(Kind.BOOLEAN, false),
    URL_REWRITE_RULES(Kind.PAIRS, Map.of()),
    HTTP_HEADER_TIMEOUT(Kind.SECONDS, 60.0, 0, Integer.MAX_VALUE),
    HTTP_BODY_TIMEOUT(Kind.SECONDS, 60.0, 0, Integer.MAX_VALUE),
    MAX_INPUT_VARS(Kind.INTEGER, 1000L, 1, Integer.MAX_VALUE),
    UPLOAD_TMP_DIR(Kind.STRING, null),
    UPLOAD_MAX_FILESIZE(Kind.SIZE, 0L, 0, Long.MAX_VALUE),
    MAX_CONCURRENCY(Kind.INTEGER, 4_294_967_295L, 1, 4_294_967_295L),
    WORKER_MAX_CONCURRENCY(Kind.INTEGER, 4_294_967_295L, 1, 4_294_967_295L),

    HTTP2_HEADER_TABLE_SIZE(Kind.SIZE, 4096L, 0, 1 << 20),
    HTTP2_ENABLE_PUSH(Kind.INTEGER, 0L, 0, 1),
    HTTP2_MAX_CONCURRENT_STREAMS(Kind.INTEGER, 128L, 1, Integer.MAX_VALUE),
    HTTP2_INIT_WINDOW_SIZE(Kind.SIZE, 65535L, 1, Integer.MAX_VALUE),
    HTTP2_MAX_FRAME_SIZE(Kind.SIZE, 16384L, 16384, 16_777_215),
    HTTP2_MAX_HEADER_LIST_SIZE(Kind.SIZE, 65536L, 1, 4_294_967_295L),
    HTTP2_MAX_HEADERS(Kind.INTEGER, 1000L, 1, 1_000_000),

    OPEN_HTTP_PROTOCOL(Kind.BOOLEAN, false, true),
    OPEN_HTTP2_PROTOCOL(Kind.BOOLEAN, false, true),
    OPEN_WEBSOCKET_PROTOCOL(Kind.BOOLEAN, false, true),
    OPEN_WEBSOCKET_CLOSE_FRAME(Kind.BOOLEAN, false, true),
    OPEN_WEBSOCKET_PING_FRAME(Kind.BOOLEAN, false, true),
    OPEN_WEBSOCKET_PONG_FRAME(Kind.BOOLEAN, false, true),
    WEBSOCKET_SUBPROTOCOL(Kind.STRINGS, List.of(), true),
    PACKAGE_MAX_LENGTH(Kind.SIZE, 2_097_152L, 0, Integer.MAX_VALUE - 64, true),
    SOCKET_BUFFER_SIZE(Kind.SIZE, 8_388_608L, 1, Integer.MAX_VALUE - 64, true),
    BUFFER_HIGH_WATERMARK(Kind.SIZE, null, 1, Long.MAX_VALUE, true),
    BUFFER_LOW_WATERMARK(Kind.SIZE, 0L, 0, Long.MAX_VALUE, true),
    HEARTBEAT_IDLE_TIME(Kind.SECONDS, 0.0, 0, 65535, true),
    MAX_IDLE_TIME(Kind.SECONDS, 0.0, 0, Integer.MAX_VALUE, true),
    OPEN_TCP_NODELAY(Kind.BOOLEAN, true, true),
    BACKLOG(Kind.INTEGER, 512L, 0, 65535, true),

    SSL_ENGINE(Kind.STRING, "auto", true),
    SSL_CERT_FILE(Kind.FILE, null, true),
    SSL_KEY_FILE(Kind.FILE, null, true),
    SSL_PASSPHRASE(Kind.STRING, "", true),
    SSL_SNI_CERTS(Kind.MAP, Map.of(), true),
    SSL_VERIFY_PEER(Kind.BOOLEAN, false, true),
    SSL_ALLOW_SELF_SIGNED(Kind.BOOLEAN, false, true),
    SSL_CLIENT_CERT_FILE(Kind.FILE, null, true),
    SSL_CAFILE(Kind.FILE, null, true),
    SSL_CAPATH(Kind.DIRECTORY, null, true),
    SSL_VERIFY_DEPTH(Kind.INTEGER, 100L, 0, 100, true),
    SSL_PROTOCOLS(Kind.INTEGER, 0L, 0, 255, true),
    SSL_CIPHERS(Kind.STRING, "EECDH+AESGCM:EDH+AESGCM:AES256+EECDH:AES256+EDH", true),
    SSL_PREFER_SERVER_CIPHERS(Kind.BOOLEAN, true, true),
    SSL_DHPARAM(Kind.FILE, null, true),
    SSL_ECDH_CURVE(Kind.STRING, "auto", true),
    SSL_COMPRESS(Kind.BOOLEAN, false, true),
    SSL_HANDSHAKE_TIMEOUT(Kind.SECONDS, 10.0, 0.01, 3600, true);

    /** What values an option takes. */
    enum Kind {
        /** true, false, 1, 0, or these as text. */
        BOOLEAN,
        /** A whole number, or its digits. */
        INTEGER,
        /** Bytes as a whole number, or text such as {@code 2M}. */
        SIZE,
        /** Seconds, fractions allowed. */
        SECONDS,
        /** Text. */
        STRING,
        /** Text or a list of texts. */
        STRINGS,
        /** The path of a file. */
        FILE,
        /** The path of a directory. */
        DIRECTORY,
        /** Names with maps of options. */
        MAP,
        /** A list of texts. */
        LIST,
        /** Texts by text. */
        PAIRS
    }

    private static final Map<String, Option> BY_KEY = byKey();

    final Kind kind;
    final @Nullable Object defaultValue;
    final double min;
    final double max;
    /** Belongs to a port; otherwise to the whole server. */
    final boolean ofPort;

    private final List<String> aliases;

    Option(Kind kind, @Nullable Object defaultValue) {
        this(kind, defaultValue, false);
    }

    Option(Kind kind, @Nullable Object defaultValue, String alias) {
        this(kind, defaultValue, 0, 0, alias);
    }

    Option(Kind kind, @Nullable Object defaultValue, boolean ofPort) {
        this(kind, defaultValue, 0, 0, ofPort);
    }

    Option(Kind kind, @Nullable Object defaultValue, double min, double max, String... aliases) {
        this(kind, defaultValue, min, max, false, aliases);
    }

    Option(Kind kind, @Nullable Object defaultValue, double min, double max, boolean ofPort, String... aliases) {
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.min = min;
        this.max = max;
        this.ofPort = ofPort;
        this.aliases = List.of(aliases);
    }

    /** Returns Swoole's spelling of the option. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the option with that key or alias, or null. */
    static @Nullable Option of(String key) {
        return BY_KEY.get(key);
    }

    /** Returns the known key that an unknown one may have been meant as, or null when none is like it. */
    static @Nullable String nearest(String unknown) {
        String best = null;
        int bestDistance = unknown.length() / 3 + 1;
        for (String key : BY_KEY.keySet()) {
            int distance = distance(unknown, key);
            if (distance < bestDistance || (distance == bestDistance && best != null && key.compareTo(best) < 0)) {
                best = key;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
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
