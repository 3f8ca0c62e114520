package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.testing.RawClient;

/** The examples of {@code examples/server}. One nested class per file, named after it. */
class ServerExamplesTest extends ExampleTests {
    @Nested
    class TcpEcho {
        @Test
        void sendsBackWhatItGets() throws Exception {
            byte[] bytes = new byte[100_000];
            new Random(7).nextBytes(bytes);
            try (var client = RawClient.connect(run("server/tcp_echo"))) {
                client.send(bytes);
                assertArrayEquals(bytes, client.readBytes(bytes.length));
                client.halfClose().mustBeClosed();
            }
        }
    }

    @Nested
    class TelnetChat {
        @Test
        void passesLinesOnToAllOthers() throws Exception {
            int port = run("server/telnet_chat");
            try (var ann = RawClient.connect(port)) {
                assertEquals("Welcome, #1. 1 are here, /quit leaves.", ann.readLine());
                try (var bob = RawClient.connect(port)) {
                    assertEquals("Welcome, #2. 2 are here, /quit leaves.", bob.readLine());
                    assertEquals("#2 has joined", ann.readLine());
                    ann.sendText("hel").sendText("lo\r\n\r\nhow are").sendText(" you?\n");
                    assertEquals("#1: hello", bob.readLine());
                    assertEquals("#1: how are you?", bob.readLine());
                    bob.sendText("/quit\n");
                    assertEquals("Bye.", bob.readLine());
                    bob.mustBeClosed();
                }
                assertEquals("#2 has left", ann.readLine());
            }
        }

        @Test
        void endsAClientThatSendsNoLines() throws Exception {
            int port = run("server/telnet_chat");
            try (var client = RawClient.connect(port)) {
                client.readLine();
                client.sendText("x".repeat(1001)).mustBeClosed();
            }
        }
    }

    @Nested
    class Heartbeat {
        @Test
        void closesWhoSaysNothingUnlessItIsProtected() throws Exception {
            int port = run("server/heartbeat", "1");
            try (var patient = RawClient.connect(port);
                    var idle = RawClient.connect(port)) {
                mustAnswer(patient, "stay", "you may stay");
                mustAnswer(idle, "hello", "still here");
                idle.mustBeClosed();
                mustAnswer(patient, "idle", "idle: []");
            }
        }

        private static void mustAnswer(RawClient client, String question, String answer) throws Exception {
            client.sendText(question + "\n");
            assertEquals(answer + "\n", new String(client.readBytes(answer.length() + 1), "US-ASCII"));
        }
    }
}
