import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -iL http://localhost:9501/old
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        switch ((String) request.server().get("request_uri")) {
            case "/" -> response.redirect("/home");
            case "/old" -> response.redirect("/home", 301); // for good
            case "/home" -> response.end("welcome home\n");
            default -> {
                response.status(404);
                response.end("nothing here\n");
            }
        }
    });

    http.start();
}
