package swoole4j.server.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Swoole;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.Frames;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/** What a handler of a coroutine server does with a WebSocket. */
class WebSocketTest {
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private final Notes notes = new Notes();

    private static CoroutineTestServer start(Callback.OnRequest handler) throws Exception {
        return CoroutineTestServer.start(Map.of("package_max_length", 65536), handler);
    }

    /** Notes why there is no frame. */
    private void none(Response ws, Frame frame) {
        notes.add(frame == null ? "none" : "frame " + frame.data(), Swoole.lastError(), ws.isClosed());
    }

    @Test
    @Spec("websocket 152")
    void talksInALoop() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    assertTrue(ws.isWritable());
                    assertTrue(ws.upgrade());
                    assertFalse(ws.isWritable());
                    assertFalse(ws.end("no more"));
                    assertEquals(7106, Swoole.lastError());
                    for (Frame frame; (frame = ws.recv()) != null; ) {
                        assertEquals(request.fd(), frame.fd());
                        assertTrue(ws.push(frame.bytes(), frame.opcode()));
                    }
                });
                RawClient client = test.connect().upgrade()) {
            client.text("one").binary(new byte[] {1, 2}).mustReceive(0x81, "one");
            client.mustReceive(0x80 | WEBSOCKET_OPCODE_BINARY, new byte[] {1, 2});
            client.mustCloseCleanly();
        }
    }

    @Test
    @Spec("websocket 153")
    void recvGivesUpAfterItsTimeAndTheConnectionStays() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    none(ws, ws.recv(0.01));
                    ws.push("still here");
                    none(ws, ws.recv(-1));
                });
                RawClient client = test.connect().upgrade()) {
            client.mustReceive(0x81, "still here");
            notes.mustBe("none 110 false");
            client.text("x");
            client.mustReceive(0x88, new byte[] {3, (byte) 0xe8});
            assertEquals("frame x", notes.await(2).get(1).substring(0, 7));
            client.mustBeClosed();
        }
    }

    @Test
    void recvTakesItsTimeFromTheSettings() throws Exception {
        try (var test = CoroutineTestServer.start(Map.of("socket_timeout", 0.01), (Request request, Response ws) -> {
                    ws.upgrade();
                    none(ws, ws.recv());
                });
                RawClient client = test.connect().upgrade()) {
            client.mustCloseWith("03e8");
            notes.mustBe("none 110 false");
        }
    }

    @Test
    @Spec("websocket 154")
    void recvTellsThatThePeerIsGone() throws Exception {
        try (var test = start((Request request, Response ws) -> {
            ws.upgrade();
            none(ws, ws.recv());
            none(ws, ws.recv());
            notes.add(ws.close(), Swoole.lastError());
            notes.add(ws.push("x"), Swoole.lastError());
        })) {
            RawClient client = test.connect().upgrade();
            client.close();
            notes.mustBe("none 0 true", "none 9 true", "false 9", "false 9");
        }
    }

    @Test
    @Spec("websocket 155")
    void aCloseFrameIsAnsweredAndEndsTheConnection() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    none(ws, ws.recv());
                });
                RawClient client = test.connect().upgrade()) {
            client.frame(0x88, new byte[] {3, (byte) 0xe8, 'b', 'y', 'e'});
            client.mustCloseWith("03e8627965");
            notes.mustBe("none 0 true");
        }
    }

    @Test
    @Spec("websocket 156")
    void controlFramesAreTheHandlersWhenItAsksForThem() throws Exception {
        Map<String, Object> options = Map.of(
                "open_websocket_close_frame", true,
                "open_websocket_ping_frame", true,
                "open_websocket_pong_frame", true);
        try (var test = CoroutineTestServer.start(options, (Request request, Response ws) -> {
                    ws.upgrade();
                    for (int i = 0; i < 3; i++) {
                        Frame frame = ws.recv();
                        notes.add(frame.opcode(), frame instanceof CloseFrame close ? close.code() : frame.data());
                    }
                    ws.push("no answer by itself");
                    notes.add(ws.disconnect(4000, "mine"));
                });
                RawClient client = test.connect().upgrade()) {
            client.frame(0x89, "i").frame(0x8a, "o").closeFrame(3001);
            client.mustReceive(0x81, "no answer by itself");
            client.mustCloseWith("0fa06d696e65");
            notes.mustBe("9 i", "10 o", "8 3001", "true");
        }
    }

    @Test
    @Spec("websocket 157")
    void disconnectSendsACloseFrame() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    notes.add(ws.disconnect(4001, "why"));
                    notes.add(ws.disconnect(), Swoole.lastError());
                    none(ws, ws.recv());
                });
                RawClient client = test.connect().upgrade()) {
            client.mustReceiveHex("88050fa1776879");
            client.mustBeClosed();
            notes.mustBe("true", "false 9", "none 9 true");
        }
    }

    @Test
    @Spec("websocket 158")
    void pings() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    notes.add(ws.ping("a".repeat(126)), Swoole.lastError());
                    notes.add(ws.push("x", 16), Swoole.lastError());
                    notes.add(ws.ping("b"));
                });
                RawClient client = test.connect().upgrade()) {
            client.mustReceive(0x89, "b");
            client.mustCloseWith("03e8");
            notes.mustBe("false 8505", "false 8505", "true");
        }
    }

    @Test
    @Spec("websocket 159")
    void refusesWhatIsNoHandshake() throws Exception {
        try (var test = start((Request request, Response ws) -> notes.add(ws.upgrade(), ws.isWritable()))) {
            for (String request : new String[] {
                UPGRADE, UPGRADE + "Sec-WebSocket-Key: short\r\n", "GET / HTTP/1.1\r\nHost: a\r\n" + KEY
            }) {
                try (RawClient client = test.connect()) {
                    client.sendText(request + "\r\n");
                    assertEquals(400, client.readHead().status());
                    client.mustBeClosed();
                }
            }
            notes.mustBe("false false", "false false", "false false");
        }
    }

    @Test
    @Spec("websocket 161")
    void theEndOfTheHandlerIsTheEndOfTheWebSocket() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    if (request.get().containsKey("throw")) throw new IllegalStateException("mine");
                });
                RawClient client = test.connect().upgrade()) {
            client.mustCloseWith("03e8");
        }
    }

    @Test
    @Spec("websocket 161")
    void aHandlerThatReturnsWhileTheServerEndsSays1001() throws Exception {
        var test = start((Request request, Response ws) -> {
            ws.upgrade();
            for (Frame frame; (frame = ws.recv()) != null && !frame.data().equals("end"); ) ws.push(frame.data());
        });
        try (RawClient client = test.connect().upgrade()) {
            test.server().shutdown();
            assertTrue(test.result());
            client.text("goes on").mustReceive(0x81, "goes on");
            client.text("end").mustCloseWith("03e9");
        }
        test.join();
    }

    @Test
    void closeSendsNoFrame() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    notes.add(ws.close());
                    notes.add(ws.close(), Swoole.lastError());
                });
                RawClient client = test.connect().upgrade()) {
            client.mustBeClosed();
            notes.mustBe("true", "false 9");
        }
    }

    @Test
    void beforeTheUpgradeThereIsNoWebSocket() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    none(ws, ws.recv());
                    notes.add(ws.push("x"), Swoole.lastError());
                    notes.add(ws.disconnect(), Swoole.lastError());
                    ws.end();
                });
                RawClient client = test.connect()) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, client.readHead().status());
            notes.mustBe("none 503 false", "false 503", "false 503");
        }
    }

    @Test
    void whatComesBehindTheHandshakeIsDelivered() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    ws.push("got " + ws.recv().data());
                });
                RawClient client = test.connect()) {
            client.send(Frames.join(
                    (UPGRADE + KEY + "\r\n").getBytes(StandardCharsets.US_ASCII),
                    Frames.masked(0x81, "early".getBytes(StandardCharsets.US_ASCII))));
            assertEquals(101, client.readHead().status());
            client.mustReceive(0x81, "got early");
            client.mustCloseWith("03e8");
        }
    }

    @Test
    void aRequestForAWebSocketMayBeAnsweredLikeAnyOther() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (var test = start((Request request, Response ws) -> {
                    if (requests.incrementAndGet() < 4) {
                        ws.end("");
                    } else {
                        ws.upgrade();
                        ws.push("now");
                    }
                });
                RawClient client = test.connect()) {
            client.sendText((UPGRADE + KEY + "\r\n").repeat(4));
            for (int i = 0; i < 3; i++) assertEquals(200, client.readHead().status());
            assertEquals(101, client.readHead().status());
            client.mustReceive(0x81, "now");
            client.mustCloseWith("03e8");
        }
    }

    @Test
    void recvTellsThatThePeerBrokeTheProtocol() throws Exception {
        try (var test = start((Request request, Response ws) -> {
            ws.upgrade();
            none(ws, ws.recv());
        })) {
            try (RawClient client = test.connect().upgrade()) {
                client.frame(0x80, "stray").mustFailWith(1002);
            }
            try (RawClient client = test.connect().upgrade()) {
                client.frame(0x82, new byte[70_000]).mustFailWith(1009);
            }
            notes.mustBe("none 508 true", "none 1201 true");
        }
    }

    @Test
    void recvMayBeCancelledAndHasOneCallerAtATime() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    int self = Coroutine.getCid();
                    Coroutine.go(() -> {
                        Coroutine.sleep(0.001); // the other one waits by then
                        none(ws, ws.recv());
                        assertTrue(Coroutine.cancel(self));
                    });
                    none(ws, ws.recv(-1));
                    notes.add(ws.push("goes on"));
                });
                RawClient client = test.connect().upgrade()) {
            client.mustReceive(0x81, "goes on");
            client.mustCloseWith("03e8");
            notes.mustBe("none 10002 false", "none 10017 false", "true");
        }
    }

    @Test
    void anotherCoroutineMayCloseWhatOneWaitsFor() throws Exception {
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    Coroutine.go(() -> {
                        Coroutine.sleep(0.001);
                        notes.add("close", ws.close());
                    });
                    none(ws, ws.recv(-1));
                });
                RawClient client = test.connect().upgrade()) {
            client.mustBeClosed();
            notes.mustBe("close true", "none 9 true");
        }
    }

    @Test
    void aFloodWaitsInTheNetworkWhileTheHandlerDoesSomethingElse() throws Exception {
        int messages = 2000;
        var goOn = new CountDownLatch(1);
        try (var test = start((Request request, Response ws) -> {
                    ws.upgrade();
                    goOn.await();
                    int count = 0;
                    for (Frame frame; (frame = ws.recv()) != null; ) {
                        assertEquals(count++ & 0xff, frame.bytes()[0] & 0xff);
                        if (count == messages) ws.push("all");
                    }
                });
                RawClient client = test.connect().upgrade()) {
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    byte[] payload = new byte[8192];
                    for (int i = 0; i < messages; i++) {
                        payload[0] = (byte) i;
                        client.binary(payload);
                        if (i == 20) goOn.countDown();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            client.mustReceive(0x81, "all");
            sender.join();
            client.mustCloseCleanly();
        }
    }
}
