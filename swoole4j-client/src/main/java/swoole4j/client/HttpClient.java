package swoole4j.client;

import java.lang.ref.Cleaner;
import java.net.SocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.message.CookieJar;
import swoole4j.client.message.Draft;
import swoole4j.client.net.Connection;
import swoole4j.client.net.Origin;
import swoole4j.coroutine.http.Client;
import swoole4j.spi.ClientRequestHandle;
import swoole4j.spi.ClientResponseHandle;
import swoole4j.spi.HttpClientHandle;
import swoole4j.spi.HttpClientSpec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.ReceivedFrames;

/** One client: what a script calls, handed on to those who do it. */
final class HttpClient implements HttpClientHandle {
    private static final String MAX_RETRIES = "max_retries";

    /** Closes what scripts forget: PHP does so when the object is gone. */
    static final Cleaner CLEANER = Cleaner.create();

    private final Client facade;
    private final Origin origin;
    private final Link link = new Link();
    private final Received received = new Received();
    private final CookieJar cookies;
    private final Draft draft;
    private final Requests requests;
    private final WebSocketCalls webSocket;

    private volatile ClientSettings settings = ClientSettings.USUAL;
    private boolean set;
    private boolean defer;

    HttpClient(HttpClientSpec spec) {
        this.facade = spec.facade();
        this.origin = Origin.of(spec.host(), spec.port(), spec.ssl());
        this.cookies = new CookieJar(origin.host(), origin.ssl(), Clock.systemUTC());
        this.draft = new Draft(cookies, received::failed);
        this.requests = new Requests(this, origin, link, draft, cookies, received);
        this.webSocket = new WebSocketCalls(this, link, received);
        CLEANER.register(this, link::closeForgotten);
    }

    Client facade() {
        return facade;
    }

    ClientSettings settings() {
        return settings;
    }

    @Override
    public ClientRequestHandle request() {
        return draft;
    }

    @Override
    public ClientResponseHandle response() {
        return received;
    }

    @Override
    public String host() {
        return origin.host();
    }

    @Override
    public int port() {
        return origin.port();
    }

    @Override
    public boolean ssl() {
        return origin.ssl();
    }

    @Override
    public boolean connected() {
        return link.open() != null;
    }

    @Override
    public @Nullable Integer socket() {
        Connection connection = link.open();
        return connection == null ? null : connection.number();
    }

    @Override
    public @Nullable Map<String, Object> setting() {
        return set ? settings.given() : null;
    }

    @Override
    public @Nullable Map<String, String> cookies() {
        return cookies.values();
    }

    @Override
    public boolean set(Map<String, ?> options) {
        if (options.isEmpty()) return received.failed(SwooleError.INVALID_PARAMS.number(), "no option is given");
        if (ClientSettings.isNegative(options.get(MAX_RETRIES))) {
            String text = "option max_retries: " + options.get(MAX_RETRIES) + " is not allowed, expected 0 to 255";
            return received.failed(SwooleError.INVALID_PARAMS.number(), text);
        }
        settings = settings.with(options);
        set = true;
        if (options.containsKey("defer")) defer = settings.defer();
        return true;
    }

    // ---- requests

    @Override
    public boolean get(String path) {
        draft.get();
        return requests.perform(path, null, false);
    }

    @Override
    public boolean post(String path, @Nullable Object data) {
        draft.post(data);
        return requests.perform(path, null, false);
    }

    @Override
    public boolean execute(String path) {
        return requests.perform(path, null, false);
    }

    @Override
    public boolean download(String path, String file, long offset) {
        if (offset < 0)
            return received.failed(SwooleError.INVALID_PARAMS.number(), "offset " + offset + " is negative");
        Path target;
        try {
            target = Path.of(file);
        } catch (InvalidPathException e) {
            return received.failed(Exchange.unwritable(e.getMessage()));
        }
        draft.get();
        return requests.perform(path, new Plan.Download(target, offset), false);
    }

    @Override
    public boolean setDefer(boolean defer) {
        this.defer = defer;
        return true;
    }

    @Override
    public boolean getDefer() {
        return defer;
    }

    @Override
    public @Nullable Frame recv(double timeout) {
        webSocket.begin();
        link.claim();
        try {
            double seconds = timeout == 0 ? settings.readSeconds() : timeout;
            Connection connection = link.connection();
            if (requests.isDeferred()) {
                return requests.complete(seconds) ? ReceivedFrames.message(0, 1, 1, received.body(), false) : null;
            }
            if (connection != null && connection.isWebSocket()) return webSocket.recv(connection, seconds);
            received.failed(
                    connection == null || !connection.isOpen()
                            ? SwooleError.CLIENT_NO_CONNECTION
                            : SwooleError.WRONG_OPERATION);
            return null;
        } finally {
            link.release();
        }
    }

    @Override
    public boolean isClosed() {
        return webSocket.isClosed();
    }

    // ---- WebSocket

    @Override
    public boolean upgrade(String path) {
        draft.get();
        return requests.perform(path, null, true);
    }

    @Override
    public boolean push(byte[] data, int opcode, int flags) {
        return webSocket.push(data, opcode, flags);
    }

    @Override
    public boolean push(Frame frame) {
        return webSocket.push(frame);
    }

    @Override
    public boolean disconnect(int code, String reason) {
        return webSocket.disconnect(code, reason);
    }

    // ---- the connection

    @Override
    public boolean close() {
        requests.forget();
        Connection connection = link.connection();
        if (connection == null) return false;
        boolean open = connection.isOpen();
        link.drop(connection);
        return open;
    }

    @Override
    public @Nullable Map<String, Object> getsockname() {
        Connection connection = link.open();
        return shown(connection == null ? null : connection.local());
    }

    @Override
    public @Nullable Map<String, Object> getpeername() {
        Connection connection = link.open();
        return shown(connection == null ? null : connection.remote());
    }

    private @Nullable Map<String, Object> shown(@Nullable SocketAddress address) {
        Map<String, Object> shown = Addresses.shown(address);
        if (shown == null) received.failed(SwooleError.CLIENT_NO_CONNECTION);
        return shown;
    }

    @Override
    public @Nullable String getPeerCert() {
        Connection connection = link.open();
        X509Certificate certificate = connection == null ? null : connection.peerCertificate();
        if (certificate == null) return null;
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
