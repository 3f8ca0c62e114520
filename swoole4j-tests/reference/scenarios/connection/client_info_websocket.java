import static swoole4j.Constants.*;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("message", (Server server, Frame frame) -> {
        Map<String, Object> i = new TreeMap<>(server.getClientInfo(frame.fd()));
        for (String k : i.keySet()) {
            Object v = i.get(k);
            if (k.endsWith("_time") || k.endsWith("_queued_bytes") || k.equals("socket_fd") || k.equals("server_fd")) {
                v = v instanceof Double ? "float" : v instanceof Number ? "int" : v.getClass().getName();
            }
            IO.println(k + "=" + (v instanceof String ? "'" + v + "'" : v));
        }
    });
    server.start();
}
