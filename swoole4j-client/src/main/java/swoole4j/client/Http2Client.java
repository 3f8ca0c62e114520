package swoole4j.client;

import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.coding.Decoders;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.message.CookieJar;
import swoole4j.client.message.Http2Fields;
import swoole4j.client.net.Connector;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Http2Connection;
import swoole4j.client.net.Incoming;
import swoole4j.client.net.Origin;
import swoole4j.client.net.StreamPart;
import swoole4j.core.coroutine.LastError;
import swoole4j.coroutine.http.ClientException;
import swoole4j.http2.Request;
import swoole4j.http2.Response;
import swoole4j.spi.Http2ClientHandle;

/** One HTTP/2 client. Any thread may send, one at a time receives. */
final class Http2Client implements Http2ClientHandle {
    private final Origin origin;
    private final CookieJar cookies;
    /** The paths of requests whose responses may set cookies. */
    private final Map<Integer, String> paths = new ConcurrentHashMap<>();

    private volatile ClientSettings settings = ClientSettings.USUAL;
    private volatile @Nullable Http2Connection connection;
    private final Claim reader = Claim.reading();
    private boolean set;
    private int errCode;
    private String errMsg = "";

    Http2Client(String host, int port, boolean ssl) {
        this.origin = Origin.of(host, port, ssl);
        this.cookies = new CookieJar(origin.host(), ssl, Clock.systemUTC());
    }

    private boolean failed(int error, String text) {
        errCode = error;
        errMsg = text;
        LastError.set(error);
        return false;
    }

    private boolean failed(SwooleError error) {
        return failed(error.number(), error.text());
    }

    private boolean failed(FailedException e) {
        return failed(e.error(), String.valueOf(e.getMessage()));
    }

    private boolean succeeded() {
        errCode = 0;
        errMsg = "";
        return true;
    }

    private @Nullable Http2Connection open() {
        Http2Connection current = connection;
        if (current != null && current.isOpen()) return current;
        failed(SwooleError.CLIENT_NO_CONNECTION);
        return null;
    }

    @Override
    public boolean set(Map<String, ?> options) {
        if (options.isEmpty()) return failed(SwooleError.INVALID_PARAMS.number(), "no option is given");
        settings = settings.with(options);
        set = true;
        return true;
    }

    @Override
    public @Nullable Map<String, Object> setting() {
        return set ? settings.given() : null;
    }

    @Override
    public boolean connect() {
        if (connected()) return failed(SwooleError.WRONG_OPERATION);
        try {
            connection = Connector.http2(origin, settings).connect();
            paths.clear();
            return succeeded();
        } catch (FailedException e) {
            return failed(e);
        }
    }

    @Override
    public int send(Request request) {
        Http2Connection current = open();
        if (current == null) return -1;
        try {
            boolean decode = settings.httpCompression() && !request.usePipelineRead();
            Http2Fields fields;
            synchronized (cookies) {
                fields = Http2Fields.of(
                        request,
                        origin.ssl() ? "https" : "http",
                        origin.authority(),
                        cookies,
                        decode ? Decoders.accepted() : null);
            }
            int id = current.send(
                    fields.fields(), fields.body(), !request.pipeline(), request.usePipelineRead(), writing());
            paths.put(id, request.path());
            succeeded();
            return id;
        } catch (ClientException e) {
            failed(e.code(), String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            failed(e);
        }
        return -1;
    }

    private Deadline writing() {
        return Deadline.in(settings.writeSeconds());
    }

    @Override
    public boolean write(int streamId, byte[] data, boolean endStream) {
        Http2Connection current = open();
        if (current == null) return false;
        try {
            current.write(streamId, data, endStream, writing());
            return succeeded();
        } catch (FailedException e) {
            return failed(e);
        }
    }

    @Override
    public @Nullable Response recv(double timeout) {
        Http2Connection current = connection;
        if (current == null) {
            failed(SwooleError.CLIENT_NO_CONNECTION);
            return null;
        }
        reader.claim(current.number());
        try {
            StreamPart part = current.take(Deadline.in(timeout == 0 ? settings.readSeconds() : timeout));
            if (part.streamId() == 0) {
                connection = null;
                throw FailedException.reset();
            }
            Response response = response(part);
            succeeded();
            return response;
        } catch (FailedException e) {
            failed(e);
            return null;
        } finally {
            reader.release();
        }
    }

    private Response response(StreamPart part) throws FailedException {
        String path = part.last() ? paths.remove(part.streamId()) : paths.get(part.streamId());
        Received received = new Received();
        List<String> lines = received.head(new Incoming.Head(part.status(), part.fields(), true, false), true);
        Map<String, String> known;
        synchronized (cookies) {
            for (String line : lines) cookies.store(line, path == null ? "/" : path);
            Map<String, String> values = cookies.values();
            known = values == null ? Map.of() : new HashMap<>(values);
        }
        boolean reset = part.error() != 0;
        int error = part.error() < 0 ? SwooleError.PACKAGE_LENGTH_TOO_LARGE.number() : part.error();
        Map<String, Object> headers = received.headers() == null ? Map.of() : received.headers();
        return new Response(
                part.streamId(),
                reset ? SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET : part.status(),
                error,
                !part.last(),
                headers,
                lines,
                known,
                body(part));
    }

    private byte[] body(StreamPart part) throws FailedException {
        String codings = Reading.field(part.fields(), "content-encoding");
        boolean whole = part.last() && part.data().length > 0;
        if (codings == null || !whole || !settings.bodyDecompression()) return part.data();
        BodySink.Memory sink = new BodySink.Memory(settings.bodyLimit());
        try (InputStream decoded = Decoders.open(codings, new ByteArrayInputStream(part.data()))) {
            if (decoded == null) return part.data();
            decoded.transferTo(sink);
            return sink.bytes();
        } catch (FailedException e) {
            throw e;
        } catch (IOException e) {
            throw FailedException.noHttp("the body is not coded as " + codings + ": " + e.getMessage());
        }
    }

    @Override
    public boolean isStreamExist(int streamId) {
        Http2Connection current = connection;
        if (current == null || !current.isOpen()) return false;
        return streamId == 0 || current.isStreamOpen(streamId);
    }

    @Override
    public @Nullable Map<String, Object> stats() {
        Http2Connection current = open();
        return current == null ? null : current.stats();
    }

    @Override
    public boolean goaway(int errorCode, String debugData) {
        Http2Connection current = open();
        if (current == null) return false;
        current.goaway(errorCode, debugData.getBytes(StandardCharsets.UTF_8));
        return succeeded();
    }

    @Override
    public boolean ping() {
        Http2Connection current = open();
        if (current == null) return false;
        try {
            current.ping(Deadline.in(settings.readSeconds()));
            return succeeded();
        } catch (FailedException e) {
            return failed(e);
        }
    }

    @Override
    public boolean close() {
        Http2Connection current = connection;
        if (current == null) return failed(SwooleError.CLIENT_NO_CONNECTION);
        connection = null;
        boolean open = current.isOpen();
        current.close();
        return open;
    }

    @Override
    public boolean connected() {
        Http2Connection current = connection;
        return current != null && current.isOpen();
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
    public int serverLastStreamId() {
        Http2Connection current = connection;
        return current == null ? 0 : current.serverLastStreamId();
    }

    @Override
    public int errCode() {
        return errCode;
    }

    @Override
    public String errMsg() {
        return errMsg;
    }
}
