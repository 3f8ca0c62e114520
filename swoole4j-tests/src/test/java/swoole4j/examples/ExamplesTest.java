package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every example does what the script it was ported from does. One nested class per file, named after it. */
class ExamplesTest extends ExampleTests {
    private static final List<Class<?>> OF_SERVER =
            List.of(ServerExamplesTest.class, TaskExamplesTest.class, PortExamplesTest.class);

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void everyExampleHasATest() throws Exception {
        Set<String> tested = new TreeSet<>();
        for (Class<?> nested : ExamplesTest.class.getDeclaredClasses()) {
            tested.add(nested.getSimpleName().toLowerCase(Locale.ROOT));
        }
        for (Class<?> nested : HttpExamplesTest.class.getDeclaredClasses()) {
            tested.add("http" + nested.getSimpleName().toLowerCase(Locale.ROOT));
        }
        for (Class<?> tests : OF_SERVER) {
            for (Class<?> nested : tests.getDeclaredClasses()) {
                tested.add("server" + nested.getSimpleName().toLowerCase(Locale.ROOT));
            }
        }
        for (Class<?> nested : CoroutineExamplesTest.class.getDeclaredClasses()) {
            tested.add("coroutine" + nested.getSimpleName().toLowerCase(Locale.ROOT));
        }
        for (Class<?> tests : List.of(ProcessExamplesTest.class, WorkerExamplesTest.class)) {
            for (Class<?> nested : tests.getDeclaredClasses()) {
                tested.add("process" + nested.getSimpleName().toLowerCase(Locale.ROOT));
            }
        }
        for (Class<?> tests : List.of(FrameworkExamplesTest.class, ApplicationExamplesTest.class)) {
            for (Class<?> nested : tests.getDeclaredClasses()) {
                tested.add("framework" + nested.getSimpleName().toLowerCase(Locale.ROOT));
            }
        }
        tested.add("frameworkcomplete"); // by CompleteApplicationTest of swoole4j.framework
        tested.add(ChatServerTest.class.getSimpleName().toLowerCase(Locale.ROOT).replace("test", ""));
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            Set<String> examples = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> EXAMPLES.relativize(file).toString())
                    .map(name -> name.replaceAll("\\.java$|[/_]", "").replaceFirst("^websocket(?=.)", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(examples, tested);
        }
    }

    @Nested
    class Echo {
        @Test
        void answersEveryMessageAndTellsWhatHappens() throws Exception {
            int port = run("websocket/echo");
            try (var client = new WebSocketClient(port)) {
                client.text("hello");
                assertEquals("text this is server", client.next());
                client.end(1000, "");
                assertEquals("close 1000", client.next());
            }
            script.awaitLine("server: handshake success with fd1");
            script.awaitLine("receive from 1:hello,opcode:1,fin:true");
            script.awaitLine("client 1 closed");
        }

        @Test
        void closesWith1002OnAnUnmaskedFrame() throws Exception {
            int port = run("websocket/echo");
            try (var raw = new RawClient(port)) {
                raw.upgrade(KEY);
                assertTrue(raw.head().startsWith("HTTP/1.1 101 "));
                raw.send("\u0081\u0002hi");
                assertEquals("\u0088", raw.toTheEnd().substring(0, 1));
            }
            script.awaitLine("client 1 closed");
            assertFalse(script.lines().toString().contains("receive"));
        }

        @Test
        void answers400ToAPlainRequest() throws Exception {
            assertEquals(400, get(run("websocket/echo"), "/").statusCode());
        }
    }

    @Nested
    class ClientInfo {
        @Test
        void seesThatTheConnectionIsAWebSocket() throws Exception {
            try (var client = new WebSocketClient(run("websocket/client_info"))) {
                client.text("what am I?");
                script.awaitLine("this is a websocket connection");
            }
        }
    }

