package swoole4j.server.http2;

import java.util.HashMap;
import java.util.Map;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.server.Callback;
import swoole4j.testing.TestServer;

/** Servers that speak HTTP/2. */
final class Http2Servers {
    private Http2Servers() {}

    /** Starts one with these options besides open_http2_protocol. */
    static TestServer start(Map<String, ?> options, Callback.OnRequest request) {
        var server = new Server("127.0.0.1", 0);
        server.set(with(options));
        server.on("request", request);
        return TestServer.start(server);
    }

    static TestServer start(Callback.OnRequest request) {
        return start(Map.of(), request);
    }

    /** Answers every request with its method and path. */
    static TestServer plain(Map<String, ?> options) {
        return start(
                options,
                (Request request, Response response) -> response.end(
                        request.getMethod() + " " + request.server().get("path_info")));
    }

    static Map<String, Object> with(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("open_http2_protocol", true);
        return all;
    }
}
