import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// Open http://localhost:9501/ in a browser, or: curl -F document=@README.md http://localhost:9501/
final String page = """
    <!doctype html>
    <title>Upload</title>
    <form method="post" enctype="multipart/form-data">
        <input type="file" name="document">
        <input name="comment" placeholder="comment">
        <button>Upload</button>
    </form>
    """;

void main(String[] argv) throws IOException {
    Path folder = Files.createTempDirectory("uploads");
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    http.set(Map.of(
        "package_max_length", 10 * 1024 * 1024 // a larger request gets 413
    ));

    http.on("request", (Request request, Response response) -> {
        if (!request.getMethod().equals("POST")) {
            response.header("Content-Type", "text/html; charset=utf-8");
            response.end(page);
            return;
        }
        response.header("Content-Type", "text/plain; charset=utf-8");
        if (!(request.files().get("document") instanceof Map<?, ?> file) || !Objects.equals(file.get("error"), 0)) {
            response.status(400);
            response.end("There is no document.\n");
            return;
        }
        // The temporary file goes when the request ends. Never trust the name that a client gives to its file.
        Path kept = folder.resolve(UUID.randomUUID() + ".upload");
        Files.move(Path.of((String) file.get("tmp_name")), kept);
        response.end(file.get("name") + " (" + file.get("type") + ", " + Files.size(kept) + " bytes)\n"
            + "is now " + kept + "\n"
            + "comment: " + request.post().getOrDefault("comment", "none") + "\n");
    });

    http.start();
}
