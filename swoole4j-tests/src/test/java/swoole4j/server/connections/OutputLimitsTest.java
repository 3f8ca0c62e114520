package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Output that a client does not read, on a plain connection; SlowReaderTest has what WebSockets and it have in common. */
class OutputLimitsTest {
    private static final int SMALL_WINDOW = 16 * 1024;
    private static final int MEGABYTE = 1 << 20;
    /** With it the kernel takes little of what the peer does not read. */
    private static final String SNDBUF = "kernel_socket_send_buffer_size";

    private static final int SMALL = 64 * 1024;

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();
    private final Notes sent = new Notes();

    private static byte[] filled(int octet, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private RawClient slow(TestServer running) throws Exception {
        return RawClient.connect(running.port(), SMALL_WINDOW);
    }

    @Test
    @Spec("server 245")
    void bufferFullComesOnceAndBufferEmptyWhenAllHasLeft() throws Exception {
        server.set(Map.of("worker_num", 1, "buffer_high_watermark", MEGABYTE, SNDBUF, SMALL));
        server.on("receive", (Server it, int fd) -> {
            for (int n = 0; n < 6; n++) it.send(fd, new byte[MEGABYTE / 2]);
            sent.add("sent");
        });
        server.on("bufferFull", (Server it, int fd) -> notes.add("full", fd));
        server.on("bufferEmpty", (Server it, int fd) -> notes.add("empty", fd));
        try (var running = TestServer.start(server);
                var client = slow(running)) {
            for (int round = 1; round <= 2; round++) {
                client.sendText("x");
                sent.await(round);
                notes.await(2 * round - 1);
                client.readBytes(3 * MEGABYTE);
                notes.await(2 * round);
            }
            notes.mustBe("full 1", "empty 1", "full 1", "empty 1");
        }
    }

    /** In SWOOLE_THREAD the reactor may empty the queue while the callback that fills it goes on. */
    @Test
    @Spec("server 245")
    void everyBufferFullIsFollowedByABufferEmpty() throws Exception {
        int rounds = 2000;
        server.set(Map.of("worker_num", 1, "buffer_high_watermark", 1000));
        server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> it.send(fd, new byte[1000]));
        server.on("bufferFull", (Server it, int fd) -> notes.add("full"));
        server.on("bufferEmpty", (Server it, int fd) -> notes.add("empty"));
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            for (int n = 0; n < rounds; n++) {
                client.sendText("x").readBytes(1000);
                int many = notes.await(0).size();
                notes.await(many + many % 2);
            }
            List<String> all = notes.await(1);
            for (int n = 0; n < all.size(); n++) assertEquals(n % 2 == 0 ? "full" : "empty", all.get(n));
        }
    }

    @Test
    @Spec("server 245")
    void bufferEmptyComesAtTheLowWatermark() throws Exception {
        server.set(Map.of(
                "buffer_high_watermark", 14 * MEGABYTE,
                "buffer_low_watermark", 13 * MEGABYTE,
                "socket_buffer_size", 40 * MEGABYTE));
        server.on("receive", (Server it, int fd) -> {
            for (int n = 0; n < 24; n++) it.send(fd, new byte[MEGABYTE]);
            sent.add("sent");
        });
        server.on("bufferEmpty", (Server it, int fd) -> notes.add(queued(it, fd) <= 13 * MEGABYTE));
        try (var running = TestServer.start(server);
                var client = slow(running)) {
            client.sendText("x");
            sent.await(1);
            client.readBytes(12 * MEGABYTE); // the kernel cannot have the other twelve
            notes.mustBe("true");
            client.abort();
        }
    }

    private static int queued(Server server, int fd) {
        return (int) java.util.Objects.requireNonNull(server.getClientInfo(fd)).get("send_queued_bytes");
    }

    @Test
    void aLittleOutputFillsNothing() throws Exception {
        server.on("receive", (Server it, int fd) -> it.send(fd, "x"));
        server.on("bufferFull", (Server it, int fd) -> notes.add("full", fd));
        server.on("bufferEmpty", (Server it, int fd) -> notes.add("empty", fd));
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("x").readBytes(1);
        }
        notes.mustBe();
    }

    @Test
    void whatIsSentMayBeChangedAfterwards() throws Exception {
        server.on("receive", (Server it, int fd) -> {
            for (int size : new int[] {1000, 100_000}) {
                byte[] data = filled(1, size);
                it.send(fd, data);
                Arrays.fill(data, (byte) 2);
            }
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            assertArrayEquals(filled(1, 101_000), client.sendText("x").readBytes(101_000));
        }
    }

    @Test
    @Spec("server 249")
    void sendersThatWaitGoOnInTheirOrder() throws Exception {
        int senders = 10;
        int size = 300_000;
        server.set(Map.of("socket_buffer_size", MEGABYTE, SNDBUF, SMALL));
        server.on("receive", (Server it, int fd) -> {
            it.send(fd, filled(0, 2 * MEGABYTE)); // more than fits
            for (int n = 1; n <= senders; n++) {
                byte[] message = filled(n, size);
                Coroutine.go(() -> it.send(fd, message));
            }
            it.send(fd, filled(senders + 1, size));
        });
        try (var running = TestServer.start(server);
                var client = slow(running)) {
            client.sendText("x").readBytes(2 * MEGABYTE);
            for (int n = 1; n <= senders + 1; n++) {
                byte[] message = client.readBytes(size);
                assertEquals(n, message[0]);
                assertEquals(n, message[size - 1]);
            }
        }
    }

    @Test
    @Spec("server 251")
    void aMessageLongerThanOutputBufferSizeIsRefused() throws Exception {
        server.set(Map.of("buffer_output_size", 100_000));
        server.on("receive", (Server it, int fd) -> {
            notes.add(it.send(fd, new byte[262_144]), it.getLastError());
            notes.add(it.send(fd, new byte[100_000]));
        });
        try (var running = TestServer.start(server);
                var client = running.connect();
                var log = LogLines.open()) {
            client.sendText("x").readBytes(100_000);
            notes.mustBe("false 1203", "true");
            log.mustWarn("exceeds the output buffer size[100000]");
        }
    }

    @Test
    @Spec("server 102")
    void sendwaitReturnsWhenTheKernelHasAll() throws Exception {
        int size = 6 * MEGABYTE;
        CountDownLatch begun = new CountDownLatch(1);
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            if (data.equals("other")) {
                it.send(fd, "on");
                return;
            }
            begun.countDown();
            notes.add(it.sendwait(fd, new byte[size]), queued(it, fd));
        });
        try (var running = TestServer.start(server);
                var client = slow(running);
                var other = running.connect()) {
            client.sendText("x");
            begun.await();
            other.sendText("other").readBytes(2); // only the caller waits
            client.readBytes(size);
            notes.mustBe("true 0");
        }
    }

    @Test
    void sendwaitEndsWithItsConnection() throws Exception {
        server.on("receive", (Server it, int fd) -> {
            notes.add(it.sendwait(fd, new byte[8 * MEGABYTE]), it.getLastError());
        });
        try (var running = TestServer.start(server);
                var client = slow(running)) {
            client.sendText("x").readBytes(1);
            client.reset();
            notes.mustBe("false 104");
        }
    }

    @Test
    void sendwaitEndsAfterSendTimeout() throws Exception {
        server.set(Map.of("send_timeout", .2));
        server.on("receive", (Server it, int fd) -> {
            notes.add(it.sendwait(fd, new byte[8 * MEGABYTE]), it.getLastError());
        });
        try (var running = TestServer.start(server);
                var client = slow(running)) {
            client.sendText("x");
            notes.mustBe("false 10018");
            client.abort();
        }
    }

    @Test
    void sendwaitNeedsAWorker() throws Exception {
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("receive", (Server it, int fd) -> {});
        try (var running = TestServer.start(server);
                var _ = running.connect();
                var log = LogLines.open()) {
            notes.mustBe("connect 1");
            assertEquals(false, server.sendwait(1, "x"));
            log.mustWarn("can't sendwait");
        }
    }
}
