import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Port;

// One server, two ports: a page shows what the other port's connections have said last.
// curl http://localhost:9501/ and nc localhost 9503
void main(String[] argv) {
    var http = new swoole4j.http.Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    Map<Integer, String> said = new TreeMap<>(); // there is one worker, which needs no lock

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/plain; charset=utf-8");
        response.end(said.isEmpty() ? "nobody is there\n" : String.join("", said.values()));
    });

    Port tcp = http.listen("0.0.0.0", argv.length > 1 ? Integer.parseInt(argv[1]) : 9503, SWOOLE_SOCK_TCP);
    tcp.set(Map.of()); // without this call the port would speak HTTP, too
    tcp.on("connect", (Server server, int fd) -> server.send(fd, "Say something.\n"));
    tcp.on("receive", (Server server, int fd, int reactorId, String data) -> {
        said.put(fd, fd + ": " + data);
        server.send(fd, "Noted.\n");
    });
    tcp.on("close", (Server server, int fd) -> said.remove(fd));

    http.start();
}
