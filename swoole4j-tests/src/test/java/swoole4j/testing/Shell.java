package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. Both streams are one text. */
public final class Shell {
    private static final int SECONDS = 60;

    /** What a program did. */
    public record Result(int status, String output) {
        /** Its output, which is what to look at when it failed. */
        public String mustSucceed() {
            assertEquals(0, status, output);
            return output;
        }
    }

    private Shell() {}

    public static Result run(String... command) throws IOException {
        return run(new byte[0], List.of(command));
    }

    /** Runs it with that input, behind which the input ends. */
    public static Result run(byte[] input, List<String> command) throws IOException {
        Path output = Files.createTempFile("output", null);
        try {
            Process process =
                    start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException _) {
                // it ended before it read all, which its status tells
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " runs on: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    /** Starts a program. A test that needs one that is missing fails: skipped, nobody would miss it. */
    static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "This test needs " + builder.command().getFirst() + "; README.md lists the Debian"
                            + " packages with what tests need",
                    e);
        }
    }
}
