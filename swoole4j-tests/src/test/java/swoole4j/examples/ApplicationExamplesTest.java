package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.scenario.RunningScript;

/** The applications among the examples; one nested class per file. What the complete one does, its own test tells. */
class ApplicationExamplesTest extends ExampleTests {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Nested
    class Complete {
        @Test
        void checksNobodyUnlessToldTo() throws Exception {
            int http = RunningScript.freePort();
            int ws = run("framework/complete", String.valueOf(http));
            try (var client = new RawClient(ws)) {
                client.send("GET /wss/other HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n\r\n");
                String answer = client.toTheEnd();
                assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
                assertTrue(answer.contains("Description: Route Error"), answer);
            }
            assertEquals("{\"sent\":false}", get(http, "/push/7").body());
        }
    }

    @Nested
    class Config {
        @Test
        void doesWhatItsFileSays() throws Exception {
            int port = run("framework/config");
            script.awaitLine("worker 0 has started");
            assertEquals("This is for WebSockets: /echo/NAME\n", get(port, "/").body());
            try (var client = new RawClient(port)) {
                client.send("GET /echo/Ann HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n"
                        + "Sec-WebSocket-Protocol: news, chat\r\n\r\n");
                String head = client.head();
                assertTrue(head.startsWith("HTTP/1.1 101 "), head);
                assertTrue(head.contains("X-Greeting: welcome"), head);
                assertTrue(head.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: chat"), head);
            }
        }
    }
}
