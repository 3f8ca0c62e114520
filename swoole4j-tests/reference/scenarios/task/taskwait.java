import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "task_worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        Object r = server.taskwait(data, 2.0);
        IO.println("result " + json_encode(r));
        server.send(fd, "ok");
    });

    server.on("task", (Server server, int taskId, int srcWorkerId, Object data) -> {
        IO.println("task id=" + taskId + " src=" + srcWorkerId + " data=" + json_encode(data) + " taskworker=" + server.taskworker());
        return data instanceof List<?> list ? Map.of("sum", list.stream().mapToInt(n -> (int) n).sum()) : "done " + data;
    });
    server.on("finish", (Server server, int taskId, Object data) -> {
        IO.println("finish id=" + taskId + " data=" + json_encode(data));
    });
    server.start();
}

/** PHP's json_encode. */
String json_encode(Object value) {
    return switch (value) {
        case null -> "null";
        case Number number -> number.toString();
        case Boolean truth -> truth.toString();
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
    return List.copyOf(map.keySet()).equals(IntStream.range(0, map.size()).boxed().toList());
}
