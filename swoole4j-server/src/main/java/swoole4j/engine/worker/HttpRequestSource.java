package swoole4j.engine.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.http.CookieHeader;
import swoole4j.core.http.Parameters;
import swoole4j.core.http.RequestTarget;
import swoole4j.core.http.UploadedFiles;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Upload;
import swoole4j.spi.RequestSource;
import swoole4j.spi.ResponseHandle;

/** What a request's maps are made of, when they are asked for. Worker-confined. */
final class HttpRequestSource implements RequestSource {
    private static final Logger log = LoggerFactory.getLogger(HttpRequestSource.class);
    private static final Set<String> LAST_WINS = Set.of(
            "host",
            "user-agent",
            "accept",
            "content-type",
            "content-length",
            "authorization",
            "connection",
            "accept-encoding");
    private static final Set<String> FORM_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH");

    private final ConnectionState connection;
    private final HttpMessage message;
    private final ServerContext context;
    private final Requests requests;
    private final long arrivedMicros;

    HttpRequestSource(ConnectionState connection, HttpMessage message, ServerContext context, Requests requests) {
        this.connection = connection;
        this.message = message;
        this.context = context;
        this.requests = requests;
        this.arrivedMicros = context.clockMicros().getAsLong();
    }

    /** Makes another answer to this request. */
    ResponseHandle another(int fd) {
        return requests.another(fd, message);
    }

    @Override
    public int fd() {
        return connection.fd();
    }

    @Override
    public int streamId() {
        return message.stream();
    }

    @Override
    public String method() {
        return message.method();
    }

    @Override
    public Map<String, Object> header() {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> headers = message.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            String name = headers.get(i).toLowerCase(Locale.ROOT);
            if (name.equals("cookie") && context.settings().http().parseCookie()) continue;
            String value = headers.get(i + 1);
            Object before = LAST_WINS.contains(name) ? null : map.get(name);
            map.put(name, before == null ? value : joined(before, value));
        }
        return map;
    }

    private static List<Object> joined(Object before, String value) {
        List<Object> all = new ArrayList<>();
        if (before instanceof List<?> list) {
            all.addAll(list);
        } else {
            all.add(before);
        }
        all.add(value);
        return all;
    }

    @Override
    public @Nullable String header(String name) {
        return message.header(name);
    }

    @Override
    public Map<String, Object> server() {
        RequestTarget target = RequestTarget.of(message.target());
        ConnectionState.Address address = connection.address();
        Map<String, Object> map = new LinkedHashMap<>();
        boolean http2 = message.stream() != 0; // which has another order
        String query = target.query();
        if (http2) map.put("request_method", message.method());
        if (query != null && !query.isEmpty()) map.put("query_string", query);
        if (!http2) map.put("request_method", message.method());
        map.put("request_uri", target.uri());
        map.put("path_info", target.pathInfo());
        if (http2) {
            addresses(map, address);
            times(map);
            map.put("master_time", (int) (arrivedMicros / 1_000_000));
            map.put("server_protocol", message.protocol());
        } else {
            times(map);
            map.put("server_protocol", message.protocol());
            addresses(map, address);
            map.put("master_time", (int) (arrivedMicros / 1_000_000));
        }
        return map;
    }

    private void times(Map<String, Object> map) {
        map.put("request_time", (int) (arrivedMicros / 1_000_000));
        map.put("request_time_float", arrivedMicros / 1e6);
    }

    private static void addresses(Map<String, Object> map, ConnectionState.Address address) {
        map.put("server_port", address.localPort());
        map.put("remote_port", address.remotePort());
        map.put("server_addr", address.localIp());
        map.put("remote_addr", address.remoteIp());
    }

    @Override
    public Map<String, Object> cookie() {
        if (!context.settings().http().parseCookie()) return new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        List<String> headers = message.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase("cookie")) values.add(headers.get(i + 1));
        }
        return CookieHeader.parse(values, context.settings().http().maxInputVars(), HttpRequestSource::warn);
    }

    @Override
    public Map<String, Object> get() {
        String query = RequestTarget.of(message.target()).query();
        return query == null
                ? new LinkedHashMap<>()
                : Parameters.parse(query, context.settings().http().maxInputVars(), HttpRequestSource::warn);
    }

    @Override
    public Map<String, Object> post() {
        int most = context.settings().http().maxInputVars();
        Upload upload = message.upload();
        if (upload != null) {
            Parameters parameters = new Parameters(most, HttpRequestSource::warn);
            List<String> fields = upload.fields();
            for (int i = 0; i < fields.size(); i += 2) parameters.add(fields.get(i), fields.get(i + 1));
            return parameters.map();
        }
        String type = message.header("Content-Type");
        boolean form = type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
                && FORM_METHODS.contains(message.method())
                && context.settings().http().parsePost();
        if (!form) return new LinkedHashMap<>();
        return Parameters.parse(message.body(), 0, message.body().length, most, HttpRequestSource::warn);
    }

    @Override
    public Map<String, Object> files() {
        Upload upload = message.upload();
        if (upload == null) return new LinkedHashMap<>();
        HttpSettings settings = context.settings().http();
        UploadedFiles files =
                new UploadedFiles(settings.parseFiles(), settings.maxInputVars(), HttpRequestSource::warn);
        for (Upload.Part part : upload.files()) files.add(part.field(), part.file());
        return files.map();
    }

    @Override
    public List<String> tmpfiles() {
        Upload upload = message.upload();
        if (upload == null) return List.of();
        return upload.paths();
    }

    @Override
    public byte[] content() {
        return message.body();
    }

    @Override
    public byte @Nullable [] data() {
        if (message.stream() != 0) {
            Answer.refuse(SwooleError.PHP_FATAL_ERROR.number(), "unable to get data from HTTP2 request");
            return null;
        }
        return RequestText.of(message);
    }

    @Override
    public boolean isCompleted() {
        return true;
    }

    private static void warn(String text) {
        log.warn("{}", text);
    }
}
