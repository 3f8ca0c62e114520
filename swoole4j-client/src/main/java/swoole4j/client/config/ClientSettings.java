package swoole4j.client.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.LengthType;
import swoole4j.coroutine.http.WriteFunction;
import swoole4j.server.PackageLength;

/** The options of one client, checked. Immutable; any thread. Seconds below 0 mean without a limit. */
public final class ClientSettings {
    /** The options of a client that has set none. */
    public static final ClientSettings USUAL = new ClientSettings(new EnumMap<>(ClientOption.class), Map.of());

    /** What Swoole takes for a message unless an option says otherwise. */
    private static final int USUAL_MESSAGE = 2 * 1024 * 1024;

    /** What a script of PHP may have in memory unless its settings say otherwise. */
    private static final int USUAL_BODY = 128 * 1024 * 1024;

    private static final Eof USUAL_EOF = Eof.of(new byte[] {'\r', '\n'});

    private final EnumMap<ClientOption, Object> values;
    private final Map<String, Object> given;

    private ClientSettings(EnumMap<ClientOption, Object> values, Map<String, Object> given) {
        this.values = values;
        this.given = given;
    }

    /**
     * Returns these options with others over them. Unknown ones are kept and warned of.
     *
     * @throws swoole4j.SwooleException for a value that is not allowed
     */
    public ClientSettings with(Map<String, ?> options) {
        EnumMap<ClientOption, Object> merged = new EnumMap<>(values);
        Map<String, Object> all = new LinkedHashMap<>(given);
        for (Map.Entry<String, ?> entry : options.entrySet()) {
            ClientOption option = ClientOption.of(entry.getKey());
            Object value = entry.getValue();
            if (option == null) {
                OptionReader.unknown(entry.getKey());
            } else if (value == null) {
                merged.remove(option); // as if it had never been set
            } else {
                merged.put(option, OptionReader.read(option, value));
            }
            if (value != null) all.put(entry.getKey(), value);
        }
        return new ClientSettings(merged, all);
    }

    /** Tells whether a value is a number below 0: what Swoole refuses for max_retries. */
    public static boolean isNegative(@Nullable Object value) {
        Long number = value == null ? null : OptionReader.integer(value);
        return number != null && number < 0;
    }

    /** Returns what was given, by name. */
    public Map<String, Object> given() {
        return new LinkedHashMap<>(given);
    }

    private @Nullable Object value(ClientOption option) {
        Object value = values.get(option);
        return value == null ? option.usual : value;
    }

    private boolean truth(ClientOption option) {
        return Boolean.TRUE.equals(value(option));
    }

    private int number(ClientOption option) {
        return Math.toIntExact((Long) Objects.requireNonNull(value(option)));
    }

