package swoole4j.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with a profile that lives as long as it does. {@code -Dchromium=/path} names another one. */
final class Browser implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final long TIMEOUT_SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    /** Starts it with further options. */
    Browser(String... options) throws Exception {
        if (!Files.isExecutable(EXECUTABLE)) {
            throw new AssertionError("This test needs Chromium at " + EXECUTABLE
                    + "; on Debian: apt-get install -y --no-install-recommends chromium");
        }
        profile = Files.createTempDirectory("swoole4j-chromium");
        process = start(options);
        try {
            tools = new DevTools(address());
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    /** Opens a page in a new tab; it may still load. */
    Tab open(String url) throws Exception {
        String target = tools.call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        String session = tools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        Tab tab = new Tab(tools, session);
        tab.call("Page.navigate", Map.of("url", url));
        return tab;
    }

    @Override
    public void close() throws IOException {
        tools.close();
        end();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                EXECUTABLE.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile());
        builder.environment().put("TMPDIR", profile.toString());
        return builder.start();
    }

    /** The browser writes its port and path into a file once it listens. */
    private URI address() throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() - deadline < 0 && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2) return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        }
        throw new AssertionError("Chromium does not listen: " + Files.readString(profile.resolve("log")));
    }

    /** Nothing of it is to be kept, so it need not end in good order. */
    private void end() throws IOException {
        List<ProcessHandle> processes = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(ended -> ended.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
