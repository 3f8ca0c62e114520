import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "task_worker_num", 2
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        for (int i = 0; i < 6; i++) {
            server.task(Map.of("n", i, "fd", fd));
        }
    });
    server.on("task", (Server server, int taskId, int src, Object data) -> {
        int n = (int) ((Map<?, ?>) data).get("n");
        return n * n;
    });
    var done = new ArrayList<Integer>();
    server.on("finish", (Server server, int taskId, Integer data) -> {
        done.add(data);
        if (done.size() == 6) {
            done.sort(null);
            IO.println("all " + done.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    });
    server.start();
}
