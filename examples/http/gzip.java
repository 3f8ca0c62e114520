import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl -i --compressed http://localhost:9501/
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    http.set(Map.of(
        "http_compression", true,           // the default
        "http_compression_level", 6,
        "http_compression_min_length", 128, // shorter bodies are sent as they are
        "http_compression_types", List.of("text/html", "application/json")
    ));

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "application/json");
        response.end(IntStream.range(0, 100).mapToObj(i -> "{\"id\":" + i + ",\"name\":\"user " + i + "\"}")
            .collect(Collectors.joining(",", "[", "]\n")));
    });

    http.start();
}