    @Nested
    class Handshake {
        @Test
        void acceptsWithoutCallingOpen() throws Exception {
            int port = run("websocket/handshake");
            try (var client = new WebSocketClient(port, "/", "chat")) {
                assertEquals("chat", client.subprotocol());
                client.text("hello");
                assertEquals("text this is server", client.next());
            }
            script.awaitLine("1 sent data:hello,opcode:1,fin:true");
            assertFalse(script.lines().contains("1 has shaken hands."), () -> "" + script.lines());
        }

        @Test
        void answersWithTheHashOfTheKey() throws Exception {
            int port = run("websocket/handshake");
            try (var raw = new RawClient(port)) {
                raw.upgrade(KEY);
                String head = raw.head();
                assertTrue(head.startsWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"), head);
                // Swoole spells the names of a script's headers Like-This.
                assertTrue(head.contains("\r\nSec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), head);
                assertFalse(head.contains("Protocol:"), head);
            }
            script.awaitLine(KEY);
        }

        @Test
        void refusesWhoIsNotWelcome() throws Exception {
            assertEquals(200, refusal(run("websocket/handshake"), "/?refuse=1"));
            script.awaitLine("client 1 closed");
        }

        @Test
        void refusesAKeyThatIsNotBase64OfSixteenBytes() throws Exception {
            int port = run("websocket/handshake");
            // Too short; a character that is not base64; a last one with bits that say nothing.
            for (String key : Set.of("c2hvcnQ=", "dGhlIHNhbXBsZSBub25j*Q==", "dGhlIHNhbXBsZSBub25jZR==")) {
                assertRefused(port, key);
            }
            assertTrue(script.lines().stream().allMatch(line -> line.endsWith("closed")), () -> "" + script.lines());
        }
    }

    @Nested
    class HandshakeDefer {
        @Test
        void greetsBehindTheHandshake() throws Exception {
            try (var client = new WebSocketClient(run("websocket/handshake_defer"))) {
                assertEquals("text hello, welcome\n", client.next());
                client.text("thanks");
                assertEquals("text thanks", client.next());
            }
            script.awaitLine("client connected");
        }

        @Test
        void refusesABadKeyAndGreetsNobody() throws Exception {
            assertRefused(run("websocket/handshake_defer"), "bad");
            assertEquals(Set.of(), Set.copyOf(script.lines()));
        }
    }

    @Nested
    class Broadcast {
        @Test
        void sendsTheMessageOfARequestToAll() throws Exception {
            broadcasts("websocket/broadcast");
        }

        @Test
        void answers500SinceTheScriptEndsNoResponse() throws Exception {
            assertEquals(500, get(run("websocket/broadcast"), "/?message=hello").statusCode());
        }

        @Test
        void sendsAnEmptyMessageWhenTheRequestHasNone() throws Exception {
            int port = run("websocket/broadcast");
            try (var client = new WebSocketClient(port)) {
                get(port, "/");
                assertEquals("text ", client.next());
            }
        }
    }

    @Nested
    class BroadcastClass {
        @Test
        void sendsTheMessageOfARequestToAll() throws Exception {
            broadcasts("websocket/broadcast_class");
        }
    }

    @Nested
    class Pack {
        @Test
        void answersWhateverComesWithAHandshakeAndAFrame() throws Exception {
            int port = run("websocket/pack");
            try (var raw = new RawClient(port)) {
                raw.send("anything");
                String head = raw.head();
                assertTrue(head.startsWith("HTTP/1.1 101 "), head);
                assertTrue(head.contains("Sec-WebSocket-Accept: IFpdKwYy9wdo4gTldFLHFh3xQE0="), head);
                byte[] frame = "\u0081\u000chello world\n".getBytes(StandardCharsets.ISO_8859_1);
                assertArrayEquals(frame, raw.read(frame.length));
            }
        }
    }

    @Nested
    class WebsocketSubprotocol {
        @Test
        void isAgreedWhenTheClientOffersIt() throws Exception {
            try (var client = new WebSocketClient(run("websocket/websocket_subprotocol"), "/", "foo", "chat")) {
                assertEquals("chat", client.subprotocol());
                client.text("hello");
                assertEquals("text hello", client.next());
            }
        }

        @Test
        void isNotAgreedWhenTheClientOffersAnother() throws Exception {
            try (var client = new WebSocketClient(run("websocket/websocket_subprotocol"), "/", "foo")) {
                assertEquals("", client.subprotocol());
            }
        }
    }

    @Nested
    class OpenWebsocketCloseFrame {
        @Test
        void showsCodeAndReasonOfACloseFrame() throws Exception {
            try (var client = new WebSocketClient(run("websocket/open_websocket_close_frame"))) {
                client.text("hello");
                client.end(4001, "bye");
                assertEquals("close 4001 bye", client.next());
            }
            script.awaitLine("Message received: hello");
            script.awaitLine("Close frame received: Code 4001 Reason bye");
        }
    }

    @Nested
    class OpenWebsocketPingFrame {
        @Test
        void leavesThePongToTheScript() throws Exception {
            try (var client = new WebSocketClient(run("websocket/open_websocket_ping_frame"))) {
                client.ping("an automatic pong would have these bytes");
                assertEquals("pong", client.next());
                client.text("hello");
                script.awaitLine("Message received: hello");
            }
            script.awaitLine("Ping frame received: Code 9");
        }
    }

    @Nested
    class OpenWebsocketPongFrame {
        @Test
        void showsPongs() throws Exception {
            try (var client = new WebSocketClient(run("websocket/open_websocket_pong_frame"))) {
                client.pong("unasked");
                client.text("hello");
                script.awaitLine("Message received: hello");
            }
            script.awaitLine("Pong frame received: Code 10");
        }
    }

    @Nested
    class Compression {
        @Test
        void compressesForAClientThatOffersIt() throws Exception {
            int port = run("websocket/compression");
            try (var raw = new RawClient(port)) {
                raw.upgrade(KEY, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
                String head = raw.head();
                assertTrue(head.contains("permessage-deflate"), head);
                raw.send("\u0081\u0082\0\0\0\0hi");
                byte[] start = raw.read(2);
                assertEquals(0xc1, start[0] & 0xff, "FIN, RSV1 (compressed), text");
                byte[] payload = Arrays.copyOf(raw.read(start[1]), start[1] + 4);
                payload[payload.length - 1] = payload[payload.length - 2] = (byte) 0xff; // RFC 7692 7.2.2
                byte[] text = new byte[100];
                try (var inflater = new Inflater(true)) {
                    inflater.setInput(payload);
                    assertEquals("Hello Swoole", new String(text, 0, inflater.inflate(text), StandardCharsets.UTF_8));
                }
            }
        }

        @Test
        void doesNotForAClientThatCannot() throws Exception {
            try (var client = new WebSocketClient(run("websocket/compression"))) {
                client.text("hi");
                assertEquals("text Hello Swoole", client.next());
            }
        }
    }

    @Nested
    class Ping {
        @Test
        void pingsWhoSpeaks() throws Exception {
            try (var client = new WebSocketClient(run("websocket/ping"))) {
                client.text("hello");
                assertEquals("ping", client.next());
            }
        }
    }

    private void broadcasts(String example) throws Exception {
        int port = run(example);
        try (var first = new WebSocketClient(port);
                var second = new WebSocketClient(port)) {
            get(port, "/?message=to+all");
            assertEquals("text to all", first.next());
            assertEquals("text to all", second.next());
            first.text("hello");
            assertEquals("text this is server", first.next());
            second.end(1000, "");
            script.awaitLine("client 2 closed");
            get(port, "/?message=to+one");
            assertEquals("text to one", first.next());
        }
    }

    /** The status with which a handshake of a decent client is refused. */
    private static int refusal(int port, String target) {
        return assertThrows(WebSocketHandshakeException.class, () -> new WebSocketClient(port, target).close())
                .getResponse()
                .statusCode();
    }

    private static void assertRefused(int port, String key) throws Exception {
        try (var raw = new RawClient(port)) {
            raw.upgrade(key);
            String answer = raw.toTheEnd();
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertFalse(answer.contains("Accept"), answer);
        }
    }
}
