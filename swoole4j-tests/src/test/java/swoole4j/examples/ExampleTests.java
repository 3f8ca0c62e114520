package swoole4j.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import swoole4j.scenario.RunningScript;

/** Compiles the examples and runs one per test. */
abstract class ExampleTests {
    static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path CLASSES = Path.of("target", "examples");

    RunningScript script;

    @BeforeAll
    static void compile() throws Exception {
        for (String folder : Set.of("websocket", "http", "chat")) {
            RunningScript.compile(EXAMPLES.resolve(folder), CLASSES.resolve(folder));
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (script != null) script.close();
    }

    /** Starts an example and returns its port. */
    final int run(String example) throws Exception {
        Path file = EXAMPLES.resolve(example + ".java").toAbsolutePath().normalize();
        System.setProperty("jdk.launcher.sourcefile", file.toString());
        Path name = Path.of(example);
        script = RunningScript.start(
                CLASSES.resolve(name.getParent()), name.getFileName().toString());
        return script.port();
    }

    static HttpResponse<String> get(int port, String target) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
