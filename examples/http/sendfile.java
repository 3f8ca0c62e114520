import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -OJ http://localhost:9501/
// curl http://localhost:9501/first-line
void main(String[] argv) {
    String file = System.getProperty("jdk.launcher.sourcefile"); // this script
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        switch ((String) request.server().get("request_uri")) {
            case "/" -> {
                response.header("Content-Type", "text/x-java; charset=utf-8");
                response.header("Content-Disposition", "attachment; filename=\"sendfile.java\"");
                response.sendfile(file);
            }
            case "/first-line" -> response.sendfile(file, 0, 30);
            default -> {
                if (!response.sendfile(file + ".missing")) { // nothing was sent yet
                    response.status(404);
                    response.end("no such file\n");
                }
            }
        }
    });

    http.start();
}
