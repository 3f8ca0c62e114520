package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.testing.WireFrame;
import swoole4j.tests.Spec;
import swoole4j.websocket.Server;

/**
 * A client that does not read never makes the server hold more than {@code socket_buffer_size} and one message: a coroutine
 * waits in push, any other sender is refused.
 */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class SlowReaderTest {
    private static final int LIMIT = 1 << 20;
    private static final int SIZE = 256 * 1024;
    /** More than the limit and all that the kernel takes. */
    private static final int MANY = 64;

    private static final int HEADER = 10;
    private static final int SMALL_WINDOW = 16 * 1024;

    @Parameter
    String transport;

    private final AtomicInteger pushed = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Thread pusher = Thread.currentThread();
    private volatile int error;

    private TestServer start(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("socket_buffer_size", LIMIT);
        return Servers.start(transport, all, (server, frame) -> {
            switch (frame.data()) {
                case "many" -> many(server, frame.fd());
                case "fill" -> fill(server, frame.fd());
                case "fd" -> server.push(frame.fd(), Integer.toString(frame.fd()));
                default -> server.push(frame.fd(), frame.data());
            }
        });
    }

    private static RawClient slow(TestServer server) throws IOException {
        return RawClient.connect(server.port(), SMALL_WINDOW).upgrade();
    }

    private static int fd(RawClient client) throws IOException {
        return Integer.parseInt(new String(client.text("fd").read().payload(), StandardCharsets.US_ASCII));
    }

    private static byte[] numbered(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    private static void mustBeNumbered(RawClient client, int number) throws IOException {
        WireFrame frame = client.read();
        assertEquals(
                number,
                ByteBuffer.wrap(frame.payload()).getInt(),
                () -> "the number of a frame of " + frame.payload().length);
    }

    private void note(Server server, int fd) {
        Map<String, Object> info = server.getClientInfo(fd);
        if (info == null) return;
        int queued = (int) info.get("send_queued_bytes");
        highest.accumulateAndGet(queued, Math::max);
    }

    /** Pushes so much that it must wait. */
    private void many(Server server, int fd) {
        pusher = Thread.currentThread();
        for (int n = 0; n < MANY; n++) {
            assertTrue(server.push(fd, numbered(n, SIZE), 2));
            pushed.incrementAndGet();
            note(server, fd);
        }
        over.countDown();
    }

    /** Pushes until a push fails. */
    private void fill(Server server, int fd) {
        pusher = Thread.currentThread();
        while (server.push(fd, numbered(pushed.get(), SIZE), 2)) {
            pushed.incrementAndGet();
            note(server, fd);
        }
        error = server.getLastError();
        over.countDown();
    }

    private void untilPusherWaits() {
        Servers.until(
                () -> pushed.get() > 0
                        && (pusher.getState() == Thread.State.WAITING
                                || pusher.getState() == Thread.State.TIMED_WAITING),
                "a push that waits");
    }

    @Test
    @Spec("server 246, 252")
    void aCoroutineWaitsInPushAndGoesOnWhenTheClientReads() throws Exception {
        long before = PlatformDependent.usedDirectMemory();
        try (TestServer server = start(Map.of());
                RawClient other = server.websocket();
                RawClient slow = slow(server)) {
            slow.text("many");
            untilPusherWaits();
            other.text("meanwhile").mustReceive(0x81, "meanwhile");
            assertTrue(pushed.get() < MANY, () -> "all were taken: " + pushed);
            long direct = PlatformDependent.usedDirectMemory() - before;
            assertTrue(direct < MANY * SIZE / 2, () -> direct + " bytes of direct memory");
            for (int n = 0; n < MANY; n++) mustBeNumbered(slow, n);
            Servers.await(over);
        }
        assertEquals(MANY, pushed.get());
        assertTrue(highest.get() <= LIMIT + SIZE + HEADER, () -> highest + " bytes were held");
        assertTrue(highest.get() >= LIMIT, () -> "the limit was not reached, only " + highest);
    }

    @Test
    void allCoroutinesThatWaitForTheSameClientGoOn() throws Exception {
        CountDownLatch ended = new CountDownLatch(20);
        try (TestServer server = Servers.start(transport, Map.of("socket_buffer_size", LIMIT), (it, frame) -> {
                    if (!frame.data().equals("many")) return;
                    pusher = Thread.currentThread();
                    for (int n = 0; n < 3; n++) {
                        assertTrue(it.push(frame.fd(), numbered(pushed.get(), SIZE), 2));
                        pushed.incrementAndGet();
                    }
                    ended.countDown();
                });
                RawClient slow = slow(server)) {
            for (int n = 0; n < 20; n++) slow.text("many");
            untilPusherWaits();
            for (int n = 0; n < 60; n++) assertEquals(SIZE, slow.read().payload().length);
            Servers.await(ended);
        }
        assertEquals(60, pushed.get());
    }

    @Test
    void anotherThreadIsRefusedWith1009AndWhatWasTakenArrives() throws Exception {
        try (TestServer server = start(Map.of());
                RawClient slow = slow(server)) {
            int fd = fd(slow);
            fill((Server) server.server(), fd);
            assertEquals(1009, error);
            assertTrue(pushed.get() < MANY, () -> "all were taken: " + pushed);
            assertTrue(highest.get() <= LIMIT + SIZE + HEADER, () -> highest + " bytes were held");
            for (int n = 0; n < pushed.get(); n++) mustBeNumbered(slow, n);
            slow.text("room again").mustReceive(0x81, "room again");
        }
    }

    @Test
    @Spec("server 247")
    void withoutSendYieldACoroutineIsRefusedToo() throws Exception {
        try (TestServer server = start(Map.of("send_yield", false));
                RawClient slow = slow(server)) {
            slow.text("fill");
            Servers.await(over);
            assertEquals(1009, error);
            // The coroutine did not give way, so nothing could be sent meanwhile.
            assertEquals(LIMIT / SIZE, pushed.get());
            for (int n = 0; n < pushed.get(); n++) mustBeNumbered(slow, n);
        }
    }

    @Test
    @Spec("server 248")
    void afterSendTimeoutAPushFailsWith10018() throws Exception {
        try (TestServer server = start(Map.of("send_timeout", .1));
                RawClient slow = slow(server)) {
            slow.text("fill");
            Servers.await(over);
            assertEquals(10018, error);
            for (int n = 0; n < pushed.get(); n++) mustBeNumbered(slow, n);
            slow.text("room again").mustReceive(0x81, "room again");
        }
    }

    @Nested
    class WhenTheConnectionEndsWhileAPushWaits {
        @Test
        @Spec("server 250")
        void itFailsWith104AfterAResetByThePeer() throws Exception {
            try (TestServer server = start(Map.of());
                    RawClient other = server.websocket();
                    RawClient slow = slow(server)) {
                slow.text("fill");
                untilPusherWaits();
                slow.reset();
                Servers.await(over);
                assertEquals(104, error);
                other.text("on").mustReceive(0x81, "on");
            }
        }

        @Test
        @Spec("server 250")
        void itFailsWith104AfterACloseByTheServer() throws Exception {
            try (TestServer server = start(Map.of());
                    RawClient slow = slow(server)) {
                int fd = fd(slow);
                slow.text("fill");
                untilPusherWaits();
                assertTrue(server.server().close(fd));
                Servers.await(over);
                assertEquals(104, error);
                for (int n = 0; n < pushed.get(); n++) mustBeNumbered(slow, n);
                slow.mustBeClosed();
            }
        }
    }

    @Nested
    class WhatCostsThePeerLittle {
        @Test
        void emptyMessagesCountWithTheirHeaders() throws Exception {
            int limit = 64 * 1024;
            try (TestServer server = Servers.start(
                            transport, Map.of("socket_buffer_size", limit, "send_yield", false), (it, frame) -> {
                                while (it.push(frame.fd(), "")) pushed.incrementAndGet();
                                error = it.getLastError();
                                over.countDown();
                            });
                    RawClient slow = slow(server)) {
                slow.text("go");
                Servers.await(over);
                assertEquals(1009, error);
                assertEquals(limit / 2, pushed.get());
                assertEquals(limit, slow.readBytes(limit).length);
            }
        }

        @Test
        void pongsToAPeerThatDoesNotReadAreLeftOut() throws Exception {
            int limit = 64 * 1024;
            byte[] ping = Frames.masked(0x89, new byte[125]);
            byte[] pings = Frames.join(Collections.nCopies(1000, ping).toArray(byte[][]::new));
            try (TestServer server = start(Map.of("socket_buffer_size", limit));
                    RawClient slow = slow(server)) {
                int fd = fd(slow);
                for (int n = 0; n < 100; n++) {
                    slow.send(pings);
                    note((Server) server.server(), fd);
                }
                assertTrue(highest.get() > 0, "the peer read them all");
                assertTrue(highest.get() <= limit + 127, () -> highest + " bytes were held");
                slow.abort();
            }
        }
    }
}
