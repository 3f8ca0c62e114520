import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

// websocat ws://localhost:9501 in two terminals, then "crash" in one of them: neither loses its connection.
void main(String[] argv) {
    Server server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_PROCESS);
    server.set(Map.of("worker_num", 2));

    server.on("workerStart", (Server it, int workerId) -> {
        IO.println("worker " + workerId + " is process " + it.workerPid());
    });
    server.on("open", (Server it, Request request) -> {
        it.push(request.fd(), "you are with process " + it.workerPid());
    });
    server.on("message", (Server it, Frame frame) -> {
        // As after an error of native code or a lack of memory: the process is gone, and all that it had in its heap.
        if (frame.data().toString().strip().equals("crash")) Runtime.getRuntime().halt(1);
        it.push(frame.fd(), "process " + it.workerPid() + " has got: " + frame.data());
    });
    // Called in the master, which has the connections and starts another process. What came meanwhile waits for that.
    server.on("workerError", (Server it, int workerId, int workerPid, int exitCode, int signal) -> {
        IO.println("worker " + workerId + " has ended, process " + workerPid + ", exit code " + exitCode);
    });

    server.start();
}
