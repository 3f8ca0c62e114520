package swoole4j.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A command line of the shell. Runs on a thread that may wait. */
public final class Command {
    /** A shell, and Java, tell the end by a signal so. */
    private static final int SIGNALLED = 128;

    private static final int LAST_SIGNAL = 64;

    private Command() {}

    /** Runs it to its end; an interrupt kills it. */
    public static Map<String, Object> run(String line, boolean withErrors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(withErrors);
        Process process = builder.start();
        try {
            String output = read(process);
            return result(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reading cannot be interrupted, so that the one who waits kills it. */
    private static String read(Process process) throws IOException, InterruptedException {
        var output = new FutureTask<>(() -> process.getInputStream().readAllBytes());
        Thread reader = Thread.ofPlatform().daemon().name("swoole4j-output").start(output);
        try {
            return new String(output.get(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            if (reader.isAlive()) process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static Map<String, Object> result(int exit, String output) {
        Map<String, Object> result = new LinkedHashMap<>();
        putExit(result, exit);
        result.put("output", output);
        return result;
    }

    /** Adds what Java's exit code says: code and signal. */
    static void putExit(Map<String, Object> result, int exit) {
        boolean signalled = exit > SIGNALLED && exit <= SIGNALLED + LAST_SIGNAL;
        result.put("code", signalled ? 0 : exit);
        result.put("signal", signalled ? exit - SIGNALLED : 0);
    }
}
