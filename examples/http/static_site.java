import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// Open http://localhost:9501/ in a browser, or: curl -i -r 0-14 http://localhost:9501/index.html
void main(String[] argv) {
    Path self = Path.of(System.getProperty("jdk.launcher.sourcefile"));
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    http.set(Map.of(
        "enable_static_handler", true,
        "document_root", self.resolveSibling("static_site").toString(),
        "http_index_files", List.of("index.html")
    ));

    // called for what is no file
    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/plain; charset=utf-8");
        if (request.server().get("request_uri").equals("/time")) {
            response.end(LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString());
        } else {
            response.status(404);
            response.end("not found\n");
        }
    });

    http.start();
}
