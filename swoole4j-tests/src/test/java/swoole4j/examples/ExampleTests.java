package swoole4j.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import swoole4j.scenario.RunningScript;

/** Compiles the examples and runs one per test. */
abstract class ExampleTests {
    static final Path EXAMPLES = Path.of("..", "examples");
    static final Path CLASSES = Path.of("target", "examples");

    RunningScript script;

    @BeforeAll
    static void compile() throws Exception {
        for (String folder :
                Set.of("websocket", "http", "server", "chat", "coroutine", "process", "framework", "framework/chat")) {
            RunningScript.compile(EXAMPLES.resolve(folder), CLASSES.resolve(folder));
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (script != null) script.close();
    }

    /** Starts an example, whose last argument is the port, and returns that. */
    final int run(String example, String... arguments) throws Exception {
        Path file = EXAMPLES.resolve(example + ".java").toAbsolutePath().normalize();
        System.setProperty("jdk.launcher.sourcefile", file.toString());
        Path name = Path.of(example);
        script = RunningScript.start(
                CLASSES.resolve(name.getParent()), name.getFileName().toString(), arguments);
        return script.port();
    }

    /** Runs an example that does not serve to its end, and returns what it printed. */
    static List<String> lines(String example, String... arguments) throws Exception {
        Path name = Path.of(example);
        return RunningScript.run(
                CLASSES.resolve(name.getParent()), name.getFileName().toString(), arguments);
    }

    static HttpResponse<String> get(int port, String target) throws Exception {
        return send(request(port, target));
    }

    static HttpRequest.Builder request(int port, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends with a client of its own; an answer that does not come completely fails, too. */
    static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws Exception {
        return send(HttpClient.newHttpClient(), request, body);
    }

    /** Sends with that client, the only time that it is used. */
    static <T> HttpResponse<T> send(HttpClient http, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws Exception {
        try {
            return http.sendAsync(request.build(), body).get(20, TimeUnit.SECONDS);
        } finally {
            http.shutdownNow();
        }
    }
}
