package swoole4j.server.admin;

import java.util.Map;
import swoole4j.Server;

/** A program that logs a warning with every message it gets. */
final class LoggingServer {
    private LoggingServer() {}

    static void main(String[] files) {
        var server = new Server("127.0.0.1", 0);
        server.set(Map.of("log_file", files[0], "log_level", 4, "pid_file", files[1]));
        server.on("start", (Server it) -> System.out.println(it.port()));
        server.on("receive", (Server it, int fd) -> {
            it.send(999, "nobody");
            it.send(fd, "x");
        });
        server.on("shutdown", (Server it) -> System.out.println("over"));
        server.start();
    }
}
