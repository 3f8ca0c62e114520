package swoole4j.engine.framework.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.http.Request;
import swoole4j.spi.RequestSource;

/** A handshake request made of what was kept of it; it has no body. */
record StoredRequest(
        int fd,
        Map<String, Object> header,
        Map<String, Object> server,
        Map<String, Object> cookie,
        Map<String, Object> get)
        implements RequestSource {
    private static final byte[] NOTHING = {};

    static Map<String, Object> store(Request request) {
        return Map.of(
                "header", request.header(),
                "server", request.server(),
                "cookie", request.cookie(),
                "get", request.get());
    }

    static StoredRequest of(int fd, Map<?, ?> stored) {
        return new StoredRequest(
                fd, map(stored, "header"), map(stored, "server"), map(stored, "cookie"), map(stored, "get"));
    }

    /** Returns a map of names; empty when it is not there. */
    static Map<String, Object> map(Map<?, ?> of, String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (of.get(name) instanceof Map<?, ?> there) there.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public String method() {
        return String.valueOf(server.getOrDefault("request_method", "GET"));
    }

    @Override
    public @Nullable String header(String name) {
        Object value = header.get(name);
        return value == null ? null : value.toString();
    }

    @Override
    public Map<String, Object> post() {
        return Map.of();
    }

    @Override
    public Map<String, Object> files() {
        return Map.of();
    }

    @Override
    public List<String> tmpfiles() {
        return List.of();
    }

    @Override
    public byte[] content() {
        return NOTHING;
    }

    @Override
    public byte @Nullable [] data() {
        return null;
    }

    @Override
    public boolean isCompleted() {
        return true;
    }
}
