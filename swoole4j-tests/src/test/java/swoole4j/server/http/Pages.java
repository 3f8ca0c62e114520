package swoole4j.server.http;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import swoole4j.Coroutine;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Arguments;

/** A server of {@code SWOOLE_PROCESS} with one worker and a page for everything that crosses between the processes. */
final class Pages {
    static final int CHUNK = 64 * 1024;
    static final int CHUNKS = 128;

    private Pages() {}

    public static void main(String[] args) {
        var server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> options = new HashMap<>(Map.of("worker_num", 1, "reactor_num", 1));
        options.putAll(Arguments.read(args[0]));
        server.set(options);
        server.on("start", (Server it) -> System.out.println("port " + it.port()));
        server.on(
                "workerStart",
                (Server it, int worker) ->
                        System.out.println("worker " + ProcessHandle.current().pid()));
        server.on("request", Pages::answer);
        server.start();
    }

    private static void answer(Request request, Response response) throws Exception {
        switch (String.valueOf(request.server().get("request_uri"))) {
            case "/parts" ->
                response.end(new TreeMap<>(request.get()) + " " + new TreeMap<>(request.post()) + " " + request.cookie()
                        + " " + request.header().get("x") + " " + request.getContent());
            case "/upload" -> response.end(stored(request));
            case "/stored" ->
                response.end(names(Path.of(String.valueOf(request.get().get("folder")))));
            case "/hold" -> {
                System.out.println("holds " + request.tmpfiles().getFirst());
                hold();
            }
            case "/file" -> response.sendfile(String.valueOf(request.get().get("name")));
            case "/large" -> {
                byte[] chunk = new byte[CHUNK];
                for (int i = 0; i < CHUNKS; i++) {
                    Arrays.fill(chunk, (byte) i);
                    response.write(chunk);
                }
                response.end();
            }
            case "/slow" -> {
                Coroutine.sleep(0.05);
                response.end("slow");
            }
            default -> response.end("quick");
        }
    }

    private static String stored(Request request) throws IOException {
        Map<?, ?> file = (Map<?, ?>) request.files().get("f");
        Path path = Path.of(String.valueOf(file.get("tmp_name")));
        return file.get("name") + " " + file.get("type") + " " + file.get("size") + " "
                + request.post().get("a") + " " + Files.readString(path);
    }

    private static String names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().toString();
        }
    }

    @SuppressWarnings("InfiniteLoopBody")
    private static void hold() {
        while (true) Thread.onSpinWait();
    }
}
