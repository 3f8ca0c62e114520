package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs clients that others have written. A test that needs one that is missing fails: skipped, nobody would miss it. */
final class Tool {
    private static final int SECONDS = 60;

    private Tool() {}

    /** Runs a program to its end, which must be a success, and returns what it said. */
    static String run(String debianPackage, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", null);
        try {
            Process process = start(debianPackage, command, output);
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(command) + " runs on: " + Files.readString(output));
            }
            String text = Files.readString(output);
            assertEquals(0, process.exitValue(), text);
            return text;
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(String debianPackage, String[] command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            String program = command[0];
            throw new AssertionError(
                    "This test needs " + program + "; on Debian: apt-get install -y " + debianPackage, e);
        }
    }
}
