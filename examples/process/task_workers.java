import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

// printf '27\n' | nc localhost 9501; kill -9 one of the task workers: a task that it had not begun is another's
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_PROCESS);
    server.set(Map.of(
        "worker_num", 1,
        "task_worker_num", 2, // each a JVM of its own, with a heap of its own
        "open_eof_split", true,
        "package_eof", "\n"
    ));

    server.on("workerStart", (Server server, int workerId) -> {
        String kind = server.taskworker() ? "task worker " : "event worker ";
        IO.println(kind + workerId + " is process " + ProcessHandle.current().pid());
    });

    server.on("receive", (Server server, int fd, int reactorId, String line) -> {
        // only this connection's coroutine waits
        Object result = server.taskwait(Map.of("n", Integer.parseInt(line.strip())), 10);
        server.send(fd, result == null ? "no answer in time\n" : "fib(" + line.strip() + ") = " + result + "\n");
    });

    server.on("task", (Server server, int taskId, int srcWorkerId, Object data) -> {
        int n = (int) ((Map<?, ?>) data).get("n");
        return fib(n); // as long as it takes: event workers go on
    });

    server.start();
}

long fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
