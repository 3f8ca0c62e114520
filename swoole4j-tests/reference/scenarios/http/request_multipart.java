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
        IO.println("post=" + json_encode(request.post()));
        for (var file : request.files().entrySet()) {
            show(file.getKey(), (Map<?, ?>) file.getValue());
        }
        response.end("ok");
    });
    server.start();
}

void show(String name, Map<?, ?> f) throws IOException {
    if (!f.containsKey("tmp_name")) {
        for (var v : f.entrySet()) {
            show(name + "." + v.getKey(), (Map<?, ?>) v.getValue());
        }
        return;
    }
    IO.println("file " + name + " name=" + f.get("name") + " type=" + f.get("type") + " error=" + f.get("error") + " size=" + f.get("size") + " content=" + json_encode(f.get("tmp_name").equals("") ? null : Files.readString(Path.of((String) f.get("tmp_name")))));
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
