import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.Timer;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("workerStart", (Server server) -> {
        var n = new AtomicInteger();
        Timer.tick(60, id -> {
            IO.println("tick " + n.incrementAndGet());
            if (n.get() == 3) {
                IO.println("bool(" + Timer.clear(id) + ")");
                IO.println("bool(" + Timer.clear(id) + ")");
                IO.println("bool(" + Timer.exists(id) + ")");
            }
        });
        Timer.after(30, args -> {
            IO.println("after " + json_encode(List.of(args)));
        }, "a", 2);
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
