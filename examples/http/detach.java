import swoole4j.Timer;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -i http://localhost:9501/
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        int fd = request.fd();
        response.detach(); // the end of the callback answers nothing
        Timer.after(500, () -> {
            Response later = Response.create(fd); // the connection's number is all one has to keep
            later.header("Content-Type", "text/plain; charset=utf-8");
            IO.println(later.end("better late than never\n") ? "answered " + fd : fd + " has gone");
        });
    });

    http.start();
}
