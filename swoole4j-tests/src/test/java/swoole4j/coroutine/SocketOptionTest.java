package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.IPPROTO_TCP;
import static swoole4j.Constants.SOL_SOCKET;
import static swoole4j.Constants.SO_KEEPALIVE;
import static swoole4j.Constants.SO_LINGER;
import static swoole4j.Constants.SO_RCVTIMEO;
import static swoole4j.Constants.TCP_NODELAY;

import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.testing.RawClient;

/** Options of the system's for general sockets of streams. */
class SocketOptionTest extends StreamSockets {
    @Test
    void areTheSystems() throws Exception {
        talk(Map.of(), (_, socket) -> {
            assertTrue(socket.setOption(SOL_SOCKET, SO_KEEPALIVE, true), socket::errMsg);
            assertEquals(1, socket.getOption(SOL_SOCKET, SO_KEEPALIVE));
            assertTrue(socket.setOption(IPPROTO_TCP, TCP_NODELAY, 0), socket::errMsg);
            assertEquals(0, socket.getOption(IPPROTO_TCP, TCP_NODELAY));
            assertTrue(socket.setOption(SOL_SOCKET, SO_LINGER, Map.of("l_onoff", 1, "l_linger", 3)));
            assertEquals(3, socket.getOption(SOL_SOCKET, SO_LINGER));
            assertFalse(socket.setOption(SOL_SOCKET, SO_KEEPALIVE, "yes"));
            mustFail(socket, 22);
            assertFalse(socket.setOption(77, 1, 1));
            mustFail(socket, 92);
            assertNull(socket.getOption(SOL_SOCKET, 77));
            mustFail(socket, 92);
        });
    }

    @Test
    void ofAListeningSocketHoldForThoseItAccepts() throws Exception {
        Socket server = stream();
        assertTrue(server.setOption(SOL_SOCKET, SO_KEEPALIVE, 1));
        assertEquals(1, server.getOption(SOL_SOCKET, SO_KEEPALIVE));
        assertTrue(server.bind("127.0.0.1"));
        assertTrue(server.listen(1));
        try (RawClient _ = RawClient.connect(port(server))) {
            assertEquals(1, accepted(server).getOption(SOL_SOCKET, SO_KEEPALIVE));
        }
    }

    @Test
    void theUsualTimeIsOne() throws Exception {
        talk(Map.of(), (_, socket) -> {
            assertEquals(Map.of("sec", 60L, "usec", 0L), socket.getOption(SOL_SOCKET, SO_RCVTIMEO));
            assertTrue(socket.setOption(SOL_SOCKET, SO_RCVTIMEO, Map.of("sec", 0, "usec", 10_000)));
            assertEquals(Map.of("sec", 0L, "usec", 10_000L), socket.getOption(SOL_SOCKET, SO_RCVTIMEO));
            assertNull(socket.recv());
            mustFail(socket, 110);
            assertFalse(socket.setOption(SOL_SOCKET, SO_RCVTIMEO, "soon"));
            mustFail(socket, 22);
        });
    }
}
