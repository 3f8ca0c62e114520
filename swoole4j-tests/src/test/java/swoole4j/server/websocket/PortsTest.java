package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.server.Port;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Several listening ports of one server. */
class PortsTest {
    private final Server server = new Server("127.0.0.1");
    private final Port second = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP);
    private final Notes notes = new Notes();

    @BeforeEach
    void callbacksOfTheFirst() {
        server.set(Map.of("websocket_subprotocol", "one"));
        server.on("open", (Server it, Request request) -> notes.add("open first"));
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "first"));
        server.on(
                "close",
                (Server it, int fd) -> notes.add("close", it.getClientInfo(fd).get("server_port")));
    }

    @Test
    @Spec("websocket 168")
    void theSecondHasItsOwnOptionsAndCallbacks() throws Exception {
        second.set(Map.of("open_websocket_protocol", true, "websocket_subprotocol", "two"));
        second.on("open", (Server it, Request request) -> notes.add("open second"));
        second.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "second"));
        try (var running = TestServer.start(server);
                var one = running.websocket("Sec-WebSocket-Protocol: one, two");
                var two = RawClient.connect(second.port()).upgrade("Sec-WebSocket-Protocol: one, two")) {
            assertEquals("one", one.head().header("Sec-WebSocket-Protocol"));
            assertEquals("two", two.head().header("Sec-WebSocket-Protocol"));
            one.text("x").mustReceive(0x81, "first").mustCloseCleanly();
            notes.await(3);
            two.text("x").mustReceive(0x81, "second").mustCloseCleanly();
        }
        notes.mustBe("open first", "open second", "close " + server.port(), "close " + second.port());
    }

    @Test
    @Spec("websocket 168")
    void oneWithoutOptionsInheritsThemAndCallbacksEachByItself() throws Exception {
        second.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "second"));
        try (var _ = TestServer.start(server);
                var two = RawClient.connect(second.port()).upgrade("Sec-WebSocket-Protocol: one")) {
            assertEquals("one", two.head().header("Sec-WebSocket-Protocol"));
            two.text("x").mustReceive(0x81, "second").mustCloseCleanly();
        }
        notes.mustBe("open first", "close " + second.port());
    }

    @Test
    void oneWithOptionsInheritsNone() throws Exception {
        second.set(Map.of("open_websocket_protocol", true));
        try (var _ = TestServer.start(server);
                var two = RawClient.connect(second.port()).upgrade("Sec-WebSocket-Protocol: one")) {
            assertNull(two.head().header("Sec-WebSocket-Protocol"));
            two.text("x").mustReceive(0x81, "first").mustCloseCleanly();
        }
        notes.mustBe("open first", "close " + second.port());
    }

    @Test
    void severalWorkersListenOnBoth() throws Exception {
        server.set(Map.of("worker_num", 2));
        try (var running = TestServer.start(server)) {
            for (int i = 0; i < 8; i++) {
                try (var one = running.websocket();
                        var two = RawClient.connect(second.port()).upgrade()) {
                    one.text("x").mustReceive(0x81, "first").mustCloseCleanly();
                    two.text("x").mustReceive(0x81, "first").mustCloseCleanly();
                }
            }
        }
        assertEquals(32, notes.await(32).size());
    }
}
