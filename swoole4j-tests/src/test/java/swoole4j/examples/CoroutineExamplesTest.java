package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of coroutine servers. One nested class per file, named after it. */
class CoroutineExamplesTest extends ExampleTests {
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
