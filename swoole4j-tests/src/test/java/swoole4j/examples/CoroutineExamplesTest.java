package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The examples of {@code examples/coroutine}. One nested class per file. */
class CoroutineExamplesTest extends ExampleTests {
    /** A WebSocket server that sends every message back, and knows one page. */
    private static TestServer serve() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("websocket_compression", true));
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "server got " + frame.data()));
        server.on("request", (Request request, Response response) -> {
            if (!request.server().get("request_uri").equals("/hello")) response.status(404);
            response.end("hello");
        });
        return TestServer.start(server);
    }

    @Nested
    class ClientCompression {
        @Test
        void sendsACompressedMessageAndPrintsTheAnswer() throws Exception {
            try (TestServer server = serve()) {
                assertEquals(
                        List.of("server got Hello Swoole"),
                        lines("coroutine/client_compression", Integer.toString(server.port())));
            }
        }
    }

    @Nested
    class ClientPing {
        @Test
        void printsThatThePongHasCome() throws Exception {
            try (TestServer server = serve()) {
                assertEquals(List.of("true"), lines("coroutine/client_ping", Integer.toString(server.port())));
            }
        }
    }

    @Nested
    class HttpRequests {
        @Test
        void printsEveryResultTwice() throws Exception {
            try (TestServer server = serve()) {
                assertEquals(
                        List.of("{/hello=200, /nothing=404}", "/hello has 5 characters", "/nothing has 5 characters"),
                        lines("coroutine/http_requests", Integer.toString(server.port()), "/hello", "/nothing"));
            }
        }
    }

    @Nested
    class ProducerConsumer {
        @Test
        void everyValueIsTakenOnce() throws Exception {
            List<String> lines = lines("coroutine/producer_consumer");
            List<String> taken = lines.stream()
                    .filter(line -> line.contains("takes"))
                    .map(line -> line.replaceFirst(".*takes ", ""))
                    .toList();
            assertEquals(List.of("1", "4", "9", "16", "25"), taken);
            assertTrue(lines.contains("consumer 1 is done: true"), lines::toString);
            assertTrue(lines.contains("consumer 2 is done: true"), lines::toString);
        }
    }

    @Nested
    class TcpClient {
        @Test
        void printsAnAnswerForEachLine() throws Exception {
            var lines = new swoole4j.Server("127.0.0.1", 0);
            lines.set(Map.of("open_eof_split", true, "package_eof", "\r\n"));
            lines.on("receive", (swoole4j.Server it, int fd, int _, String data) -> it.send(fd, "server got " + data));
            try (TestServer server = TestServer.start(lines)) {
                assertEquals(
                        List.of("server got hello", "server got world"),
                        lines("coroutine/tcp_client", Integer.toString(server.port())));
            }
        }
    }

    @Nested
    class TimeoutAndCancel {
        @Test
        void printsHowEachWaitEnds() throws Exception {
            assertEquals(
                    List.of(
                            "null, error -1",
                            "slept for an hour: false, cancelled: true",
                            "cancel: true",
                            "cancelled by an exception",
                            "cleaned up",
                            "here, null"),
                    lines("coroutine/timeout_and_cancel"));
        }
    }

    @Nested
    class WebSocket {
        @Test
        void greetsTwiceAndClosesWhenAskedTo() throws Exception {
            try (var client = new WebSocketClient(run("coroutine/websocket"), "/websocket")) {
                client.text("Ann");
                assertEquals("text Hello Ann!", client.next());
                assertEquals("text How are you, Ann?", client.next());
                client.text("close");
                assertTrue(String.valueOf(client.next()).startsWith("close 1006"));
            }
        }

        @Test
        void servesThePageThatTalksToIt() throws Exception {
            int port = run("coroutine/websocket");
            var answer = get(port, "/");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("ws://127.0.0.1:" + port + "/websocket"), answer::body);
        }
    }

    @Nested
    class Broadcast {
        @Test
        void tellsEverybody() throws Exception {
            int port = run("coroutine/broadcast");
            try (var ann = new WebSocketClient(port, "/websocket");
                    var bob = new WebSocketClient(port, "/websocket")) {
                ann.text("hi");
                assertEquals("text Server：hi", ann.next());
                assertEquals("text Server：hi", bob.next());
                bob.end(1000, "");
                assertEquals("close 1000", bob.next());
                ann.text("alone");
                assertEquals("text Server：alone", ann.next());
            }
        }
    }
}
