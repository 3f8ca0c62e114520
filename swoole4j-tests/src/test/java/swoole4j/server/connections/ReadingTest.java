package swoole4j.server.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Frames;
import swoole4j.testing.Http2Client;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;

/** pause(), resume() and confirm(). */
@ParameterizedClass(name = "transport {0}")
@ValueSource(strings = {"epoll", "nio"})
class ReadingTest {
    @Parameter
    String transport;

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    /** Pauses a connection when it says so, and notes what comes of it. */
    private TestServer start(Map<String, ?> more) {
        server.set(more);
        server.set(Map.of("transport", transport, "worker_num", 1));
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            // What is sent behind the pause leaves when the pause holds.
            if (data.equals("pause")) notes.add(it.pause(fd) && it.send(fd, "p") ? data : "not paused");
            else notes.add(data);
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return TestServer.start(server);
    }

    /** What another connection says is read after what this one has sent before. */
    private void mustHearOnly(TestServer running, int known) throws Exception {
        try (var other = running.connect()) {
            other.sendText("other");
            notes.await(known + 2);
            assertEquals("other", notes.await(0).get(known + 1));
        }
        notes.await(known + 3);
    }

    @Test
    @Spec("server 103, 104, 106")
    void aPausedConnectionIsHeardAgainWhenItIsResumed() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("later");
            mustHearOnly(running, 2);
            assertTrue(server.pause(1));
            assertTrue(server.send(1, "out"));
            assertEquals("out", new String(client.readBytes(3), US_ASCII));
            assertTrue(server.resume(1));
            assertTrue(server.resume(1));
            notes.mustBe("connect 1", "pause", "connect 2", "other", "close 2 0", "later");
            client.sendText("more");
            notes.await(7);
        }
    }

    @Test
    @Spec("server 105")
    void whatIsUnknownCannotBePaused() throws Exception {
        try (var _ = start(Map.of())) {
            assertFalse(server.pause(99));
            assertEquals(1005, server.getLastError());
            assertFalse(server.resume(99));
            assertFalse(server.confirm(0));
            assertFalse(server.protect(99));
            assertEquals(1005, server.getLastError());
        }
    }

    @Test
    void whatAPausedPeerSentBeforeItsEndIsNotLost() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("last").halfClose();
            mustHearOnly(running, 2);
            assertTrue(server.exists(1));
            server.resume(1);
            notes.mustBe("connect 1", "pause", "connect 2", "other", "close 2 0", "last", "close 1 0");
            client.mustBeClosed();
        }
    }

    @Test
    void aPausedConnectionIsClosedAllTheSame() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("never heard");
            assertTrue(server.close(1));
            client.mustBeClosed();
            notes.mustBe("connect 1", "pause", "close 1 -1");
        }
    }

    @Test
    @Spec("server 107")
    void delayedReceivesWaitForTheConfirmation() throws Exception {
        try (var running = start(Map.of("enable_delay_receive", true));
                var client = running.connect()) {
            client.sendText("early");
            notes.mustBe("connect 1");
            assertEquals(1, server.connections().size());
            try (var other = running.connect()) {
                notes.await(2);
                assertTrue(server.confirm(2));
                other.sendText("other");
                notes.mustBe("connect 1", "connect 2", "other");
            }
            notes.await(4);
            assertTrue(server.confirm(1));
            assertTrue(server.confirm(1));
            notes.mustBe("connect 1", "connect 2", "other", "close 2 0", "early");
        }
    }

    @Test
    void aWebSocketCanBePausedToo() throws Exception {
        var webSocket = new swoole4j.websocket.Server("127.0.0.1");
        webSocket.set(Map.of("transport", transport, "worker_num", 1));
        webSocket.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            if (frame.data().equals("pause")) it.pause(frame.fd());
            notes.add(frame.data());
            it.push(frame.fd(), "!");
        });
        try (var running = TestServer.start(webSocket);
                var client = running.websocket();
                var other = running.websocket()) {
            client.text("pause").mustReceive(0x81, "!");
            notes.mustBe("pause");
            client.text("later");
            other.text("other").mustReceive(0x81, "!");
            notes.mustBe("pause", "other");
            webSocket.resume(1);
            client.mustReceive(0x81, "!");
            notes.mustBe("pause", "other", "later");
            client.mustCloseCleanly();
            other.mustCloseCleanly();
        }
    }

    /** More than may be in work at once, so that the rest is held while nothing more is read. */
    @Test
    void framesThatWaitAreNotLostWhenTheirSenderEnds() throws Exception {
        int count = 300;
        CountDownLatch go = new CountDownLatch(1);
        var webSocket = new swoole4j.websocket.Server("127.0.0.1");
        webSocket.set(Map.of("transport", transport, "worker_num", 1));
        webSocket.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            if (frame.data().equals("other")) it.push(frame.fd(), "!");
            else if (go.await(10, TimeUnit.SECONDS)) notes.add(frame.data());
        });
        webSocket.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; n < count; n++)
            all.writeBytes(Frames.masked(0x81, Integer.toString(n).getBytes(US_ASCII)));
        try (var running = TestServer.start(webSocket);
                var client = running.websocket();
                var other = running.websocket()) {
            client.send(all.toByteArray()).halfClose();
            for (int n = 0; n < 3; n++) other.text("other").mustReceive(0x81, "!"); // the loop has seen that end
            go.countDown();
            String[] everything = new String[count + 1];
            for (int n = 0; n < count; n++) everything[n] = Integer.toString(n);
            everything[count] = "close 1";
            notes.mustBe(everything);
            client.mustBeClosed();
            other.mustCloseCleanly();
        }
    }

    @Test
    void earlyFramesAreNotLostWhenTheirSenderEnds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        var webSocket = new swoole4j.websocket.Server("127.0.0.1");
        webSocket.set(Map.of("transport", transport, "worker_num", 1));
        webSocket.on("beforeHandshakeResponse", (swoole4j.websocket.Server it, Request request, Response response) -> {
            if (request.fd() == 2 && !go.await(10, TimeUnit.SECONDS)) notes.add("go is missing");
        });
        webSocket.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            notes.add(frame.data());
            it.push(frame.fd(), "!");
        });
        webSocket.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd));
        try (var running = TestServer.start(webSocket);
                var other = running.websocket();
                var client = running.connect()) {
            client.sendText("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .text("early")
                    .halfClose();
            for (int n = 0; n < 3; n++) other.text("other").mustReceive(0x81, "!"); // the loop has seen that end
            go.countDown();
            assertEquals(101, client.readHead().status());
            notes.mustBe("other", "other", "other", "early", "close 2");
            client.readToEnd();
            other.mustCloseCleanly();
        }
    }

    @Test
    void aPausedHttp2ConnectionIsNotHeardBeforeItIsResumed() throws Exception {
        var http = new swoole4j.http.Server("127.0.0.1");
        http.set(Map.of("transport", transport, "worker_num", 1, "open_http2_protocol", true));
        http.on("request", (Request request, Response response) -> {
            String path = String.valueOf(request.server().get("path_info"));
            notes.add(path);
            if (path.equals("/pause")) http.pause(request.fd());
            response.end(path);
        });
        http.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd));
        try (var running = TestServer.start(http);
                var client = Http2Client.connect(running.port());
                var other = Http2Client.connect(running.port())) {
            assertEquals("/pause", client.get(1, "/pause").text());
            client.request(3, "GET", "/last").halfClose();
            for (int n = 1; n < 6; n += 2) other.get(n, "/other");
            notes.mustBe("/pause", "/other", "/other", "/other");
            http.resume(1);
            notes.mustBe("/pause", "/other", "/other", "/other", "/last", "close 1");
            client.abort();
        }
    }
}
