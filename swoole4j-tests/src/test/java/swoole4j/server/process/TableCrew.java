package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import swoole4j.Coroutine;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.Table;

/** A worker, a task worker and a user process that write into one table. */
final class TableCrew {
    private TableCrew() {}

    public static void main(String[] args) {
        Table table = new Table(64);
        table.column("pid", Table.TYPE_INT);
        table.create();
        Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        server.set(Map.of("worker_num", 1, "task_worker_num", 1, "open_eof_split", true, "package_eof", "\r\n"));
        server.addProcess(new Process(_ -> {
            put(table, "user");
            while (true) Coroutine.sleep(1);
        }));
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on("workerStart", (Server it, int worker) -> System.out.println("begins " + worker + " " + pid()));
        server.on("receive", (Server it, int fd, int reactor, String line) -> {
            put(table, "worker");
            it.task(fd);
        });
        server.on("task", (Server it, int id, int source, Object fd) -> {
            put(table, "task");
            Path file = Path.of(System.getProperty("java.home"), "release");
            return List.of(fd, it.sendfile((Integer) fd, file.toString(), 0, 4));
        });
        server.on("finish", (Server it, int id, Object result) -> {
            int fd = (Integer) ((List<?>) result).get(0);
            it.send(fd, " " + ((List<?>) result).get(1) + " " + pid());
            for (String who : List.of("worker", "task", "user")) it.send(fd, " " + table.get(who, "pid"));
            it.send(fd, " " + it.getWorkerPid(0) + " " + it.getWorkerPid(1) + "\r\n");
        });
        server.start();
    }

    private static void put(Table table, String who) {
        table.set(who, Map.of("pid", pid()));
        System.out.println(who + " " + pid());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
