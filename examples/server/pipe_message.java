import swoole4j.Server;

Server server;

// printf 'hello' | nc localhost 9501
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("worker_num", 2, "task_worker_num", 1));

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        int other = 1 - server.workerId();
        server.sendMessage(Map.of("fd", fd, "text", data.strip()), other);
    });

    server.on("pipeMessage", (Server server, int srcWorkerId, Object message) -> {
        if (message instanceof String text) { // in the task worker
            IO.println("worker " + srcWorkerId + " says " + text);
            return;
        }
        var letter = (Map<?, ?>) message;
        server.send((int) letter.get("fd"), "by way of another worker: " + letter.get("text") + "\n");
        server.sendMessage("I have sent " + letter.get("text"), 2); // 2: the task worker, behind the event workers
    });

    server.on("task", (Server server, int taskId, int srcWorkerId, Object data) -> {});

    server.start();
}
