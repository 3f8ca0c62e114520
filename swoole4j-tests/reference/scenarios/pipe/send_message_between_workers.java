import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.Timer;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 2
    ));
    server.on("workerStart", (Server server, int id) -> {
        if (id == 0) {
            Timer.after(200, () -> {
                IO.println("send " + server.sendMessage(Map.of("hello", "worker 1"), 1) + " self " + server.sendMessage("x", 0) + " missing " + server.sendMessage("x", 9));
            });
        }
    });
    server.on("pipeMessage", (Server server, int src, Object data) -> {
        IO.println("pipe at=" + server.workerId() + " src=" + src + " data=" + json_encode(data));
        if (server.workerId() == 1) {
            server.sendMessage("reply", src);
        }
    });
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("receive fd=" + fd + " data=" + json_encode(data));
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
