import static swoole4j.Coroutine.*;

import swoole4j.coroutine.Server;
import swoole4j.coroutine.System;
import swoole4j.coroutine.server.Connection;

// bin/swoole4j examples/coroutine/tcp_server.java 9501; then talk to it with tcp_client.java, or nc 127.0.0.1 9501
void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    run(() -> {
        Server server = new Server("127.0.0.1", port, false, true);
        server.set(Map.of("open_eof_check", true, "package_eof", "\r\n"));
        server.handle((Connection connection) -> {
            while (true) {
                String data = connection.recv(30);
                if (data == null || data.isEmpty()) { // 30 s have passed, or the peer is gone
                    connection.close();
                    break;
                }
                connection.send("hello " + data);
            }
        });
        go(() -> {
            System.waitSignal(15, -1); // SIGTERM
            server.shutdown();
        });
        server.start();
    });
}
