package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.scenario.RunningScript;
import swoole4j.testing.Program;
import swoole4j.testing.RawClient;

/** The examples of {@code examples/process} whose workers are processes, each in a JVM of its own. */
class WorkerExamplesTest extends ExampleTests {
    private static final int WORKERS = 2;

    private Program program;
    private int port;

    /** Starts an example, as a class or a source file, whose workers say so when they begin. */
    private void start(Path classes, String main) throws Exception {
        launch(classes, main);
        for (int worker = 0; worker < WORKERS; worker++) awaitStart(worker, 1);
    }

    private void launch(Path classes, String main) throws Exception {
        port = RunningScript.freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                classes.toAbsolutePath() + File.pathSeparator + System.getProperty("java.class.path"),
                main,
                "" + port));
        program = Program.start(new ProcessBuilder(command));
    }

    private void start(String example) throws Exception {
        start(CLASSES.resolve("process"), example);
    }

    /** Waits until a worker has started that often. */
    private void awaitStart(int worker, int times) {
        awaitStarts("worker " + worker + " ", times);
    }

    private void awaitStarts(String worker, int times) {
        List<String> lines = new ArrayList<>();
        program.awaitLine(line -> {
            if (line.startsWith(worker) && (line.endsWith(" starts") || line.contains(" is process "))) lines.add(line);
            return lines.size() == times;
        });
    }

    @AfterEach
    void end() {
        if (program != null) program.close();
    }

    private RawClient connect() throws Exception {
        return RawClient.connect(port).upgrade();
    }

    private static String line(RawClient client) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int octet = client.readBytes(1)[0]; octet != '\n'; octet = client.readBytes(1)[0])
            line.append((char) octet);
        return line.toString();
    }

    private static String read(RawClient client) throws Exception {
        return new String(client.read().payload(), StandardCharsets.UTF_8);
    }

    @Nested
    class CrashAndSurvive {
        @Test
        void nobodyIsDisconnected() throws Exception {
            start("crash_and_survive");
            try (RawClient one = connect();
                    RawClient other = connect()) {
                String before = read(one).substring("you are with process ".length());
                String neighbour = read(other).substring("you are with process ".length());
                assertNotEquals(before, neighbour);
                one.text("crash").text("hello");
                other.text("hi").mustReceive(0x81, "process " + neighbour + " has got: hi");
                String ended = program.awaitLine(line -> line.contains(" has ended, process "));
                assertTrue(ended.endsWith(" has ended, process " + before + ", exit code 255"), ended);
                awaitStart(Integer.parseInt(ended.split(" ", -1)[1]), 2);
                String answer = read(one);
                assertTrue(answer.endsWith(" has got: hello"), answer);
                assertNotEquals("process " + before + " has got: hello", answer);
                other.text("still").mustReceive(0x81, "process " + neighbour + " has got: still");
            }
        }
    }

    @Nested
    class HotReloadChat {
        @TempDir
        private Path folder;

        @Test
        void newCodeFindsOldConnections() throws Exception {
            Path script = folder.resolve("hot_reload_chat.java");
            Files.copy(EXAMPLES.resolve("process/hot_reload_chat.java"), script);
            start(folder, "" + script);
            try (RawClient ann = connect();
                    RawClient bob = connect()) {
                assertTrue(read(ann).startsWith("welcome; "));
                assertTrue(read(bob).startsWith("welcome; "));
                ann.text("/name Ann").text("hello");
                for (RawClient each : List.of(ann, bob)) each.mustReceive(0x81, "Ann: hello");
                String next = Files.readString(script).replace("name + \": \" + text", "name + \" says \" + text");
                Path edited = Files.writeString(folder.resolve("edited"), next);
                Files.move(edited, script, StandardCopyOption.ATOMIC_MOVE);
                bob.text("/reload");
                for (int worker = 0; worker < WORKERS; worker++) awaitStart(worker, 2);
                String line;
                do {
                    ann.text("hello");
                    line = read(ann);
                    assertEquals(line, read(bob));
                } while (line.equals("Ann: hello"));
                assertEquals("Ann says hello", line);
            }
        }
    }

    @Nested
    class TaskWorkers {
        @Test
        void workInTheirOwnProcesses() throws Exception {
            launch(CLASSES.resolve("process"), "task_workers");
            String event = program.awaitLine(line -> line.startsWith("event worker 0 is process "));
            String task = program.awaitLine(line -> line.startsWith("task worker 1 is process "));
            assertNotEquals(event.substring(26), task.substring(25));
            try (RawClient client = RawClient.connect(port)) {
                for (String[] each : new String[][] {{"10", "55"}, {"20", "6765"}}) {
                    client.sendText(each[0] + "\n");
                    assertEquals("fib(" + each[0] + ") = " + each[1], line(client));
                }
            }
        }
    }

    @Nested
    class PipeMessages {
        @Test
        void goFromProcessToProcess() throws Exception {
            launch(CLASSES.resolve("process"), "pipe_messages");
            program.awaitLine(line -> line.equals("worker 0 is there"));
            program.awaitLine(line -> line.equals("worker 1 is there"));
            try (RawClient client = RawClient.connect(port)) {
                String answer = line(client.sendText("hello\n"));
                assertTrue(
                        answer.equals("from 0 by way of 1: hello") || answer.equals("from 1 by way of 0: hello"),
                        answer);
                String time = line(client.sendText("time\n"));
                assertTrue(time.startsWith("from 2 by way of 0: the clock says "), time);
            }
        }
    }

    @Nested
    class SharedCounter {
        @Test
        void countsOverWorkersAndTheirEnds() throws Exception {
            start("shared_counter");
            for (int n = 1; n <= 10; n++) {
                String answer = get(port, "/").body();
                assertTrue(answer.startsWith("request " + n + ", answered by worker "), answer);
            }
            assertEquals(500, get(port, "/crash").statusCode());
            awaitStarts("worker ", WORKERS + 1);
            assertTrue(get(port, "/").body().startsWith("request 11, "));
            List<String> lines = get(port, "/stats").body().lines().sorted().toList();
            assertEquals("total: 11", lines.getFirst());
            int requests = 0;
            int starts = 0;
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ", -1);
                requests += Integer.parseInt(words[2]);
                starts += Integer.parseInt(words[4]);
            }
            assertEquals(11, requests);
            assertEquals(WORKERS + 1, starts);
        }
    }
}
