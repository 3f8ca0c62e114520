package swoole4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child JVM with this JVM's class path, and the line of its output that one waits for. */
final class Jvm implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> line = new CompletableFuture<>();
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    /** What stands behind the prefix, and when it came. */
    record Line(String text, long nanos) {}

    private Jvm(String name, Process process, Path log, String prefix) {
        this.name = name;
        this.process = process;
        this.log = log;
        Thread.ofPlatform().daemon().name("output of " + name).start(() -> copy(prefix));
    }

    /** Starts {@code main} and watches its output for a line that begins with {@code prefix}. */
    static Jvm start(Path folder, String name, String prefix, List<String> flags, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Dlogback.configurationFile=" + quietLogging(folder));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return new Jvm(name, builder.start(), log, prefix);
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the line and gives what stands behind the prefix. */
    String await(int seconds) throws InterruptedException {
        try {
            return line.orTimeout(seconds, TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(name + " did not answer within " + seconds + " s; " + tail(), failed);
        }
    }

    /** Waits for the next line with the prefix. */
    Line next(int seconds) throws InterruptedException {
        Line next = lines.poll(seconds, TimeUnit.SECONDS);
        if (next == null) throw new IllegalStateException(name + " said nothing for " + seconds + " s; " + tail());
        return next;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void copy(String prefix) {
        try (var output = process.inputReader()) {
            for (String text; (text = output.readLine()) != null; ) {
                if (!text.startsWith(prefix)) continue;
                String rest = text.substring(prefix.length()).strip();
                line.complete(rest);
                lines.add(new Line(rest, System.nanoTime()));
            }
            line.completeExceptionally(new IllegalStateException(name + " ended"));
        } catch (IOException gone) {
            line.completeExceptionally(gone);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return log + ":\n" + String.join("\n", lines.subList(0, Math.min(lines.size(), 25)));
        } catch (IOException unreadable) {
            return "no log";
        }
    }

    private static Path quietLogging(Path folder) throws IOException {
        Path file = folder.resolve("logback.xml");
        return Files.writeString(file, """
                <configuration>
                    <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                        <target>System.err</target>
                        <encoder><pattern>%d %-5level %logger - %msg%n</pattern></encoder>
                    </appender>
                    <root level="WARN"><appender-ref ref="ERR"/></root>
                </configuration>
                """);
    }
}
