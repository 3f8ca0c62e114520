package swoole4j.server.coroutine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.LiveHeap;
import swoole4j.websocket.Frame;

/** What a handler costs that waits for its peer. */
class ManyConnectionsTest {
    private static final int MANY = 1500;
    /** A few kilobytes in fact; both ends are in this JVM, and what else runs in it is counted too. */
    private static final long MOST_BYTES = 48 * 1024;

    private static final byte[] REQUEST = ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Semaphore waiting = new Semaphore(0);
    private final List<Socket> sockets = new ArrayList<>();

    @Test
    void thousandsMayWait() throws Exception {
        try (var test = CoroutineTestServer.start(Map.of(), (Request request, Response ws) -> {
            ws.upgrade();
            waiting.release();
            for (Frame frame; (frame = ws.recv(-1)) != null; ) ws.push(frame.data());
        })) {
            try {
                open(test.port(), 100); // what is made once does not count
                long before = LiveHeap.bytes();
                open(test.port(), MANY);
                long each = (LiveHeap.bytes() - before) / MANY;
                assertTrue(each < MOST_BYTES, () -> each + " bytes for each");
            } finally {
                for (Socket socket : sockets) socket.close();
            }
        }
    }

    private void open(int port, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.getOutputStream().write(REQUEST);
        }
        assertTrue(waiting.tryAcquire(count, 60, TimeUnit.SECONDS));
    }
}
