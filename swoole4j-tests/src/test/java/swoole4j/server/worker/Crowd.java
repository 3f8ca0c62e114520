package swoole4j.server.worker;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import swoole4j.Server;
import swoole4j.server.Task;

/** A server with many connections, whose tasks wait for each other: none ends before all of them run. */
final class Crowd {
    static final int CONNECTIONS = 10_000;
    static final int TASKS = 1000;

    private static final CountDownLatch tasks = new CountDownLatch(TASKS);

    private Crowd() {}

    public static void main(String[] args) {
        Server server = new Server("127.0.0.1", 0, Integer.parseInt(args[0]));
        server.set(Map.of("worker_num", 2, "backlog", 4096, "task_worker_num", 2, "task_enable_coroutine", true));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            switch (data) {
                case "task" -> it.task(fd);
                case "stats" -> it.send(fd, stats(it));
                default -> it.send(fd, data);
            }
        });
        server.on("task", (Server it, Task task) -> {
            tasks.countDown();
            boolean all = tasks.await(20, TimeUnit.SECONDS);
            task.finish(Map.of("fd", task.data(), "text", all ? "done" : "alone"));
        });
        server.on("finish", (Server it, int taskId, Object result) -> {
            Map<?, ?> answer = (Map<?, ?>) result;
            it.send((Integer) answer.get("fd"), (String) answer.get("text"));
        });
        server.on("workerStart", (Server it, int workerId) -> {
            if (workerId == 0) System.out.println("port " + it.port());
        });
        server.start();
    }

    private static String stats(Server server) {
        Map<String, Long> stats = server.stats();
        return stats.get("connection_num") + " connections " + stats.get("tasking_num") + " tasks\n";
    }
}
