package swoole4j.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import swoole4j.scenario.RunningScript;

/** An example in a process of its own, as the launcher runs it. */
final class ServerProcess implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 30;

    private final Path log = Files.createTempFile("swoole4j-server", ".log");
    private final Process process;

    /** Starts the compiled script {@code name}, whose last argument is the port, and waits until it listens. */
    ServerProcess(Path source, Path classes, String name, int port, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djdk.launcher.sourcefile=" + source.toAbsolutePath(),
                "-cp",
                classes.toAbsolutePath() + File.pathSeparator + System.getProperty("java.class.path"),
                name));
        command.addAll(List.of(arguments));
        command.add(Integer.toString(port));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitPort(port);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws Exception {
        if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        throw new AssertionError("runs on after SIGTERM: " + Files.readString(log));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(log);
    }

    private void awaitPort(int port) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!RunningScript.isListening(port)) {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                throw new AssertionError("does not listen on " + port + ": " + Files.readString(log));
            }
        }
    }
}
