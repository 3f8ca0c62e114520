package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import swoole4j.SwooleException;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The constructor takes the address, not start(). */
class ConstructorTest {
    @Test
    @Spec("websocket 9")
    void portZeroIsAFreePortThatIsKnownAtOnce() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        int port = server.port();
        assertTrue(port > 0 && port <= 65535, () -> "port " + port);
        assertEquals(port, server.ports().getFirst().port());
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), Integer.toString(it.port())));
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            client.text("x").mustReceive(0x81, Integer.toString(port)).mustCloseCleanly();
        }
    }

    @Test
    @Spec("websocket 10")
    void aPortInUseIsRefused() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            var thrown = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", port));
            assertEquals(98, thrown.code());
            assertEquals(
                    "failed to listen server port[127.0.0.1:" + port + "], Error: Address already in use[98]",
                    thrown.getMessage());
        }
    }

    @Test
    @Spec("websocket 10")
    void thePortOfAnotherServerIsInUseFromItsConstructionOn() {
        Server first = new Server("127.0.0.1");
        var thrown = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", first.port()));
        assertEquals(98, thrown.code());
    }

    @Test
    @Spec("websocket 11")
    void aPortBeyond65535IsRefused() {
        var thrown = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", 70000));
        assertEquals(9004, thrown.code());
        assertEquals(
                "failed to listen server port[127.0.0.1:70000], Error: Server invalid listen port[9004]",
                thrown.getMessage());
    }

    @Test
    void anUnknownModeIsRefused() {
        var thrown = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", 0, 99));
        assertEquals("invalid $mode parameters 99", thrown.getMessage());
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        var thrown = assertThrows(SwooleException.class, () -> new Server("256.0.0.1", 23060));
        assertTrue(thrown.getMessage().startsWith("failed to listen server port[256.0.0.1:23060], Error: "));
    }
}
