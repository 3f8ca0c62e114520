package swoole4j.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/swoole4j} in an installation made of the class path of this test. */
class LauncherTest {
    @TempDir
    private static Path installation;

    private Process process;

    @BeforeAll
    static void install() throws IOException {
        Installation.make(installation);
    }

    @AfterEach
    void endTheProcess() {
        if (process != null) process.destroyForcibly();
    }

    @Test
    void runsAServerUntilItIsTerminated() throws Exception {
        script("server.java", """
                import swoole4j.http.*;

                void main() {
                    var server = new Server("127.0.0.1", 0);
                    server.on("request", (Request request, Response response) -> response.end("hello"));
                    server.on("start", (Server s) -> IO.println(s.port()));
                    server.start();
                    IO.println("stopped");
                }
                """);
        launch("server.java");
        var output = process.inputReader(UTF_8);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + output.readLine()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals("hello", client.send(request, BodyHandlers.ofString()).body());
        }
        process.toHandle().destroy(); // Process::destroy would close the output as well
        assertEquals("stopped", output.readLine());
        assertEquals(0, ended());
    }

    @Test
    void handsArgumentsOnAndCompilesOnlyOnce() throws Exception {
        script("arguments.java", "void main(String[] arguments) { IO.print(String.join(\"|\", arguments)); }");
        assertEquals("a  b|*|", output(0, "arguments.java", "a  b", "*", ""));
        List<Path> compiled = cache();
        assertEquals("other", output(0, "arguments.java", "other"));
        assertEquals(compiled, cache());
    }

    @Test
    void compilesAgainWhenTheScriptHasChanged() throws Exception {
        script("version.java", "void main() { IO.print(1); }");
        assertEquals("1", output(0, "version.java"));
        script("version.java", "void main() { IO.print(2); }");
        assertEquals("2", output(0, "version.java"));
    }

    @Test
    void takesNamesThatNoClassCanHaveAndFilesThatNameTheirInterpreter() throws Exception {
        script("two-chats.java", "void main() { IO.print(\"compact\"); }");
        assertEquals("compact", output(0, "two-chats.java"));
        script("tool", """
                #!/usr/bin/env swoole4j
                package some.where; // class Decoy comes later
                class Tool { static void main() { IO.print(Tool.class.getName()); } }
                class Decoy {}
                """);
        assertEquals("some.where.Tool", output(0, "tool"));
    }

    @Test
    void importsTheApiAsAModule() throws Exception {
        script(
                "modular.java",
                "import module swoole4j.api;\nvoid main() { IO.print(SwooleException.class.getName()); }");
        assertEquals("swoole4j.SwooleException", output(0, "modular.java"));
    }

    @Test
    void showsWhatTheCompilerSaysOfTheScript() throws Exception {
        script("not-good.java", "void main() {\n    int x = \"&\";\n}\n");
        String output = output(1, "not-good.java");
        assertTrue(output.startsWith(installation.resolve("not-good.java") + ":2: error: incompatible types"), output);
    }

    @Test
    void exitsAsTheScriptDoes() throws Exception {
        script("exit.java", "void main() { System.exit(7); }");
        assertEquals("", output(7, "exit.java"));
    }

    @Test
    void refusesAFileThatIsNotThere() throws Exception {
        String output = output(64, "missing.java");
        assertTrue(output.contains("cannot read the file '" + installation.resolve("missing.java") + "'"), output);
        assertTrue(output.contains("usage: swoole4j FILE.java"), output);
    }

    @Test
    void refusesAJdkThatIsTooOld() throws Exception {
        Path jdk = Files.createDirectories(installation.resolve("jdk-21"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");
        assertTrue(Files.createFile(jdk.resolve("bin/javac")).toFile().setExecutable(true));
        script("any.java", "void main() {}");
        ProcessBuilder builder = command("any.java");
        builder.environment().put("SWOOLE4J_JAVA_HOME", jdk.toString());
        process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(output.contains("needs a JDK of version 25 or later") && output.contains(jdk + " (21)"), output);
        assertEquals(1, ended());
    }

    private static void script(String name, String source) throws IOException {
        Files.writeString(installation.resolve(name), source);
    }

    private static List<Path> cache() throws IOException {
        try (Stream<Path> files = Files.walk(installation.resolve("cache"))) {
            return files.sorted().toList();
        }
    }

    private String output(int status, String script, String... arguments) throws Exception {
        process = command(script, arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(status, ended(), output);
        return output;
    }

    private void launch(String script) throws IOException {
        process = command(script).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static ProcessBuilder command(String script, String... arguments) {
        return Installation.command(installation, script, arguments);
    }

    private int ended() throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher did not end");
        return process.exitValue();
    }
}
