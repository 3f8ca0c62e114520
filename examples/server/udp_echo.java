import static swoole4j.Constants.*;

import swoole4j.Server;

// nc -u 127.0.0.1 9502
void main(String[] argv) {
    var server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9502, SWOOLE_BASE, SWOOLE_SOCK_UDP);

    // One packet for each datagram: there is no connection and no fd, only the address to answer to.
    server.on("packet", (Server s, String data, Map<String, Object> client) -> {
        IO.println("packet from " + client.get("address") + ": " + data.strip());
        s.sendto((String) client.get("address"), (int) client.get("port"), "Server: " + data, (int) client.get("server_socket"));
    });

    server.start();
}
