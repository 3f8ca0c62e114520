package swoole4j.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.pipeline.ManualParser;
import swoole4j.engine.worker.RequestMaps;
import swoole4j.engine.worker.RequestText;
import swoole4j.spi.RequestParser;
import swoole4j.spi.ServerSpec;

/** A request that a script parses by hand; its maps are empty until it is complete. For one thread. */
final class ManualRequest implements RequestParser {
    private static final Map<String, String> OPTIONS = Map.of(
            "parse_cookie", "http_parse_cookie",
            "parse_body", "http_parse_post",
            "parse_files", "http_parse_files",
            "upload_tmp_dir", "upload_tmp_dir");
    /** They tell Swoole how to answer, which a request cannot. */
    private static final Set<String> OF_RESPONSES =
            Set.of("enable_compression", "compression_level", "websocket_compression");

    private final ManualParser parser;
    private final HttpSettings settings;
    private @Nullable RequestMaps maps;

    ManualRequest(Map<String, ?> given) {
        Map<String, Object> known = new HashMap<>(Map.of("http_parse_files", true));
        given.forEach((key, value) -> {
            String option = OPTIONS.get(key);
            if (option != null) {
                known.put(option, value);
            } else if (!OF_RESPONSES.contains(key)) {
                throw new SwooleException("option " + key + " is not known, expected one of "
                        + String.join(", ", OPTIONS.keySet().stream().sorted().toList()));
            }
        });
        Options options = new Options();
        options.set(known, false);
        settings = HttpSettings.of(options);
        parser = new ManualParser(PortSettings.of(options, ServerSpec.Protocol.HTTP), settings);
    }

    @Override
    public int parse(byte[] data) {
        if (isCompleted()) return -1;
        int taken = parser.parse(data);
        HttpMessage message = parser.request();
        if (message != null) maps = new RequestMaps(message, settings);
        return taken;
    }

    @Override
    public boolean isCompleted() {
        return parser.request() != null;
    }

    @Override
    public int fd() {
        return 0;
    }

    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public String method() {
        HttpMessage message = parser.request();
        return message == null ? "" : message.method();
    }

    @Override
    public Map<String, Object> header() {
        return maps == null ? new LinkedHashMap<>() : maps.header();
    }

    @Override
    public @Nullable String header(String name) {
        return maps == null ? null : maps.header(name);
    }

    @Override
    public Map<String, Object> server() {
        HttpMessage message = parser.request();
        if (maps == null || message == null) return new LinkedHashMap<>();
        Map<String, Object> map = maps.server();
        map.put("server_protocol", message.protocol());
        return map;
    }

    @Override
    public Map<String, Object> cookie() {
        return maps == null ? new LinkedHashMap<>() : maps.cookie();
    }

    @Override
    public Map<String, Object> get() {
        return maps == null ? new LinkedHashMap<>() : maps.get();
    }

    @Override
    public Map<String, Object> post() {
        return maps == null ? new LinkedHashMap<>() : maps.post();
    }

    @Override
    public Map<String, Object> files() {
        return maps == null ? new LinkedHashMap<>() : maps.files();
    }

    @Override
    public List<String> tmpfiles() {
        return maps == null ? List.of() : maps.tmpfiles();
    }

    @Override
    public byte[] content() {
        HttpMessage message = parser.request();
        return message == null ? new byte[0] : message.body();
    }

    @Override
    public byte[] data() {
        HttpMessage message = parser.request();
        return message == null ? new byte[0] : RequestText.of(message);
    }
}
