package swoole4j.server.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** Many small messages in one read: few callbacks at a time, in order, none lost, not even when the peer ends at once. */
class FloodTest {
    private static final int MESSAGES = 20_000;
    /** Callbacks of one connection that have begun and not ended. */
    private static final int MOST = 128;

    private final List<Integer> order = new ArrayList<>();
    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final CountDownLatch full = new CountDownLatch(MOST);
    private final CountDownLatch closed = new CountDownLatch(1);

    static Stream<String> transports() {
        return Stream.of("auto", "nio");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void slowsThePeerDown(String transport) throws Exception {
        Server server = new Server("127.0.0.1");
        server.set(Map.of("transport", transport, "open_eof_split", true, "package_eof", "\n"));
        server.on("receive", (Server it, int fd, int reactorId, String line) -> {
            order.add(Integer.parseInt(line.strip()));
            most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
            full.countDown();
            gate.get();
            inWork.decrementAndGet();
        });
        server.on("close", (Server it, int fd, int reactorId) -> closed.countDown());
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            client.send(IntStream.range(0, MESSAGES)
                    .mapToObj(number -> number + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.US_ASCII));
            client.halfClose();
            assertTrue(full.await(10, TimeUnit.SECONDS), "as many callbacks as are allowed");
            assertEquals(1, closed.getCount(), "the end overtook the messages before it");
            gate.complete(null);
            assertTrue(closed.await(10, TimeUnit.SECONDS), "the end of the connection is not told");
            client.mustBeClosed();
        }
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), order);
        assertEquals(MOST, most.get());
    }
}
