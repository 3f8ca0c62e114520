package swoole4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server in a JVM of its own, whose program prints {@code port N} when it listens. Closing it ends it with SIGTERM. */
public final class ChildServer implements AutoCloseable {
    private final Process process;
    private final Notes lines = new Notes();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ChildServer(Process process) {
        this.process = process;
    }

    /** Starts a program that may have as many descriptors as this JVM. */
    public static ChildServer start(Class<?> program, String... arguments) throws IOException {
        return start("", program, arguments);
    }

    /** Starts a program that may have so many descriptors, which must not be more than this JVM may have. */
    public static ChildServer startWithDescriptors(int limit, Class<?> program, String... arguments)
            throws IOException {
        return start("ulimit -n " + limit + " && ", program, arguments);
    }

    private static ChildServer start(String before, Class<?> program, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = before + "exec " + java
                + " -Xmx256m --add-opens java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
                + " -Dlogback.configurationFile=" + System.getProperty("logback.configurationFile")
                + " -cp \"$0\" " + program.getName() + " " + String.join(" ", arguments);
        Process process = new ProcessBuilder("bash", "-c", command, System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        ChildServer child = new ChildServer(process);
        Thread.ofPlatform().daemon().start(child::read);
        return child;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = reader.readLine()) != null; ) {
                lines.add(line);
                if (line.startsWith("port ")) port.complete(Integer.parseInt(line.substring(5)));
            }
        } catch (IOException e) {
            lines.add(e);
        }
        port.completeExceptionally(new AssertionError("the child ended: " + printed()));
    }

    /** Waits until it listens and returns its port. */
    public int port() throws Exception {
        return port.get(60, TimeUnit.SECONDS);
    }

    /** Connects when it listens. */
    public RawClient connect() throws Exception {
        return RawClient.connect(port());
    }

    /** Returns the lines it has printed so far. */
    public List<String> printed() {
        return lines.await(0);
    }

    /** Counts the lines so far that contain {@code part}. */
    public long count(String part) {
        return printed().stream().filter(line -> line.contains(part)).count();
    }

    /** Returns the warnings and errors it has logged so far, but for those that contain {@code allowed}. */
    public List<String> complaints(String allowed) {
        return printed().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.contains(allowed))
                .toList();
    }

    /** Waits for a line. */
    public void awaitLine(Predicate<String> wanted) {
        for (int seen = 0; ; ) {
            List<String> all = lines.await(seen + 1);
            if (all.subList(seen, all.size()).stream().anyMatch(wanted)) return;
            seen = all.size();
        }
    }

    @Override
    public void close() {
        process.destroy();
        boolean ended = process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, 20, TimeUnit.SECONDS)
                .join();
        if (ended) return;
        process.destroyForcibly();
        throw new AssertionError("the child does not end");
    }
}
