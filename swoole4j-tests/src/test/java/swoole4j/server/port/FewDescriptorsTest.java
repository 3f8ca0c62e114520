package swoole4j.server.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** A process with 256 descriptors: more connections are refused, and running out of descriptors passes. */
class FewDescriptorsTest {
    private static final String ALL = "swoole4j.server.port.Transports#all";
    private static final int LIMIT = 256;

    /** The child with what it printed. */
    private record Child(
            Process process, Notes lines, CompletableFuture<Integer> port, CompletableFuture<String> shortage)
            implements AutoCloseable {
        static Child start(String transport) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String command = "ulimit -n " + LIMIT + " && exec " + java
                    + " -Xmx256m --add-opens java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
                    + " -cp \"$0\" " + FewDescriptors.class.getName() + " " + transport;
            Process process = new ProcessBuilder("bash", "-c", command, System.getProperty("java.class.path"))
                    .redirectErrorStream(true)
                    .start();
            Child child = new Child(process, new Notes(), new CompletableFuture<>(), new CompletableFuture<>());
            Thread.ofPlatform().daemon().start(child::read);
            return child;
        }

        private void read() {
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line; (line = reader.readLine()) != null; ) {
                    lines.add(line);
                    if (line.contains("cannot accept")) shortage.complete(line);
                    if (line.startsWith("port ")) port.complete(Integer.parseInt(line.substring(5)));
                }
            } catch (IOException e) {
                lines.add(e);
            }
            port.completeExceptionally(new AssertionError("the child ended: " + lines.await(0)));
        }

        RawClient connect() throws Exception {
            return RawClient.connect(port.get(60, TimeUnit.SECONDS));
        }

        long count(String part) {
            return lines.await(0).stream().filter(line -> line.contains(part)).count();
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

    private static void echo(RawClient client, String text) throws IOException {
        assertEquals(text, new String(client.sendText(text).readBytes(text.length()), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    @Spec("server 255")
    void newcomersAreRefusedBeforeDescriptorsAreShort(String transport) throws Exception {
        try (Child child = Child.start(transport);
                RawClient first = child.connect()) {
            echo(first, "first");
            assertEquals(1, child.count("max_connection 100000 is lowered to "));
            List<RawClient> others = new ArrayList<>();
            int refused = 0;
            for (int n = 0; n < LIMIT; n++) {
                RawClient other = child.connect();
                try {
                    echo(other, "x");
                    others.add(other);
                } catch (IOException | AssertionError closed) {
                    other.abort();
                    refused++;
                }
            }
            assertTrue(refused > 0, "none was refused");
            assertTrue(others.size() > 10, "only " + others.size() + " were served");
            echo(first, "still here");
            for (RawClient other : others) other.abort();
            echo(first, "still here");
            assertEquals(0, child.count("cannot accept"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void withoutADescriptorNewcomersWaitAndAreServedLater(String transport) throws Exception {
        try (Child child = Child.start(transport);
                RawClient first = child.connect()) {
            try (RawClient early = child.connect()) {
                echo(early, "loads classes, which takes a descriptor where they are in folders");
            }
            echo(first, "hoard");
            List<RawClient> newcomers = new ArrayList<>(); // more than what the early one gives back
            for (int n = 0; n < 8; n++) newcomers.add(child.connect().sendText("waits"));
            echo(first, "the loop turns"); // also while nothing can be accepted
            child.shortage().get(10, TimeUnit.SECONDS);
            echo(first, "and turns");
            echo(first, "release");
            for (RawClient newcomer : newcomers) {
                assertEquals("waits", new String(newcomer.readBytes(5), StandardCharsets.UTF_8));
                newcomer.close();
            }
            assertTrue(
                    child.count("cannot accept") <= 60,
                    () -> "a line for each try: " + child.lines().await(0));
        }
    }
}
