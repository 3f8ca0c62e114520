package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_EVENT_WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.tests.Spec;

/** How waits of general sockets of streams end. */
class SocketWaitingTest extends StreamSockets {
    @Test
    void endsWithTheTime() {
        Socket server = listening();
        assertNull(server.accept(.01));
        mustFail(server, 110);
    }

    @Test
    void endsWhenTheCoroutineIsCancelled() throws Exception {
        talk(Map.of(), (_, socket) -> {
            Socket server = listening();
            List<String> ends = new ArrayList<>();
            Coroutine.run(() -> {
                int accepting = Coroutine.go(() -> ends.add((server.accept(SECONDS) == null) + " " + server.errCode()));
                int receiving = Coroutine.go(() -> ends.add(socket.recv(9, SECONDS) + " " + socket.errCode()));
                ends.add(Coroutine.cancel(accepting) + " " + Coroutine.cancel(receiving));
            });
            assertEquals(List.of("true 125", "null 125", "true true"), ends);
        });
    }

    @Test
    void endsWhenTheSocketIsCancelled() throws Exception {
        talk(Map.of(), (client, socket) -> {
            Socket server = listening();
            List<String> ends = new ArrayList<>();
            Coroutine.run(() -> {
                Coroutine.go(() -> ends.add((server.accept(SECONDS) == null) + " " + server.errCode()));
                Coroutine.go(() -> ends.add(socket.recv(9, SECONDS) + " " + socket.errCode()));
                Coroutine.go(() -> ends.add(socket.send(new byte[1 << 25], SECONDS) + " " + socket.errCode()));
                assertTrue(server.cancel());
                assertTrue(socket.cancel());
                assertTrue(socket.cancel(SWOOLE_EVENT_WRITE));
            });
            assertEquals(
                    List.of("-1 125", "null 125", "true 125"),
                    ends.stream().sorted().toList());
            assertFalse(server.cancel());
            assertFalse(socket.cancel());
            assertFalse(socket.cancel(SWOOLE_EVENT_WRITE));
            assertFalse(socket.cancel(1));
            mustFail(socket, 22);
            client.abort(); // most of what was sent is on its way
        });
    }

    @Test
    void endsWhenTheSocketIsClosed() throws Exception {
        talk(Map.of(), (_, socket) -> {
            Socket server = listening();
            List<String> ends = new ArrayList<>();
            Coroutine.run(() -> {
                Coroutine.go(() -> ends.add("accepted nobody: " + (server.accept(SECONDS) == null)));
                Coroutine.go(() -> ends.add("received " + socket.recv(9, SECONDS)));
                assertTrue(server.close());
                assertTrue(socket.close());
            });
            assertEquals(
                    List.of("accepted nobody: true", "received "),
                    ends.stream().sorted().toList());
            assertFalse(server.close());
            mustFail(server, 9);
            assertNull(server.accept(1));
            mustFail(server, 9);
            assertFalse(server.bind("127.0.0.1"));
            mustFail(server, 9);
            assertNull(socket.recv());
            mustFail(socket, 9);
            assertEquals(-1, socket.send("x"));
            mustFail(socket, 9);
            assertNull(socket.getsockname());
            mustFail(socket, 9);
            assertEquals(-1, socket.fd());
        });
    }

    @Test
    @Spec("coroutine 151")
    void isForOneCoroutineAtATime() throws Exception {
        talk(Map.of(), (_, socket) -> {
            Socket server = listening();
            List<String> texts = new ArrayList<>();
            Coroutine.run(() -> {
                Coroutine.go(() -> server.accept(SECONDS));
                Coroutine.go(() -> socket.recv(9, SECONDS));
                texts.add(assertThrows(IllegalStateException.class, server::accept)
                        .getMessage());
                texts.add(assertThrows(IllegalStateException.class, socket::recvLine)
                        .getMessage());
                assertTrue(server.cancel());
                assertTrue(socket.cancel());
            });
            for (String text : texts) {
                assertTrue(text.contains("has already been bound to another coroutine#"), text);
            }
            assertEquals(2, texts.size());
        });
    }
}
