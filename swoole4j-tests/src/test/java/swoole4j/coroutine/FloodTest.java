package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** A peer that sends faster than its callbacks end is slowed down, not buffered; nothing is lost, nothing overtakes. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class FloodTest {
    private static final int MESSAGES = 100_000;
    /** Callbacks of one connection that have begun and not ended. */
    private static final int MOST = 128;

    @Parameter
    String transport;

    private final List<Integer> order = new ArrayList<>();
    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(MESSAGES);

    @Test
    void aHundredThousandSmallMessagesBeginInOrderAndFewAtATime() throws Exception {
        try (TestServer server = Servers.start(transport, Map.of(), this::slowly);
                RawClient other = server.websocket();
                RawClient flood = server.websocket()) {
            Thread sender = Thread.ofPlatform().start(() -> send(flood));
            Servers.until(() -> inWork.get() == MOST, "as many callbacks as are allowed");
            for (int n = 0; n < 100; n++) other.text("echo").mustReceive(0x81, "echo");
            assertEquals(MOST, inWork.get());
            gate.complete(null);
            Servers.await(over);
            sender.join();
        }
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), order);
        assertTrue(most.get() <= MOST, () -> most + " callbacks were in work");
    }

    private void slowly(Server server, Frame frame) throws Exception {
        if (frame.data().equals("echo")) {
            server.push(frame.fd(), "echo");
            return;
        }
        int number = Integer.parseInt(frame.data());
        order.add(number);
        most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
        gate.get();
        if (number % 100 == 0) Thread.sleep(1);
        inWork.decrementAndGet();
        over.countDown();
    }

    private static void send(RawClient client) {
        try {
            for (int from = 0; from < MESSAGES; from += 1000) {
                int first = from;
                byte[][] frames = IntStream.range(0, 1000)
                        .mapToObj(n ->
                                Frames.masked(0x81, Integer.toString(first + n).getBytes(StandardCharsets.US_ASCII)))
                        .toArray(byte[][]::new);
                client.send(Frames.join(frames));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As much as one message of the largest size, and the one that makes it too much. */
    @Test
    void largeMessagesAreBoundedByTheirBytes() throws Exception {
        int largest = 64 * 1024;
        int size = 40 * 1024;
        int messages = 50;
        try (TestServer server = Servers.start(transport, Map.of("package_max_length", largest), (it, frame) -> {
                    if (frame.opcode() == 1) {
                        it.push(frame.fd(), frame.data());
                        return;
                    }
                    most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                    gate.get();
                    inWork.decrementAndGet();
                    it.push(frame.fd(), "done");
                });
                RawClient other = server.websocket();
                RawClient flood = server.websocket()) {
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    for (int n = 0; n < messages; n++) flood.binary(new byte[size]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Servers.until(() -> inWork.get() == 2, "two callbacks");
            for (int n = 0; n < 100; n++) other.text("echo").mustReceive(0x81, "echo");
            gate.complete(null);
            for (int n = 0; n < messages; n++) flood.mustReceive(0x81, "done");
            sender.join();
        }
        assertEquals(2, most.get());
    }
}
