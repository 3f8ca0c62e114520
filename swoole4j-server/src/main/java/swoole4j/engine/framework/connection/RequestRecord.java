package swoole4j.engine.framework.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.shared.SharedRecords;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HttpRequest;
import swoole4j.http.Request;

/** A handshake request as plain values: its head, the parameters of its route, and those attributes that are plain. */
final class RequestRecord {
    private RequestRecord() {}

    static Map<String, Object> write(HttpRequest request) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        request.attributes().forEach((name, value) -> {
            if (name instanceof String text && SharedRecords.isPlain(value)) attributes.put(text, value);
        });
        Map<String, Object> record = new LinkedHashMap<>(StoredRequest.store(request.request()));
        record.put("attributes", attributes);
        Dispatched dispatched = request.attribute(Dispatched.class);
        if (dispatched != null) record.put("params", dispatched.params());
        return record;
    }

    static HttpRequest read(int fd, Map<?, ?> record, String route, @Nullable Object handler) {
        HttpRequest request = HttpRequest.of(new Request(StoredRequest.of(fd, record)));
        for (Map.Entry<String, Object> attribute :
                StoredRequest.map(record, "attributes").entrySet()) {
            request = request.withAttribute(attribute.getKey(), attribute.getValue());
        }
        Map<String, String> params = new LinkedHashMap<>();
        StoredRequest.map(record, "params").forEach((name, value) -> params.put(name, value.toString()));
        return request.withAttribute(
                Dispatched.class, new Dispatched(Dispatched.Status.FOUND, handler, route, List.of(), params, Set.of()));
    }
}
