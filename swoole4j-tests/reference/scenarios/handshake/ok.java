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
        IO.println("open fd=" + request.fd() + " uri=" + request.server().get("request_uri") + " query=" + request.server().getOrDefault("query_string", "null") + " get=" + json_encode(request.get()));
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("message fd=" + frame.fd() + " opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}

/** PHP's json_encode for query parameters, where x[] is a list. */
String json_encode(Map<?, ?> map) {
    StringJoiner pairs = new StringJoiner(",", "{", "}");
    map.forEach((key, value) -> pairs.add("\"" + key + "\":" + (value instanceof Map<?, ?> list ? "[\"" + String.join("\",\"", list.values().toArray(String[]::new)) + "\"]" : "\"" + value + "\"")));
    return pairs.toString();
}
