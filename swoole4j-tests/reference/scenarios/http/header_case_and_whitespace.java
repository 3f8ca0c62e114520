import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("request", (Request request, Response response) -> {
        for (var header : request.header().entrySet()) {
            IO.println(header.getKey() + "=" + json_encode(header.getValue()));
        }
        response.end("ok");
    });
    server.start();
}

/** PHP's json_encode for a string or a list of strings. */
String json_encode(Object value) {
    return switch (value) {
        case List<?> list -> list.stream().map(this::json_encode).collect(Collectors.joining(",", "[", "]"));
        default -> {
            String escaped = Pattern.compile("[\"\\\\/]").matcher(value.toString()).replaceAll("\\\\$0");
            yield '"' + Pattern.compile("[^ -~]").matcher(escaped).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0))) + '"';
        }
    };
}
