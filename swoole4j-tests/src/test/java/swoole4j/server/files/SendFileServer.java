package swoole4j.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.TestServer;

/** A server that answers {@code /name?o=offset&l=length} with sendfile, or with the error when that fails. */
final class SendFileServer {
    private SendFileServer() {}

    static TestServer start(String transport, Path folder, Map<String, ?> options) {
        Server server = create(transport, options);
        server.on("request", (Request request, Response response) -> {
            String name = String.valueOf(request.server().get("request_uri")).substring(1);
            serve(server, response, folder.resolve(name).toString(), request);
        });
        return TestServer.start(server);
    }

    static Server create(String transport, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("transport", transport);
        Server server = new Server("127.0.0.1", 0);
        server.set(all);
        return server;
    }

    private static void serve(Server server, Response response, String file, Request request) {
        if (response.sendfile(file, number(request, "o"), number(request, "l"))) return;
        response.status(404);
        response.end("error " + server.getLastError());
    }

    private static long number(Request request, String name) {
        Object value = request.get().get(name);
        return value == null ? 0 : Long.parseLong(value.toString());
    }

    /** Fills a file with bytes that can be told apart. */
    static byte[] write(Path file, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(file, bytes);
        return bytes;
    }

    static String get(String target, String... lines) {
        return request("GET", target, lines);
    }

    static String request(String method, String target, String... lines) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
        for (String line : lines) request.append(line).append("\r\n");
        return request.append("\r\n").toString();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
