import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("open", (Server server, Request request) -> {
        for (var header : new TreeMap<>(request.header()).entrySet()) {
            IO.println("header " + header.getKey() + "=" + (header.getValue() instanceof List ? "Array" : header.getValue()));
        }
        Map<String, Object> s = new TreeMap<>(request.server());
        s.keySet().removeAll(List.of("request_time", "request_time_float", "master_time"));
        for (var entry : s.entrySet()) {
            IO.println("server " + entry.getKey() + "=" + (entry.getValue() instanceof String text ? "'" + text + "'" : entry.getValue()));
        }
        IO.println("cookie=" + json_encode(request.cookie()) + " get=" + json_encode(request.get()) + " post=" + (request.hasPost() ? json_encode(request.post()) : "null") + " files=" + (request.files().isEmpty() ? "null" : json_encode(request.files())));
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("message fd=" + frame.fd() + " opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}

/** PHP's json_encode for a map of strings. */
String json_encode(Map<String, Object> map) {
    StringJoiner pairs = new StringJoiner(",", "{", "}");
    map.forEach((key, value) -> pairs.add("\"" + key + "\":\"" + value + "\""));
    return Pattern.compile("[^ -~]").matcher(pairs.toString()).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
}
