import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Port;

// A web server whose switches are a Unix socket: who may use it is a matter of the folder's permissions.
// curl http://localhost:9501/ and nc -U /tmp/swoole4j-admin/socket
void main(String[] argv) throws Exception {
    Path path = Path.of(argv.length > 1 ? argv[0] : "/tmp/swoole4j-admin/socket");
    Files.createDirectories(path.getParent());
    var http = new swoole4j.http.Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[argv.length - 1]) : 9501);
    var served = new AtomicInteger();

    http.on("request", (Request request, Response response) -> response.end("Request " + served.incrementAndGet() + "\n"));

    Port admin = http.listen(path.toString(), 0, SWOOLE_SOCK_UNIX_STREAM);
    admin.set(Map.of());
    admin.on("receive", (Server server, int fd, int reactorId, String data) -> {
        switch (data.strip()) {
            case "served" -> server.send(fd, served + "\n");
            case "shutdown" -> {
                server.send(fd, "Good-bye.\n");
                server.shutdown();
            }
            default -> server.send(fd, "served or shutdown?\n");
        }
    });

    http.start();
}
