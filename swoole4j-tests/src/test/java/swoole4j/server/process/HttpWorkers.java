package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.HashMap;
import java.util.Map;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;

/** Two workers that are processes and answer HTTP requests, or never do. */
final class HttpWorkers {
    private HttpWorkers() {}

    public static void main(String[] args) {
        swoole4j.http.Server server = new swoole4j.http.Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> settings = new HashMap<>(Map.of("worker_num", 2));
        for (String setting : args) {
            String[] pair = setting.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        server.set(settings);
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on("workerStart", (Server it, int worker) -> System.out.println("begins " + worker + " " + pid()));
        server.on(
                "workerError",
                (Server it, int worker, int pid, int code, int signal) -> System.out.println("error " + worker));
        server.on("request", (Request request, Response response) -> {
            if (request.server().get("request_uri").equals("/spin")) {
                System.out.println("spins " + pid());
                spin();
            }
            response.end("concurrency=" + server.stats().get("concurrency"));
        });
        server.start();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @SuppressWarnings("InfiniteLoopBody")
    private static void spin() {
        while (true) Thread.onSpinWait();
    }
}
