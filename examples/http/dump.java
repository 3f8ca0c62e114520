import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -g 'http://localhost:9501/some/page?list[]=1&list[]=2' -d 'user[name]=Ann' -b theme=dark
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/plain; charset=utf-8");
        response.end("METHOD " + request.getMethod() + "\n"
            + dump("GET", request.get())
            + dump("POST", request.post())
            + dump("COOKIE", request.cookie())
            + dump("HEADER", request.header())
            + dump("SERVER", request.server())
            + "CONTENT " + request.getContent() + "\n");
    });

    http.start();
}

/** One line per value; a value of list[] or user[name] is a map again. */
String dump(String name, Map<?, ?> map) {
    var lines = new StringBuilder();
    map.forEach((key, value) -> lines.append(value instanceof Map<?, ?> inner
        ? dump(name + " " + key, inner)
        : name + " " + key + " = " + value + "\n"));
    return lines.toString();
}
