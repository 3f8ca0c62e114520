import static swoole4j.Constants.*;
import static swoole4j.Coroutine.run;

import swoole4j.coroutine.http.Client;

// the client of examples/websocket/compression.java
void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    run(() -> {
        var cli = new Client("127.0.0.1", port);
        cli.set(Map.of("websocket_compression", true));
        cli.upgrade("/");
        cli.push(
            "Hello Swoole",
            SWOOLE_WEBSOCKET_OPCODE_TEXT,
            SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS
        );
        IO.println(cli.recv(1).data());
        cli.disconnect();
    });
}
