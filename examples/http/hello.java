import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -i http://localhost:9501/
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/html; charset=utf-8");
        response.end("<h1>Hello Swoole. #" + ThreadLocalRandom.current().nextInt(1000, 10000) + "</h1>");
    });

    http.start();
}
