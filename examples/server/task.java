import swoole4j.Server;

Server server;

// printf 'report.pdf' | nc localhost 9501
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("task_worker_num", 2));

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        int taskId = server.task(Map.of("fd", fd, "name", data.strip()));
        server.send(fd, "task " + taskId + " begins\n"); // at once, while a task worker does the work
    });

    server.on("task", (Server server, int taskId, int srcWorkerId, Object data) -> {
        var job = (Map<?, ?>) data;
        Thread.sleep(200); // task workers may be slow
        return Map.of("fd", job.get("fd"), "text", job.get("name") + " is ready"); // null would mean: no result
    });

    server.on("finish", (Server server, int taskId, Map<String, Object> result) -> {
        server.send((int) result.get("fd"), result.get("text") + "\n");
        IO.println("task " + taskId + " is over");
    });

    server.start();
}
