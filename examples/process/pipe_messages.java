import static swoole4j.Constants.*;

import swoole4j.Process;
import swoole4j.Server;

Server server;
int said; // by this worker: each process has its own

// nc localhost 9501, then words, and "time"
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_PROCESS);
    server.set(Map.of("worker_num", 2, "open_eof_split", true, "package_eof", "\n"));

    // A process beside the workers. Its pipe is the same for all of them.
    Process clock = new Process(process -> {
        String asked;
        while ((asked = process.read()) != null) { // null when the server ends
            int fd = Integer.parseInt(asked);
            server.sendMessage(Map.of("fd", fd, "text", "the clock says " + LocalTime.now()), 0);
        }
    });
    server.addProcess(clock);

    server.on("workerStart", (Server server, int workerId) -> IO.println("worker " + workerId + " is there"));

    server.on("receive", (Server server, int fd, int reactorId, String line) -> {
        said++;
        if (line.strip().equals("time")) {
            clock.write(Integer.toString(fd));
            return;
        }
        int other = 1 - server.workerId(); // a JVM of its own: what it gets is a copy
        server.sendMessage(Map.of("fd", fd, "text", line.strip(), "number", said), other);
    });

    server.on("pipeMessage", (Server server, int srcWorkerId, Map<String, Object> message) -> {
        int fd = (int) message.get("fd"); // any process may send to any connection
        server.send(fd, "from " + srcWorkerId + " by way of " + server.workerId() + ": " + message.get("text") + "\n");
    });

    server.start();
}
