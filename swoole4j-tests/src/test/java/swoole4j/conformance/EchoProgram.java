package swoole4j.conformance;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.HashMap;
import java.util.Map;
import swoole4j.testing.Arguments;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The echo server of {@code SWOOLE_PROCESS}; its argument are its {@link Arguments}. */
final class EchoProgram {
    /** Printed when a worker is there. */
    static final String SERVES = "serves";

    private EchoProgram() {}

    public static void main(String[] args) {
        var server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> options = new HashMap<>(Map.of("worker_num", 1, "reactor_num", 1));
        options.putAll(Arguments.read(args[0]));
        server.set(options);
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on("workerStart", (Server it, int worker) -> System.out.println(SERVES));
        server.on("message", (Server it, Frame frame) -> {
            it.push(frame.fd(), frame.bytes(), frame.opcode());
        });
        server.start();
    }
}
