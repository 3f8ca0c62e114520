import swoole4j.Coroutine;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -iN http://localhost:9501/
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/plain; charset=utf-8");
        for (int i = 5; i > 0; i--) {
            if (!response.write(i + "\n")) return; // the client has gone
            Coroutine.sleep(0.2); // other requests are served meanwhile
        }
        response.end("lift-off\n");
    });

    http.start();
}
