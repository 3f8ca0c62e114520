package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.AF_INET;
import static swoole4j.Constants.SOCK_STREAM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import swoole4j.testing.RawClient;

/** What tests of general sockets of streams begin with. */
abstract class StreamSockets {
    static final int SECONDS = 10;

    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Socket::close);
    }

    Socket opened(Socket socket) {
        opened.add(socket);
        return socket;
    }

    Socket stream() {
        return opened(new Socket(AF_INET, SOCK_STREAM));
    }

    Socket listening() {
        Socket socket = stream();
        assertTrue(socket.bind("127.0.0.1"), socket::errMsg);
        assertTrue(socket.listen(), socket::errMsg);
        return socket;
    }

    Socket accepted(Socket listening) {
        Socket accepted = listening.accept(SECONDS);
        assertNotNull(accepted, listening::errMsg);
        return opened(accepted);
    }

    static int port(Socket socket) {
        Map<String, Object> address = socket.getsockname();
        assertNotNull(address, socket::errMsg);
        return (int) address.get("port");
    }

    static void mustFail(Socket socket, int error) {
        assertEquals(error, socket.errCode(), socket::errMsg);
        assertFalse(socket.errMsg().isEmpty());
    }

    /** What is done with both ends of a connection. */
    interface Talk {
        void between(RawClient client, Socket socket) throws Exception;
    }

    void talk(Map<String, ?> protocol, Talk talk) throws Exception {
        Socket server = listening();
        if (!protocol.isEmpty()) assertTrue(server.setProtocol(protocol), server::errMsg);
        try (RawClient client = RawClient.connect(port(server))) {
            talk.between(client, accepted(server));
        }
    }

    /** Waits until something has come. */
    static void awaitArrival(Socket socket) {
        long deadline = java.lang.System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (socket.peek() == null) {
            assertTrue(java.lang.System.nanoTime() < deadline, "nothing comes");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
