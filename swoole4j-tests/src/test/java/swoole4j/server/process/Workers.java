package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import swoole4j.Coroutine;
import swoole4j.Server;

/** A server whose workers are processes, and do what clients tell them, a line each. */
final class Workers {
    /** A flood is more than what sockets hold. */
    static final int FLOOD = 512;

    static final int PIECE = 64 * 1024;

    private Workers() {}

    public static void main(String[] args) {
        Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("open_eof_split", true, "package_eof", "\r\n"));
        for (String setting : args) {
            String[] pair = setting.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        server.set(settings);
        server.on("start", (Server it) -> {
            System.out.println("started " + pid() + " " + it.masterPid());
            boolean sent = it.sendfile(1, "/etc/hostname");
            System.out.println("sendfile " + sent + " " + it.getLastError());
            System.out.println("sockets " + it.getSocket());
            System.out.println("port " + it.port());
        });
        server.on("workerStart", (Server it, int worker) -> System.out.println("begins " + worker + " " + pid()));
        server.on("workerStop", (Server it, int worker) -> System.out.println("ends " + worker + " " + pid()));
        server.on(
                "workerError",
                (Server it, int worker, int pid, int code, int signal) ->
                        System.out.println("error " + worker + " " + pid + " " + code + " " + signal));
        server.on("beforeReload", (Server it) -> System.out.println("before reload"));
        server.on("afterReload", (Server it) -> System.out.println("after reload"));
        server.on("shutdown", (Server it) -> System.out.println("shutdown " + pid()));
        server.on("close", (Server it, int fd, int reactor) -> System.out.println("close " + fd + " " + reactor));
        server.on("receive", (Server it, int fd, int reactor, String line) -> handle(it, fd, reactor, line.strip()));
        System.out.println("returns " + server.start());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static void handle(Server server, int fd, int reactor, String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "facts" -> {
                Map<String, Object> info = server.getClientInfo(fd);
                server.send(
                        fd,
                        reactor + " " + info.get("reactor_id") + " " + info.get("socket_fd") + " "
                                + server.setting().get("worker_num") + " " + server.workerId() + "\r\n");
            }
            case "sendwait" -> {
                boolean sent = server.sendwait(fd, "x");
                server.send(fd, sent + " " + server.getLastError() + "\r\n");
            }
            case "later" -> {
                server.send(fd, "asleep " + pid() + "\r\n");
                Coroutine.sleep(Double.parseDouble(words[1]));
                server.send(fd, "awake " + pid() + "\r\n");
            }
            case "spin" -> {
                System.out.println("spins " + pid());
                spin();
            }
            case "throw" -> throw new IllegalStateException("as asked");
            case "stats" ->
                server.send(
                        fd,
                        server.stats().entrySet().stream().map(Object::toString).collect(Collectors.joining(" "))
                                + "\r\n");
            case "worker" -> {
                int worker = Integer.parseInt(words[1]);
                server.send(fd, server.getWorkerPid(worker) + " " + server.getWorkerStatus(worker) + "\r\n");
            }
            case "sockets" -> server.send(fd, server.getSocket() + "\r\n");
            case "flood" -> {
                int to = words.length > 1 ? Integer.parseInt(words[1]) : fd;
                System.out.println("floods " + pid());
                boolean sent = true;
                for (int n = 0; n < FLOOD && sent; n++) sent = server.send(to, "x".repeat(PIECE));
                server.send(fd, sent + " " + server.getLastError() + " " + pid() + "\r\n");
            }
            case "exit" -> System.exit(Integer.parseInt(words[1]));
            case "reload" -> server.send(fd, server.reload() + "\r\n");
            case "shutdown" -> server.send(fd, server.shutdown() + "\r\n");
            default -> server.send(fd, line + " " + pid() + "\r\n");
        }
    }

    @SuppressWarnings("InfiniteLoopBody")
    private static void spin() {
        while (true) Thread.onSpinWait();
    }
}
