package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** What callbacks push is sent soon and in few system calls. */
class OutputTest {
    private static final int MESSAGES = 10_000;
    private static final int HANDFUL = 50;

    private long before;

    /**
     * The kernel counts the write calls of this process: the server's, and two of the client. (It does not count what
     * io_uring does.)
     */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void tenThousandMessagesOfOneCallbackCostAHandfulOfWrites(String transport) throws Exception {
        try (TestServer server = Servers.start(transport, Map.of(), (it, frame) -> {
                    if (frame.data().equals("count")) {
                        it.push(frame.fd(), Long.toString(writes() - before));
                        return;
                    }
                    before = writes();
                    for (int n = 0; n < MESSAGES; n++) it.push(frame.fd(), "message " + n);
                });
                RawClient client = server.websocket()) {
            client.text("go");
            for (int n = 0; n < MESSAGES; n++) client.mustReceive(0x81, "message " + n);
            long count = Long.parseLong(client.text("count").read().text());
            assertTrue(count > 0 && count <= HANDFUL, () -> count + " write calls");
        }
    }

    private static long writes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("syscw: "))
                .mapToLong(line -> Long.parseLong(line.substring("syscw: ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** The loop waits for I/O, for up to a second, while the callback that pushes goes on. */
    @ParameterizedTest
    @MethodSource("swoole4j.coroutine.Transports#all")
    void anAnswerAfterAWaitIsSentAtOnce(String transport) throws Exception {
        int rounds = 100;
        try (TestServer server = Servers.start(transport, Map.of(), (it, frame) -> {
                    Coroutine.sleep(.001);
                    it.push(frame.fd(), "answer");
                });
                RawClient client = server.websocket()) {
            long start = java.lang.System.nanoTime();
            for (int n = 0; n < rounds; n++) client.text("question").mustReceive(0x81, "answer");
            long took = java.lang.System.nanoTime() - start;
            assertTrue(took < TimeUnit.SECONDS.toNanos(rounds) / 4, () -> took + " ns for " + rounds + " answers");
        }
    }

    @Test
    void anAnswerOfACoroutineThatCallbacksStartedIsSentAtOnce() throws Exception {
        try (TestServer server = Servers.start(
                        "nio",
                        Map.of(),
                        (it, frame) -> Coroutine.go(() -> {
                            Thread.sleep(1);
                            Thread.startVirtualThread(() -> it.push(frame.fd(), "answer"))
                                    .join();
                        }));
                RawClient client = server.websocket()) {
            long start = java.lang.System.nanoTime();
            for (int n = 0; n < 20; n++) client.text("question").mustReceive(0x81, "answer");
            assertTrue(java.lang.System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20) / 4);
        }
    }
}
