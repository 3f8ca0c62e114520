import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static swoole4j.Constants.*;

import swoole4j.Server;

Server ws;

void main(String[] argv) {
    ws = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_BASE);

    ws.set(Map.of(
        "log_file", "/dev/null"
    ));

    ws.on("WorkerStart", (Server serv) -> {
    });

    ws.on("receive", (Server serv, int fd, int threadId, String data) -> {
        var sendData = "HTTP/1.1 101 Switching Protocols\r\n";
        sendData += "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        sendData += "Sec-WebSocket-Accept: IFpdKwYy9wdo4gTldFLHFh3xQE0=\r\n";
        sendData += "Sec-WebSocket-Version: 13\r\nServer: swoole-http-server\r\n\r\n";
        sendData += new String(swoole4j.websocket.Server.pack("hello world\n"), ISO_8859_1);
        serv.send(fd, sendData.getBytes(ISO_8859_1)); // one char per byte, as a PHP string
    });

    ws.start();
}
