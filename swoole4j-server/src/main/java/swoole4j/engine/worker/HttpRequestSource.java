package swoole4j.engine.worker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.spi.RequestSource;
import swoole4j.spi.ResponseHandle;

/** A request that came over a connection. Worker-confined. */
final class HttpRequestSource implements RequestSource {
    private final ConnectionState connection;
    private final HttpMessage message;
    private final Requests requests;
    private final RequestMaps maps;
    private final long arrivedMicros;

    HttpRequestSource(ConnectionState connection, HttpMessage message, ServerContext context, Requests requests) {
        this.connection = connection;
        this.message = message;
        this.requests = requests;
        this.maps = new RequestMaps(message, context.settings().http());
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
        return new LazyMap(maps::header, maps::headerOnce);
    }

    @Override
    public @Nullable String header(String name) {
        return maps.header(name);
    }

    @Override
    public Map<String, Object> server() {
        return new LazyMap(this::facts, this::fact);
    }

    private @Nullable Object fact(String key) {
        return switch (key) {
            case "request_method" -> message.method();
            case "server_protocol" -> message.protocol();
            case "request_time", "master_time" -> (int) (arrivedMicros / 1_000_000);
            case "request_time_float" -> arrivedMicros / 1e6;
            case "server_port" -> connection.address().localPort();
            case "remote_port" -> connection.address().remotePort();
            case "server_addr" -> connection.address().localIp();
            case "remote_addr" -> connection.address().remoteIp();
            default -> maps.fact(key);
        };
    }

    private Map<String, Object> facts() {
        Map<String, Object> map = maps.server();
        ConnectionState.Address address = connection.address();
        if (message.stream() != 0) { // Swoole has another order there
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
        return maps.cookie();
    }

    @Override
    public Map<String, Object> get() {
        return maps.get();
    }

    @Override
    public Map<String, Object> post() {
        return maps.post();
    }

    @Override
    public Map<String, Object> files() {
        return maps.files();
    }

    @Override
    public List<String> tmpfiles() {
        return maps.tmpfiles();
    }

    @Override
    public byte[] content() {
        return message.body();
    }

    @Override
    public byte @Nullable [] data() {
        if (message.stream() == 0) return RequestText.of(message);
        Answer.refuse(SwooleError.PHP_FATAL_ERROR.number(), "unable to get data from HTTP2 request");
        return null;
    }

    @Override
    public boolean isCompleted() {
        return true;
    }
}