    private @Nullable String text(ClientOption option) {
        return value(option) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** Swoole takes 0 for the usual value. */
    private double seconds(ClientOption option) {
        Object value = values.get(option);
        return value instanceof Double seconds && seconds != 0
                ? seconds
                : (Double) Objects.requireNonNull(option.usual);
    }

    private double secondsOr(ClientOption option, double otherwise) {
        return values.get(option) instanceof Double seconds && seconds != 0 ? seconds : otherwise;
    }

    /** Returns how long a connection may take to be made, names and TLS included. */
    public double connectSeconds() {
        return seconds(ClientOption.CONNECT_TIMEOUT);
    }

    /** Returns how long a response, or a message, may take to come. */
    public double readSeconds() {
        return secondsOr(ClientOption.READ_TIMEOUT, seconds(ClientOption.TIMEOUT));
    }

    /** Returns how long bytes may wait to be sent. */
    public double writeSeconds() {
        return secondsOr(ClientOption.WRITE_TIMEOUT, seconds(ClientOption.TIMEOUT));
    }

    /** Tells whether the connection is kept after a response. */
    public boolean keepAlive() {
        return truth(ClientOption.KEEP_ALIVE);
    }

    /** Returns how often a request that failed is sent again. */
    public int maxRetries() {
        return number(ClientOption.MAX_RETRIES);
    }

    /** Tells whether requests return when they are sent. */
    public boolean defer() {
        return truth(ClientOption.DEFER);
    }

    /** Tells whether names of headers become lower case. */
    public boolean lowercaseHeader() {
        return truth(ClientOption.LOWERCASE_HEADER);
    }

    /** Tells whether compressed bodies are asked for. */
    public boolean httpCompression() {
        return truth(ClientOption.HTTP_COMPRESSION);
    }

    /** Tells whether compressed bodies are decompressed. */
    public boolean bodyDecompression() {
        return truth(ClientOption.BODY_DECOMPRESSION);
    }

    /** Returns who takes bodies piece by piece, or null. */
    public @Nullable WriteFunction writeFunction() {
        return (WriteFunction) value(ClientOption.WRITE_FUNC);
    }

    /** Tells whether frames are masked. */
    public boolean websocketMask() {
        return truth(ClientOption.WEBSOCKET_MASK);
    }

    /** Tells whether permessage-deflate is offered. */
    public boolean websocketCompression() {
        return truth(ClientOption.WEBSOCKET_COMPRESSION);
    }

    /** Returns zlib's level for messages. */
    public int websocketCompressionLevel() {
        return number(ClientOption.WEBSOCKET_COMPRESSION_LEVEL);
    }

    /** Tells whether messages may refer to earlier ones. */
    public boolean websocketContextTakeover() {
        return truth(ClientOption.WEBSOCKET_CONTEXT_TAKEOVER);
    }

    /** Returns how long the answer to a close frame, and the end of the connection, may take. */
    public double closeSeconds() {
        return Math.clamp(seconds(ClientOption.WEBSOCKET_CLOSE_TIMEOUT), 0.001, 3600);
    }

    /** Tells whether a script gets close frames. */
    public boolean openCloseFrame() {
        return truth(ClientOption.OPEN_WEBSOCKET_CLOSE_FRAME);
    }

    /** Tells whether a script gets pings. */
    public boolean openPingFrame() {
        return truth(ClientOption.OPEN_WEBSOCKET_PING_FRAME);
    }

    /** Tells whether a script gets pongs. */
    public boolean openPongFrame() {
        return truth(ClientOption.OPEN_WEBSOCKET_PONG_FRAME);
    }

    /** Returns the largest message of a WebSocket. */
    public int messageLimit() {
        return values.get(ClientOption.PACKAGE_MAX_LENGTH) instanceof Long limit ? limit.intValue() : USUAL_MESSAGE;
    }

    /** Returns the largest body that is kept in memory. */
    public int bodyLimit() {
        return values.get(ClientOption.PACKAGE_MAX_LENGTH) instanceof Long limit ? limit.intValue() : USUAL_BODY;
    }

    /** Returns how many bytes may wait to be sent. */
    public int sendLimit() {
        return number(ClientOption.SOCKET_BUFFER_SIZE);
    }

    /** Tells whether small pieces are sent at once. */
    public boolean noDelay() {
        return truth(ClientOption.OPEN_TCP_NODELAY);
    }

    /** Returns the address of this side, or null for any. */
    public @Nullable String bindAddress() {
        return text(ClientOption.BIND_ADDRESS);
    }

    /** Returns the port of this side, 0 for any. */
    public int bindPort() {
        return number(ClientOption.BIND_PORT);
    }

    /** Returns the settings of an HTTP/2 connection. */
    public Http2 http2() {
        return new Http2(
                number(ClientOption.HEADER_TABLE_SIZE),
                number(ClientOption.INITIAL_WINDOW_SIZE),
                number(ClientOption.MAX_CONCURRENT_STREAMS),
                number(ClientOption.MAX_FRAME_SIZE),
                number(ClientOption.MAX_HEADER_LIST_SIZE));
    }

    /**
     * The settings of this side of an HTTP/2 connection (RFC 9113 6.5.2).
     *
     * @param headerTableSize bytes for the compression of headers
     * @param initialWindowSize how much of a body may come unasked
     * @param maxConcurrentStreams how many requests may be under way
     * @param maxFrameSize the largest frame
     * @param maxHeaderListSize the largest head
     */
    public record Http2(
            int headerTableSize,
            int initialWindowSize,
            int maxConcurrentStreams,
            int maxFrameSize,
            int maxHeaderListSize) {}

    /** Returns what to do about TLS. */
    public Tls tls() {
        return new Tls(
                truth(ClientOption.SSL_VERIFY_PEER),
                truth(ClientOption.SSL_ALLOW_SELF_SIGNED),
                text(ClientOption.SSL_HOST_NAME),
                text(ClientOption.SSL_CERT_FILE),
                text(ClientOption.SSL_KEY_FILE),
                text(ClientOption.SSL_PASSPHRASE),
                text(ClientOption.SSL_CAFILE),
                text(ClientOption.SSL_CAPATH),
                number(ClientOption.SSL_PROTOCOLS),
                value(ClientOption.SSL_VERIFY_DEPTH) instanceof Long depth ? depth.intValue() : -1);
    }

    /** Returns how a stream is cut into messages. */
    public Framing framing() {
        if (truth(ClientOption.OPEN_EOF_CHECK) || truth(ClientOption.OPEN_EOF_SPLIT)) {
            return new Framing.EofSplit(value(ClientOption.PACKAGE_EOF) instanceof Eof eof ? eof : USUAL_EOF);
        }
        if (truth(ClientOption.OPEN_LENGTH_CHECK)) {
            if (value(ClientOption.PACKAGE_LENGTH_FUNC) instanceof PackageLength function) {
                return new Framing.LengthFunction(function::length);
            }
            return new Framing.LengthField(
                    (LengthType) Objects.requireNonNull(value(ClientOption.PACKAGE_LENGTH_TYPE)),
                    number(ClientOption.PACKAGE_LENGTH_OFFSET),
                    number(ClientOption.PACKAGE_BODY_OFFSET));
        }
        return truth(ClientOption.OPEN_MQTT_PROTOCOL) ? new Framing.Mqtt() : new Framing.Raw();
    }

    /** Returns the proxy, or null for none; SOCKS5 before HTTP, as in Swoole. */
    public @Nullable Proxy proxy() {
        String socks = text(ClientOption.SOCKS5_HOST);
        if (socks != null) {
            return new Proxy(
                    true,
                    socks,
                    number(ClientOption.SOCKS5_PORT),
                    text(ClientOption.SOCKS5_USERNAME),
                    text(ClientOption.SOCKS5_PASSWORD));
        }
        String http = text(ClientOption.HTTP_PROXY_HOST);
        if (http == null) return null;
        String user = text(ClientOption.HTTP_PROXY_USER);
        return new Proxy(
                false,
                http,
                number(ClientOption.HTTP_PROXY_PORT),
                user == null ? text(ClientOption.HTTP_PROXY_USERNAME) : user,
                text(ClientOption.HTTP_PROXY_PASSWORD));
    }

    /**
     * What to do about TLS.
     *
     * @param verify whether certificate and name of the server are verified
     * @param allowSelfSigned whether a certificate that nobody else has signed will do
     * @param hostName what the server is to be called, or null for the host
     * @param certificate PEM file of the client's own certificate, or null
     * @param key PEM file of its key, or null
     * @param passphrase of the key, or null
     * @param authorities PEM file of those that are trusted, or null
     * @param authorityFolder folder of such files, or null; without either those of the JDK are trusted
     * @param protocols Swoole's bits, 0 for all that are safe
     * @param depth how many certificates may be between a server's and a trusted one, -1 for what is usual
     */
    public record Tls(
            boolean verify,
            boolean allowSelfSigned,
            @Nullable String hostName,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable String passphrase,
            @Nullable String authorities,
            @Nullable String authorityFolder,
            int protocols,
            int depth) {}

    /**
     * Who makes the connections.
     *
     * @param socks whether it speaks SOCKS5, otherwise HTTP
     * @param host its name or address
     * @param port its port
     * @param user who asks, or null
     * @param password the password, or null
     */
    public record Proxy(
            boolean socks,
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {}
}
