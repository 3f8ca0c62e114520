import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "http_parse_post", false,
        "http_parse_cookie", false,
        "http_parse_files", false
    ));
    server.on("request", (Request request, Response response) -> {
        IO.println("post=" + json_encode(request.post()) + " files=" + json_encode(request.files().keySet()) + " cookie=" + json_encode(request.cookie()));
        response.end("ok");
    });
    server.start();
}

/** PHP's json_encode. Where PHP has null, a map of the request is empty. */
String json_encode(Object value) {
    return switch (value) {
        case null -> "null";
        case Map<?, ?> map when map.isEmpty() -> "null";
        case Map<?, ?> map when isList(map) -> json_encode(map.values());
        case Map<?, ?> map -> map.entrySet().stream().map(e -> json_encode(e.getKey()) + ":" + json_encode(e.getValue())).collect(Collectors.joining(",", "{", "}"));
        case Collection<?> list -> list.stream().map(this::json_encode).collect(Collectors.joining(",", "[", "]"));
        default -> {
            String escaped = Pattern.compile("[\"\\\\/]").matcher(value.toString()).replaceAll("\\\\$0");
            yield '"' + Pattern.compile("[^ -~]").matcher(escaped).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0))) + '"';
        }
    };
}

boolean isList(Map<?, ?> map) {
    return List.copyOf(map.keySet()).equals(IntStream.range(0, map.size()).mapToObj(Integer::toString).toList());
}
