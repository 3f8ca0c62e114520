import static swoole4j.Constants.*;

import swoole4j.Server;

// telnet localhost 9501
void main(String[] argv) {
    var server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_BASE);

    server.set(Map.of(
        "open_eof_split", true,
        "package_eof", "\r\n",
        "package_max_length", "64K"
    ));

    server.on("connect", (Server serv, int fd) -> {
        IO.println("Client " + fd + ": Connect.");
    });

    // one call for each line, however many of them come at once and in however many pieces each
    server.on("receive", (Server serv, int fd, int reactorId, String data) -> {
        var line = data.strip();
        if (line.equals("quit")) {
            serv.close(fd);
            return;
        }
        serv.send(fd, "Swoole: " + line + "\r\n");
    });

    server.on("close", (Server serv, int fd) -> {
        IO.println("Client " + fd + ": Close.");
    });

    server.start();
}
