package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What {@code examples/chat/server.java} says to clients that are no page. */
class ChatServerTest extends ExampleTests {
    @Test
    void tellsWhoComesWhatTheySayAndWhoGoes() throws Exception {
        int port = run("chat/server");
        try (var ann = new WebSocketClient(port, "/?name=Ann")) {
            assertEquals("text \nAnn joined. Here now: Ann", ann.next());
            try (var bob = new WebSocketClient(port, "/?name=Bob")) {
                assertEquals("text \nBob joined. Here now: Ann, Bob", ann.next());
                assertEquals("text \nBob joined. Here now: Ann, Bob", bob.next());
                bob.text("<b>hi</b>");
                assertEquals("text Bob\n<b>hi</b>", ann.next());
                assertEquals("text Bob\n<b>hi</b>", bob.next());
                bob.end(1000, "");
            }
            assertEquals("text \nBob left", ann.next());
        }
    }

    @Test
    void refusesANameThatIsMissingTakenOrTooLong() throws Exception {
        int port = run("chat/server");
        try (var ann = new WebSocketClient(port, "/?name=Ann");
                var nobody = new WebSocketClient(port, "/?name=%20%0A");
                var another = new WebSocketClient(port, "/?name=Ann");
                var longest = new WebSocketClient(port, "/?name=" + "x".repeat(31))) {
            assertEquals("close 4000 a name is needed", nobody.next());
            assertEquals("close 4000 take another name", another.next());
            assertEquals("close 4000 take another name", longest.next());
            assertEquals("text \nAnn joined. Here now: Ann", ann.next());
            ann.text("alone");
            assertEquals("text Ann\nalone", ann.next());
        }
    }

    @Test
    void closesWith1009OnAMessageThatIsTooLong() throws Exception {
        try (var ann = new WebSocketClient(run("chat/server"), "/?name=Ann")) {
            assertEquals("text \nAnn joined. Here now: Ann", ann.next());
            ann.text("x".repeat(70_000));
            assertTrue(String.valueOf(ann.next()).startsWith("close 1009"));
        }
    }

    @Test
    void closesWith1001WhenItEnds() throws Exception {
        try (var ann = new WebSocketClient(run("chat/server"), "/?name=Ann")) {
            assertEquals("text \nAnn joined. Here now: Ann", ann.next());
            script.terminate();
            assertEquals("close 1001", ann.next());
            assertEquals(0, script.exitCode());
        }
    }

    @Test
    void servesThePageAndNothingElse() throws Exception {
        int port = run("chat/server");
        HttpResponse<String> page = get(port, "/");
        assertEquals(200, page.statusCode());
        assertEquals(Files.readString(EXAMPLES.resolve("chat/index.html")), page.body());
        assertEquals(404, get(port, "/server.java").statusCode());
    }
}
