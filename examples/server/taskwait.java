import swoole4j.Server;

Server server;

// printf '3 5 8' | nc localhost 9501
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("task_worker_num", 3));

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        var words = List.of(data.strip().split(" +"));
        if (words.size() == 1) {
            Object square = server.taskwait(words.getFirst(), 2.0); // null when it takes longer than two seconds
            server.send(fd, "one result: " + square + "\n");
        } else {
            var squares = server.taskWaitMulti(words, 2.0); // all at once, by their place in the list
            server.send(fd, "results: " + squares + "\n");
        }
    });

    server.on("task", (Server server, int taskId, int srcWorkerId, Object data) -> {
        int number = Integer.parseInt((String) data); // what it throws is logged, and there is no result
        return number * number;
    });

    server.start();
}
