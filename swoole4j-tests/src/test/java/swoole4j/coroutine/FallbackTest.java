package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the JVM option that opens the JDK's scheduler hook a server runs, with one worker and with several. */
class FallbackTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aServerRunsAndWarnsOnce(int workers) throws Exception {
        List<String> output = run(WithoutTheFlag.class, Integer.toString(workers));
        String all = String.join("\n", output);
        assertEquals("OK", output.getLast(), all);
        List<String> warnings =
                output.stream().filter(line -> line.contains(" WARN ")).toList();
        assertEquals(1, warnings.size(), all);
        assertTrue(warnings.getFirst().contains("--add-opens java.base/java.lang=ALL-UNNAMED"), all);
    }

    private static List<String> run(Class<?> program, String argument) throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(java.lang.System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-ea",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=" + java.lang.System.getProperty("logback.configurationFile"),
                        "-cp",
                        java.lang.System.getProperty("java.class.path"),
                        program.getName(),
                        argument)
                .redirectErrorStream(true);
        child.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = child.start();
        Thread limit = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException _) {
                process.destroyForcibly();
            }
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        limit.join();
        assertEquals(0, process.exitValue(), output);
        return output.lines().toList();
    }
}
