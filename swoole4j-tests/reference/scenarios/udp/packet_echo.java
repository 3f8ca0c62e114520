import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE, SWOOLE_SOCK_UDP);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("packet", (Server server, String data, Map<String, Object> client) -> {
        Map<String, Object> sorted = new TreeMap<>(client);
        sorted.remove("dispatch_time");
        sorted.put("server_socket", sorted.get("server_socket") instanceof Integer ? "int" : "other");
        List<String> facts = new ArrayList<>();
        sorted.forEach((key, value) -> facts.add("\"" + key + "\":" + (value instanceof String ? "\"" + value + "\"" : value)));
        IO.println("packet \"" + data + "\" {" + String.join(",", facts) + "}");
        IO.println("bool(" + server.sendto((String) client.get("address"), (int) client.get("port"), "got " + data) + ")");
    });
    server.start();
}
