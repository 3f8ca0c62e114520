import static swoole4j.Constants.*;

import swoole4j.Atomic;
import swoole4j.Table;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// What all workers share: made before start(), of a fixed size, outside of Java's heap.
final Table pages = new Table(1024);
final Atomic total = new Atomic();

// curl localhost:9501/a; curl localhost:9501/b; curl localhost:9501/stats
void main(String[] argv) {
    pages.column("path", Table.TYPE_STRING, 256);
    pages.column("hits", Table.TYPE_INT);
    pages.create();

    Server server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_THREAD);
    server.set(Map.of("worker_num", 4));

    server.on("request", (Request request, Response response) -> {
        String path = request.server().get("request_uri").toString();
        if (path.equals("/stats")) {
            stats(response);
            return;
        }
        // A key has at most 63 bytes, so it is a short name of the path.
        String key = Integer.toHexString(path.hashCode());
        pages.add(key, Map.of("path", path)); // false when somebody was faster, or nothing is free
        Number hits = pages.incr(key, "hits"); // exact, whoever counts at the same time
        total.add();
        if (hits == null) {
            response.status(503);
            response.end("too many pages\n");
        } else {
            response.end(path + " was asked for " + hits + " times\n");
        }
    });

    server.start();
}

void stats(Response response) {
    for (var page : pages) {
        response.write(page.getValue().get("path") + " " + page.getValue().get("hits") + "\n");
    }
    response.end("total " + total.get() + "\n");
}
