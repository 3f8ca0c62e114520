package swoole4j.bench;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.HashMap;
import java.util.Map;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;

/** The subject of {@link FileBenchmark}: the static handler, and sendfile for targets that begin with {@code /send/}. */
final class FileServer {
    private FileServer() {}

    /** Serves the folder {@code args[0]} with {@code args[1]} workers. */
    public static void main(String[] args) {
        Lifeline.hold();
        var server = new swoole4j.http.Server("127.0.0.1", 0, SWOOLE_BASE);
        Map<String, Object> settings = new HashMap<>();
        settings.put("worker_num", Integer.parseInt(args[1]));
        settings.put("enable_static_handler", true);
        settings.put("document_root", args[0]);
        if (args.length > 2) settings.put("transport", args[2]);
        server.set(settings);
        server.on("workerStart", (Server ready, int workerId) -> {
            if (workerId == 0) System.out.println("READY " + ready.port());
        });
        server.on("request", (Request request, Response response) -> {
            String target = String.valueOf(request.server().get("request_uri"));
            if (target.startsWith("/send/")) {
                response.sendfile(args[0] + target.substring("/send".length()));
            } else {
                response.end("hello");
            }
        });
        server.start();
    }
}
