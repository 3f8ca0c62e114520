package swoole4j.client.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.LengthType;
import swoole4j.coroutine.http.WriteFunction;
import swoole4j.server.PackageLength;

/** The options of clients, by their names in Swoole; those of swoole4j alone stand at the end. */
enum ClientOption {
    CONNECT_TIMEOUT("connect_timeout", Kind.SECONDS, 10.0),
    TIMEOUT("timeout", Kind.SECONDS, 60.0),
    READ_TIMEOUT("read_timeout", Kind.SECONDS, null),
    WRITE_TIMEOUT("write_timeout", Kind.SECONDS, null),
    KEEP_ALIVE("keep_alive", Kind.BOOLEAN, true),
    MAX_RETRIES("max_retries", Kind.INTEGER, 0L, 0, 255),
    DEFER("defer", Kind.BOOLEAN, false),
    LOWERCASE_HEADER("lowercase_header", Kind.BOOLEAN, true),
    HTTP_COMPRESSION("http_compression", Kind.BOOLEAN, true),
    BODY_DECOMPRESSION("body_decompression", Kind.BOOLEAN, true),
    WRITE_FUNC("write_func", Kind.FUNCTION, null),
    WEBSOCKET_MASK("websocket_mask", Kind.BOOLEAN, true),
    WEBSOCKET_COMPRESSION("websocket_compression", Kind.BOOLEAN, false),
    OPEN_WEBSOCKET_CLOSE_FRAME("open_websocket_close_frame", Kind.BOOLEAN, false),
    OPEN_WEBSOCKET_PING_FRAME("open_websocket_ping_frame", Kind.BOOLEAN, false),
    OPEN_WEBSOCKET_PONG_FRAME("open_websocket_pong_frame", Kind.BOOLEAN, false),
    PACKAGE_MAX_LENGTH("package_max_length", Kind.SIZE, null, 1, Integer.MAX_VALUE - 64),
    SOCKET_BUFFER_SIZE("socket_buffer_size", Kind.SIZE, 2L * 1024 * 1024, 4096, Integer.MAX_VALUE),
    OPEN_TCP_NODELAY("open_tcp_nodelay", Kind.BOOLEAN, true),
    BIND_ADDRESS("bind_address", Kind.STRING, null),
    BIND_PORT("bind_port", Kind.INTEGER, 0L, 0, 65535),
    SSL_VERIFY_PEER("ssl_verify_peer", Kind.BOOLEAN, true),
    SSL_ALLOW_SELF_SIGNED("ssl_allow_self_signed", Kind.BOOLEAN, false),
    SSL_HOST_NAME("ssl_host_name", Kind.STRING, null),
    SSL_CERT_FILE("ssl_cert_file", Kind.STRING, null),
    SSL_KEY_FILE("ssl_key_file", Kind.STRING, null),
    SSL_PASSPHRASE("ssl_passphrase", Kind.STRING, null),
    SSL_CAFILE("ssl_cafile", Kind.STRING, null),
    SSL_CAPATH("ssl_capath", Kind.STRING, null),
    SSL_PROTOCOLS("ssl_protocols", Kind.INTEGER, 0L, 0, 255),
    SSL_VERIFY_DEPTH("ssl_verify_depth", Kind.INTEGER, null, 0, 100),
    HTTP_PROXY_HOST("http_proxy_host", Kind.STRING, null),
    HTTP_PROXY_PORT("http_proxy_port", Kind.INTEGER, 0L, 0, 65535),
    HTTP_PROXY_USER("http_proxy_user", Kind.STRING, null),
    HTTP_PROXY_USERNAME("http_proxy_username", Kind.STRING, null),
    HTTP_PROXY_PASSWORD("http_proxy_password", Kind.STRING, null),
    SOCKS5_HOST("socks5_host", Kind.STRING, null),
    SOCKS5_PORT("socks5_port", Kind.INTEGER, 0L, 0, 65535),
    SOCKS5_USERNAME("socks5_username", Kind.STRING, null),
    SOCKS5_PASSWORD("socks5_password", Kind.STRING, null),
    // of HTTP/2
    HEADER_TABLE_SIZE("header_table_size", Kind.INTEGER, 4096L, 0, 1 << 20),
    INITIAL_WINDOW_SIZE("initial_window_size", Kind.INTEGER, 65535L, 1, Integer.MAX_VALUE),
    MAX_CONCURRENT_STREAMS("max_concurrent_streams", Kind.INTEGER, 128L, 1, Integer.MAX_VALUE),
    MAX_FRAME_SIZE("max_frame_size", Kind.INTEGER, 16384L, 16384, 16777215),
    MAX_HEADER_LIST_SIZE("max_header_list_size", Kind.INTEGER, 65536L, 1, 16 << 20),
    // of plain connections
    OPEN_EOF_CHECK("open_eof_check", Kind.BOOLEAN, false),
    OPEN_EOF_SPLIT("open_eof_split", Kind.BOOLEAN, false),
    OPEN_LENGTH_CHECK("open_length_check", Kind.BOOLEAN, false),
    OPEN_MQTT_PROTOCOL("open_mqtt_protocol", Kind.BOOLEAN, false),
    PACKAGE_EOF("package_eof", Kind.EOF, null),
    PACKAGE_LENGTH_TYPE("package_length_type", Kind.LENGTH_TYPE, LengthType.UINT32_BIG),
    PACKAGE_LENGTH_OFFSET("package_length_offset", Kind.INTEGER, 0L, 0, Framing.MAX_HEAD - 8),
    PACKAGE_BODY_OFFSET("package_body_offset", Kind.INTEGER, 0L, 0, 1 << 20),
    PACKAGE_LENGTH_FUNC("package_length_func", Kind.LENGTH_FUNCTION, null),
    // of swoole4j
    WEBSOCKET_COMPRESSION_LEVEL("websocket_compression_level", Kind.INTEGER, -1L, -1, 9),
    WEBSOCKET_CONTEXT_TAKEOVER("websocket_context_takeover", Kind.BOOLEAN, false),
    WEBSOCKET_CLOSE_TIMEOUT("websocket_close_timeout", Kind.SECONDS, 5.0);

    /** What a value has to be. */
    enum Kind {
        BOOLEAN("true or false"),
        INTEGER("an integer"),
        SIZE("a number of bytes, or text such as 2M"),
        SECONDS("a number of seconds"),
        STRING("text"),
        FUNCTION(WriteFunction.class.getSimpleName()),
        EOF("1 to " + Eof.MAX_SIZE + " bytes"),
        LENGTH_TYPE("one of " + LengthType.LETTERS),
        LENGTH_FUNCTION(PackageLength.class.getSimpleName());

        final String expected;

        Kind(String expected) {
            this.expected = expected;
        }
    }

    private static final Map<String, ClientOption> BY_KEY = new HashMap<>();

    static {
        for (ClientOption option : values()) BY_KEY.put(option.key, option);
    }

    final String key;
    final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a truth value or a number
    final @Nullable Object usual;

    final long min;
    final long max;

    ClientOption(String key, Kind kind, @Nullable Object usual) {
        this(key, kind, usual, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    ClientOption(String key, Kind kind, @Nullable Object usual, long min, long max) {
        this.key = key;
        this.kind = kind;
        this.usual = usual;
        this.min = min;
        this.max = max;
    }

    static @Nullable ClientOption of(String key) {
        return BY_KEY.get(key);
    }

    /** Tells what is allowed. */
    String allowed() {
        return min == Long.MIN_VALUE ? kind.expected : kind.expected + " from " + min + " to " + max;
    }
}
