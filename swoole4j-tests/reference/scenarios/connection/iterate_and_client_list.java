import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("connect", (Server server, int fd, int reactorId) -> {
        IO.println("connect fd=" + fd);
    });

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        List<String> all = new ArrayList<>();
        for (int c : server.connections()) {
            all.add("" + c);
        }
        IO.println("connections=" + String.join(",", all) + " count=" + server.connections().size());
        IO.println("isset 1=" + server.connections().contains(1) + " isset 9=" + server.connections().contains(9));
        IO.println("list(0,2)=" + json_encode(server.getClientList(0, 2)) + " list(2)=" + json_encode(server.getClientList(2)) + " list(3)=" + json_encode(server.getClientList(3)));
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}

/** PHP's json_encode for a list of numbers, or for false, which is null here. */
String json_encode(List<Integer> list) {
    return list == null ? "false" : list.toString().replace(" ", "");
}
