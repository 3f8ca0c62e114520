package swoole4j.bench;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.Map;
import swoole4j.Server;

/** The TCP server under test, on one worker. Its argument is {@code raw} or {@code length}. */
final class TcpSwoole {
    private TcpSwoole() {}

    public static void main(String[] args) {
        Lifeline.hold();
        Server server = new Server("127.0.0.1", 0, SWOOLE_BASE);
        server.set(Map.of("worker_num", 1, "open_length_check", args[0].equals("length"), "package_max_length", 65536));
        server.on("workerStart", (Server ready, int workerId) -> System.out.println("READY " + ready.port()));
        server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> it.send(fd, data));
        server.start();
    }
}
