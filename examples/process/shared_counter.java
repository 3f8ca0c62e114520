import static swoole4j.Constants.*;

import swoole4j.Atomic;
import swoole4j.Table;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// Made before start(), so that all processes have them. What is counted here is still there when a worker is not.
final Atomic total = new Atomic();
final Table workers = new Table(64);

// curl localhost:9501; curl localhost:9501/stats; curl localhost:9501/crash
void main(String[] argv) {
    workers.column("requests", Table.TYPE_INT);
    workers.column("starts", Table.TYPE_INT);
    workers.create();

    Server server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_PROCESS);
    server.set(Map.of("worker_num", 2));

    server.on("workerStart", (Server it, int workerId) -> {
        workers.incr("worker " + workerId, "starts");
        IO.println("worker " + workerId + " starts");
    });
    server.on("request", (Request request, Response response) -> {
        String path = request.server().get("request_uri").toString();
        if (path.equals("/stats")) {
            stats(response);
            return;
        }
        if (path.equals("/crash")) Runtime.getRuntime().halt(1);
        String worker = "worker " + server.workerId();
        workers.incr(worker, "requests"); // one step, whoever counts at the same time
        response.end("request " + total.add() + ", answered by " + worker + "\n");
    });

    server.start();
}

void stats(Response response) {
    for (var worker : workers) {
        var row = worker.getValue();
        response.write(worker.getKey() + ": " + row.get("requests") + " requests, " + row.get("starts") + " starts\n");
    }
    response.end("total: " + total.get() + "\n");
}
