package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.HashMap;
import java.util.Map;
import swoole4j.Atomic;
import swoole4j.Server;

/** A server whose worker processes share a counter. With {@code slow} its workers come to nothing before their master has ended. */
final class Sharing {
    private Sharing() {}

    public static void main(String[] args) {
        System.out.println("starts " + pid());
        if (args.length > 1) awaitMaster();
        Atomic counter = new Atomic();
        Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> settings = new HashMap<>(Map.of("open_eof_split", true, "package_eof", "\r\n"));
        settings.put("worker_num", Integer.parseInt(args[0]));
        settings.put("max_wait_time", 60); // a busy machine may need more than the usual 3 s to end a JVM
        server.set(settings);
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on("workerStart", (Server it, int worker) -> System.out.println("begins " + worker + " " + pid()));
        server.on("afterReload", (Server it) -> System.out.println("after reload"));
        server.on("receive", (Server it, int fd, int reactor, String line) -> it.send(fd, counter.add() + "\r\n"));
        server.start();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    /** In a worker: waits for the end of the process that started it. */
    private static void awaitMaster() {
        if (System.getenv("SWOOLE4J_WORKER") == null) return;
        ProcessHandle master = ProcessHandle.current().parent().orElseThrow();
        System.out.println("waits " + pid());
        master.onExit().join();
    }
}
