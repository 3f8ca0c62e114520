package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Coroutines without a server, each program in a JVM of its own: with the JDK's hook, and without. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class RunTest {
    @Parameter
    private boolean withHook;

    private int exitCode;
    private String errors = "";

    private List<String> run(String program) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(java.lang.System.getProperty("java.home"), "bin", "java")
                .toString());
        if (withHook) command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(java.lang.System.getProperty("java.class.path"));
        command.addAll(List.of(Programs.class.getName(), program));
        Process process = new ProcessBuilder(command).start();
        try {
            Thread reader = Thread.ofVirtual().start(() -> errors = text(process.getErrorStream()));
            String output = text(process.getInputStream());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
            reader.join();
            exitCode = process.exitValue();
            return output.lines().filter(line -> !line.contains(" WARN ")).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    @Spec("coroutine 15")
    void runEndsWithTheLastCoroutineAndTheLastTimer() throws Exception {
        assertEquals(
                List.of("argument 7, coroutine 1 of -1", "function", "deferred", "child", "timer", "run true"),
                run("run"));
        assertEquals(0, exitCode, () -> errors);
    }

    @Test
    @Spec("coroutine 16")
    void oneInsideOfAnotherFails() throws Exception {
        assertEquals(
                List.of("eventLoop has already been created, unable to start Swoole\\Coroutine\\Scheduler"),
                run("nested"));
    }

    @Test
    @Spec("coroutine 17")
    void severalMayFollowEachOther() throws Exception {
        assertEquals(List.of("run 0 coroutine 1", "run 1 coroutine 1", "run 2 coroutine 1"), run("sequence"));
    }

    @Test
    @Spec("coroutine 11, 18")
    void aSchedulerBeginsWhenItIsStarted() throws Exception {
        assertEquals(
                List.of(
                        "before {max_coroutine=5}",
                        "added",
                        "coroutines 5",
                        "parallel",
                        "parallel",
                        "parallel",
                        "true",
                        "false"),
                run("scheduler"));
        assertEquals(0, exitCode, () -> errors);
    }

    @Test
    @Spec("coroutine 23, 24")
    void anUncaughtExceptionEndsTheProgramWith255() throws Exception {
        assertEquals(List.of("deferred", "shutdown hook"), run("uncaught"));
        assertEquals(255, exitCode);
        assertTrue(errors.contains("java.lang.Exception: on purpose"), errors);
    }

    @Test
    @Spec("coroutine 48")
    void coroutinesThatWaitForEachOtherAreReported() throws Exception {
        List<String> lines = run("deadlock");
        String line = "=".repeat(67);
        assertEquals(
                List.of("", line, " [FATAL ERROR]: all coroutines (count: 2) are asleep - deadlock!", line, ""),
                lines.subList(0, 5));
        assertEquals(1, lines.indexOf(line));
        assertTrue(lines.contains(" [Coroutine-1]"), lines::toString);
        assertTrue(lines.contains(" [Coroutine-2]"), lines::toString);
        assertTrue(lines.contains("-".repeat(68)), lines::toString);
        assertTrue(lines.stream().anyMatch(frame -> frame.matches("#\\d+  Programs.java\\(\\d+\\): .*deadlock.*")));
        assertEquals("run true", lines.getLast());
        assertEquals(0, exitCode, () -> errors);
    }

    @Test
    void whoWaitsForSomethingElseIsNotStuck() throws Exception {
        assertEquals(List.of("resumed", "false"), run("blocking"));
    }

    @Test
    void theScriptMaySayWhenItEnds() throws Exception {
        assertEquals(
                List.of(
                        "over",
                        "end",
                        "exit_condition must be a java.util.function.BooleanSupplier, got java.lang.String"),
                run("exitCondition"));
        assertEquals(0, exitCode, () -> errors);
    }
}
