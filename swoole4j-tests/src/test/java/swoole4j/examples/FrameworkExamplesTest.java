package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.scenario.RunningScript;

/** The examples of {@code examples/framework}. One nested class per file, named after it. */
class FrameworkExamplesTest extends ExampleTests {
    @Nested
    class Dispatcher {
        @Test
        void callsMethodsAndLambdas() throws Exception {
            try (var client = new WebSocketClient(run("framework/dispatcher"))) {
                script.awaitLine("client 1 connected");
                assertEquals("text welcome", client.next());
                client.text("index hello some words");
                assertEquals("text call hello with arg: some words", client.next());
                client.text("index who");
                assertEquals("text your fd is 1", client.next());
                client.text("index delay");
                assertEquals("text this is delay action", client.next());
                assertEquals("text push in delay", client.next());
                client.text("");
                client.text("clock day secret");
                client.text("clock day 365");
                assertEquals("text 1971-01-01", client.next());
                client.text("index bye");
                assertEquals("text bye", client.next());
                assertEquals("close 1000 you asked for it", client.next());
            }
            script.awaitLine("client 1 closed");
        }

        @Test
        void answersWhatItDoesNotUnderstand() throws Exception {
            int port = run("framework/dispatcher");
            try (var client = new WebSocketClient(port)) {
                assertEquals("text welcome", client.next());
                client.text("index toString");
                assertEquals("text there is no toString", client.next());
                client.text("clock year");
                assertEquals("text no action year", client.next());
                client.text("clock day late");
                assertEquals("text not a number of days: late", client.next());
                client.text("Index who");
                assertEquals("text system error", client.next());
                assertEquals("close 1011 error", client.next());
            }
            try (var client = new WebSocketClient(port)) {
                assertEquals("text welcome", client.next());
                client.text("who?");
                assertEquals("text system error", client.next());
                assertEquals("close 1011 error", client.next());
            }
            script.awaitLine("client 1: no controller is named 'Index'");
            script.awaitLine("client 2: not a call: who?");
        }
    }

    @Nested
    class MessageMiddleware {
        @Test
        void altersCountsAndAnswersForWhatFails() throws Exception {
            int port = run("framework/message_middleware");
            try (var client = new WebSocketClient(port, "/double");
                    var other = new WebSocketClient(port, "/double")) {
                client.text(" 21\n");
                assertEquals("text 42", client.next());
                client.text("x");
                assertEquals("text that did not work: For input string: \"x\"", client.next());
                client.text("4");
                assertEquals("text 8", client.next());
                client.text("5");
                assertEquals("close 1008 at most 3 messages", client.next());
                other.text("6");
                assertEquals("text 12", other.next());
            }
        }
    }

    @Nested
    class ChatServer {
        @Test
        void tellsTheRoomWhoIsHereAndWhatTheySay() throws Exception {
            tellsTheRoom(run("framework/chat/server"));
        }

        @Test
        void tellsTheSameWhereWorkersAreProcesses() throws Exception {
            Path source = EXAMPLES.resolve("framework/chat/server.java");
            int port = RunningScript.freePort();
            try (var server =
                    new ServerProcess(source, CLASSES.resolve("framework/chat"), "server", port, "processes")) {
                tellsTheRoom(port);
                server.terminate();
                assertEquals(0, server.exitCode());
            }
        }

        @Test
        void whispersAndOneUserMayHaveTwoPages() throws Exception {
            int port = run("framework/chat/server");
            try (var ann = new WebSocketClient(port, "/room/lobby?name=Ann");
                    var bob = joined(port, "/room/garden?name=Bob", "Bob");
                    var again = joined(port, "/room/garden?name=Bob", "Bob")) {
                assertEquals("text here\nAnn", ann.next());
                assertEquals("text here\nBob", bob.next());
                ann.text("@Bob come\nover");
                for (var one : new WebSocketClient[] {ann, bob, again}) {
                    assertEquals("text whisper\nAnn\ncome\nover", one.next());
                }
                ann.text("@Carl come over");
                assertEquals("text note\nCarl is not here", ann.next());
                again.end(1000, "");
                assertEquals("text here\nBob", bob.next());
            }
        }

        @Test
        void refusesNamesThatAreNoneAndRoomsThatAreNone() throws Exception {
            int port = run("framework/chat/server");
            for (String name : new String[] {"%20%0A", "x".repeat(31)}) {
                try (var nobody = new WebSocketClient(port, "/room/lobby?name=" + name)) {
                    assertEquals("close 4000 a name of 1 to 30 characters is needed", nobody.next());
                }
            }
            for (String target : new String[] {"/room/Lobby?name=Ann", "/room/?name=Ann", "/?name=Ann"}) {
                var refused = assertThrows(
                        WebSocketHandshakeException.class, () -> new WebSocketClient(port, target).close());
                assertEquals(404, refused.getResponse().statusCode(), target);
            }
            assertEquals(404, get(port, "/room/lobby").statusCode());
            assertEquals(200, get(port, "/").statusCode());
        }

        private void tellsTheRoom(int port) throws Exception {
            try (var ann = joined(port, "/room/lobby?name=Ann", "Ann");
                    var other = joined(port, "/room/garden?name=Carl", "Carl")) {
                try (var bob = joined(port, "/room/lobby?name=Bob", "Ann\nBob")) {
                    assertEquals("text here\nAnn\nBob", ann.next());
                    bob.text("<b>hi</b>");
                    assertEquals("text say\nBob\n<b>hi</b>", ann.next());
                    assertEquals("text say\nBob\n<b>hi</b>", bob.next());
                    bob.end(1000, "");
                }
                assertEquals("text here\nAnn", ann.next());
                other.text("anybody?");
                assertEquals("text say\nCarl\nanybody?", other.next());
            }
        }

        private static WebSocketClient joined(int port, String target, String here) throws Exception {
            WebSocketClient client = new WebSocketClient(port, target);
            assertEquals("text here\n" + here, client.next());
            return client;
        }
    }
}
