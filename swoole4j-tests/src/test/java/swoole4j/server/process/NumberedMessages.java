package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import swoole4j.Coroutine;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * A server whose workers are processes. It answers {@code CONNECTION NUMBER} with {@code NUMBER PID}, some messages after a pause,
 * and notes each beginning.
 */
final class NumberedMessages {
    /** What a coroutine may have to do when its worker is replaced. */
    private static final double PAUSE_SECONDS = 0.01;

    private NumberedMessages() {}

    static boolean isSlow(int number) {
        return number % 5 == 0;
    }

    public static void main(String[] args) throws IOException {
        Beginnings beginnings = Beginnings.open(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        long pid = ProcessHandle.current().pid();
        Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        server.set(Map.of("worker_num", Integer.parseInt(args[3]), "reactor_num", 2, "max_wait_time", 3));
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on("workerStart", (Server it, int worker) -> System.out.println("begins " + worker + " " + pid));
        server.on("afterReload", (Server it) -> System.out.println("after reload"));
        server.on("beforeReload", (Server it) -> System.out.println("before reload"));
        server.on("close", (Server it, int fd, int reactor) -> System.out.println("close " + fd));
        server.on("message", (Server it, Frame frame) -> {
            String[] words = frame.data().toString().split(" ", -1);
            int number = Integer.parseInt(words[1]);
            beginnings.begin(Integer.parseInt(words[0]), number);
            if (isSlow(number)) Coroutine.sleep(PAUSE_SECONDS);
            it.push(frame.fd(), number + " " + pid);
        });
        server.start();
    }
}
