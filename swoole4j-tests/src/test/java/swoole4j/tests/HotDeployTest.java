package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.Program;
import swoole4j.testing.RawClient;

/** New code for a server that runs: its WebSocket clients stay connected, and each message is answered by the old code or the new. */
class HotDeployTest {
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";
    private static final String SCRIPT = """
            import static swoole4j.Constants.*;
            import swoole4j.websocket.*;

            void main() {
                Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
                server.set(Map.of("worker_num", 1));
                server.on("start", (Server it) -> {
                    IO.println("master " + it.masterPid());
                    IO.println("port " + it.port());
                });
                server.on("workerStart", (Server it, int worker) -> IO.println("begins " + worker));
                server.on("afterReload", (Server it) -> IO.println("after reload"));
                server.on("close", (Server it, int fd, int reactor) -> IO.println("close"));
                server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "old " + frame.data()));
                server.start();
            }
            """;

    @TempDir
    private Path folder;

    /** Puts a file in the place of one that may be in use: whoever has that open keeps it. */
    private static void replace(Path file, String text) throws Exception {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void reload(Program server) throws Exception {
        String master = server.awaitLine(line -> line.startsWith("master ")).substring(7);
        assertEquals(0, new ProcessBuilder("kill", "-USR1", master).start().waitFor());
    }

    private static RawClient connect(Program server) throws Exception {
        server.awaitLine(line -> line.equals("begins 0"));
        return RawClient.connect(server.port()).upgrade();
    }

    private static String ask(RawClient client, int number) throws Exception {
        String answer = new String(client.text("" + number).read().payload(), StandardCharsets.UTF_8);
        assertTrue(answer.endsWith(" " + number), answer);
        return answer.substring(0, answer.indexOf(' '));
    }

    /** Talks on until the new code answers, the so-manieth process of the server. */
    private static void talk(Program server, int processes, RawClient client, String word) throws Exception {
        server.awaitLine(_ -> begun(server) == processes);
        String before = ask(client, 1);
        int number = 2;
        for (String now = before; !now.equals(word); now = ask(client, number++)) assertEquals(before, now);
        assertEquals(word, ask(client, number));
    }

    private static long begun(Program server) {
        return server.printed().stream().filter(line -> line.equals("begins 0")).count();
    }

    private static void mustHaveKept(Program server) {
        assertEquals(
                0,
                server.printed().stream().filter(line -> line.equals("close")).count());
    }

    private static String answering(String word) {
        return SCRIPT.replace("\"old \"", "\"" + word + " \"");
    }

    @Test
    @Spec("server 206")
    void anEditedScriptAnswersAfterAReload() throws Exception {
        Installation.make(folder);
        Path script = Files.writeString(folder.resolve("server.java"), SCRIPT);
        ProcessBuilder launcher = Installation.command(folder, "server.java");
        launcher.environment().put("SWOOLE4J_OPTS", QUICK_START);
        try (Program server = Program.start(launcher);
                RawClient client = connect(server)) {
            assertEquals("old", ask(client, 0));
            replace(script, SCRIPT.replace("\"old \"", "new"));
            reload(server);
            server.awaitLine(line -> line.contains("server.java") && line.contains("error: "));
            assertEquals("old", ask(client, 0), "what does not compile takes nobody's place");
            replace(script, answering("new"));
            talk(server, 2, client, "new"); // the next attempt took it
            server.awaitLine(line -> line.equals("after reload"));
            replace(script, answering("newer"));
            reload(server);
            talk(server, 3, client, "newer");
            mustHaveKept(server);
        }
    }

    private Path compile(String source) throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path file = Files.writeString(classes.resolve("Main.java"), source);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertEquals(0, javac.run(System.out, System.err, "-proc:none", "-d", "" + classes, "" + file));
        return classes;
    }

    @Test
    void aJarInThePlaceOfAnotherAnswersAfterAReload() throws Exception {
        Path jar = folder.resolve("app.jar");
        Installation.pack(compile(SCRIPT), jar);
        String classPath = jar + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                QUICK_START,
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                classPath,
                "Main");
        try (Program server = Program.start(new ProcessBuilder(command));
                RawClient client = connect(server)) {
            assertEquals("old", ask(client, 0));
            Path next = folder.resolve("next.jar");
            Installation.pack(compile(answering("new")), next);
            Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
            reload(server);
            talk(server, 2, client, "new");
            mustHaveKept(server);
        }
    }
}
