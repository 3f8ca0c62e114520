import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, byte[] data) -> {
        IO.println("receive " + HexFormat.of().formatHex(data));
        server.send(fd, strrev(data));
    });
    server.start();
}

/** PHP's strrev. */
byte[] strrev(byte[] text) {
    byte[] reversed = new byte[text.length];
    for (int i = 0; i < text.length; i++) reversed[i] = text[text.length - 1 - i];
    return reversed;
}
