import static swoole4j.Constants.*;
import static swoole4j.Coroutine.run;

import swoole4j.coroutine.Client;

// bin/swoole4j examples/coroutine/tcp_client.java 9501: for a server that answers lines, each ended by \r\n
void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    run(() -> {
        var client = new Client(SWOOLE_SOCK_TCP);
        client.set(Map.of("timeout", 5, "open_eof_check", true, "package_eof", "\r\n"));
        if (!client.connect("127.0.0.1", port, 0.5)) {
            IO.println("connect failed. Error: " + client.errCode());
            return;
        }
        client.send("hello\r\nworld\r\n");
        for (int i = 0; i < 2; i++) IO.println(client.recv().strip());
        client.close();
    });
}
