import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl http://localhost:9501/stats
// curl http://localhost:9501/uptime/0
void main(String[] argv) {
    var http = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    http.set(Map.of("worker_num", 1));

    var started = new long[1];
    http.on("workerStart", (Server server, int workerId) -> started[0] = System.nanoTime());

    // Carried out in the worker that is asked; what it returns is JSON.
    http.addCommand("uptime", SWOOLE_SERVER_COMMAND_MASTER | SWOOLE_SERVER_COMMAND_EVENT_WORKER,
            (Server server, String data) ->
                    "{\"worker\":" + server.workerId() + ",\"seconds\":" + (System.nanoTime() - started[0]) / 1_000_000_000 + "}");

    http.on("request", (Request request, Response response) -> {
        String path = (String) request.server().get("request_uri");
        if (path.equals("/stats")) {
            response.header("Content-Type", "text/plain");
            http.stats().forEach((name, value) -> response.write(name + ": " + value + "\n"));
            response.end();
        } else if (path.matches("/uptime/\\d{1,4}")) {
            int worker = Integer.parseInt(path.substring("/uptime/".length()));
            Object uptime = http.command("uptime", worker, SWOOLE_SERVER_COMMAND_EVENT_WORKER, null);
            if (uptime == null) response.status(404);
            response.end(uptime == null ? "no such worker, error " + http.getLastError() + "\n" : uptime + "\n");
        } else {
            response.status(404);
            response.end();
        }
    });

    http.start();
}
