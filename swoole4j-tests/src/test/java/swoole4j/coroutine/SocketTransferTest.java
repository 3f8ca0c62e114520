package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SHUT_RD;
import static swoole4j.Constants.SHUT_WR;
import static swoole4j.Constants.SWOOLE_EVENT_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** What general sockets of streams receive and send. */
class SocketTransferTest extends StreamSockets {

    @Nested
    class Receiving {
        @Test
        void returnsWhatIsThereAndTheEnd() throws Exception {
            talk(Map.of(), (client, socket) -> {
                client.sendText("hello");
                assertEquals("hel", socket.recv(3, SECONDS));
                assertEquals("lo", socket.recv());
                assertNull(socket.recv(10, .01));
                mustFail(socket, 110);
                client.end();
                assertEquals("", socket.recv(10, SECONDS));
                assertEquals("", socket.recv(10, SECONDS), "an end stays");
                assertEquals(0, socket.errCode());
                assertEquals(4, socket.sendAll("done"), "the other direction is open");
                assertArrayEquals("done".getBytes(StandardCharsets.US_ASCII), client.readBytes(4));
            });
        }

        @Test
        void allOfSomethingComesInManyPieces() throws Exception {
            talk(Map.of(), (client, socket) -> {
                client.chop(1).sendText("0123456789");
                assertEquals("0123456789", socket.recvAll(10, SECONDS));
                client.chop(10).sendText("and");
                awaitArrival(socket);
                assertEquals("and", socket.recvAll(10, .01), "what had come when the time was over");
                mustFail(socket, 110);
                assertNull(socket.recvAll(10, .01));
                mustFail(socket, 110);
                client.sendText("end");
                client.end();
                assertEquals("end", socket.recvAll(10, SECONDS));
                assertEquals(0, socket.errCode());
                assertEquals("", socket.recvAll(10, SECONDS));
            });
        }

        @Test
        void aLineEndsWithEitherCharacter() throws Exception {
            talk(Map.of(), (client, socket) -> {
                client.chop(2).sendText("one\r\nlonger\nth");
                assertEquals("one\r", socket.recvLine());
                assertEquals("\n", socket.recvLine(100, SECONDS));
                assertEquals("long", socket.recvLine(4, SECONDS));
                assertEquals("er\n", socket.recvLine(3, SECONDS));
                assertNull(socket.recvLine(100, .05));
                mustFail(socket, 110);
                client.sendText("ree\nrest");
                assertEquals("three\n", socket.recvLine(100, SECONDS), "nothing was lost");
                client.end();
                assertEquals("rest", socket.recvLine(100, SECONDS));
                assertEquals("", socket.recvLine(100, SECONDS));
            });
        }

        @Test
        void packetsAreCutAsTheListeningSocketSays() throws Exception {
            talk(Map.of("open_eof_check", true, "package_eof", "\n"), (client, socket) -> {
                client.sendText("one\ntwo\nthr");
                assertEquals("one\n", socket.recvPacket());
                assertEquals("two", socket.peek(3));
                assertEquals("two\n", socket.recvPacket(SECONDS));
                assertNull(socket.recvPacket(.01));
                mustFail(socket, 110);
                client.sendText("ee\n");
                assertEquals("three\n", socket.recvPacket(SECONDS));
            });
        }

        @Test
        void packetsMayBeCutLater() throws Exception {
            talk(Map.of(), (client, socket) -> {
                assertTrue(socket.setProtocol(Map.of(
                        "open_length_check",
                        true,
                        "package_length_type",
                        "n",
                        "package_body_offset",
                        2,
                        "package_max_length",
                        100)));
                client.sendHex("0003 616263 0065 00");
                assertArrayEquals(new byte[] {0, 3, 'a', 'b', 'c'}, socket.recvPacketBytes(SECONDS));
                assertNull(socket.recvPacket(SECONDS), "103 bytes are too many, before they have come");
                mustFail(socket, 1201);
                assertFalse(socket.setProtocol(Map.of()));
                mustFail(socket, 505);
                assertThrows(SwooleException.class, () -> socket.setProtocol(Map.of("package_max_length", -1)));
            });
        }

        @Test
        void peekTakesNothing() throws Exception {
            talk(Map.of(), (client, socket) -> {
                assertNull(socket.peek());
                mustFail(socket, 11);
                client.sendText("abc");
                assertEquals("a", socket.recv(1, SECONDS));
                assertEquals("bc", socket.peek());
                assertEquals("bc", socket.recv(9, SECONDS));
                client.end();
                assertEquals("", socket.recv(9, SECONDS));
                assertEquals("", socket.peek());
            });
        }

        @Test
        void whatNobodyTakesStaysWithThePeer() throws Exception {
            int size = 32 * 1024 * 1024;
            CountDownLatch sent = new CountDownLatch(1);
            talk(Map.of(), (client, socket) -> {
                Thread sender = Thread.ofPlatform().start(() -> {
                    try {
                        client.send(new byte[size]);
                        sent.countDown();
                    } catch (IOException _) {
                        // the test has failed
                    }
                });
                int got = socket.recvBytes(65536, SECONDS).length;
                assertFalse(sent.await(200, TimeUnit.MILLISECONDS), "32 MiB fit nowhere");
                while (got < size) got += socket.recvBytes(1 << 20, SECONDS).length;
                assertEquals(size, got);
                assertTrue(sent.await(SECONDS, TimeUnit.SECONDS));
                sender.join();
            });
        }

        @Test
        void aLengthBelowOneIsNone() throws Exception {
            talk(Map.of(), (_, socket) -> {
                assertNull(socket.recv(0));
                mustFail(socket, 22);
                assertNull(socket.recvAll(-1));
                mustFail(socket, 22);
                assertNull(socket.recvLine(0));
                mustFail(socket, 22);
                assertNull(socket.peek(0));
                mustFail(socket, 22);
            });
        }
    }

    @Nested
    class Sending {
        @Test
        void aPeerThatDoesNotReadHoldsTheSenderNoLongerThanItWants() throws Exception {
            Socket server = listening();
            try (RawClient client = RawClient.connect(port(server), 4096)) {
                Socket socket = accepted(server);
                byte[] large = new byte[16 * 1024 * 1024];
                assertEquals(-1, socket.send(large, .1));
                mustFail(socket, 110);
                assertEquals(-1, socket.send("more", .1), "not even a little on top of that");
                mustFail(socket, 110);
                client.abort();
            }
        }

        @Test
        void severalCoroutinesMaySendWhileTheSystemTakesIt() throws Exception {
            talk(Map.of(), (client, socket) -> {
                String line = "0123456789".repeat(10) + "\r\n";
                Coroutine.run(() -> {
                    for (int i = 0; i < 20; i++) Coroutine.go(() -> socket.send(line));
                });
                for (int i = 0; i < 20; i++) assertEquals(line.strip(), client.readLine(), "in one piece");
            });
        }

        @Test
        @Spec("coroutine 151")
        void oneWaitsAtATimeWhenItDoesNot() throws Exception {
            Socket server = listening();
            try (RawClient client = RawClient.connect(port(server), 4096)) {
                Socket socket = accepted(server);
                assertEquals(-1, socket.send(new byte[16 * 1024 * 1024], .1));
                AtomicReference<String> text = new AtomicReference<>("");
                Coroutine.run(() -> {
                    Coroutine.go(() -> socket.send("x", SECONDS));
                    IllegalStateException second =
                            assertThrows(IllegalStateException.class, () -> socket.send("y", SECONDS));
                    text.set(second.getMessage());
                    socket.cancel(SWOOLE_EVENT_WRITE);
                });
                assertTrue(text.get().contains("has already been bound to another coroutine#"), text::get);
                client.abort();
            }
        }

        @Test
        void afterAResetNothingGoes() throws Exception {
            Socket server = listening();
            try (RawClient client = RawClient.connect(port(server))) {
                Socket socket = accepted(server);
                client.reset();
                assertNull(socket.recv(10, SECONDS));
                mustFail(socket, 104);
                assertFalse(socket.checkLiveness());
                mustFail(socket, 104);
                assertEquals(-1, socket.send("x"));
                mustFail(socket, 104);
            }
        }

        @Test
        void aDirectionEndsAlone() throws Exception {
            talk(Map.of(), (client, socket) -> {
                assertTrue(socket.checkLiveness());
                assertEquals(3, socket.send("bye"));
                assertTrue(socket.shutdown(SHUT_WR));
                assertEquals(-1, socket.send("x"));
                mustFail(socket, 32);
                assertArrayEquals("bye".getBytes(StandardCharsets.US_ASCII), client.readBytes(3));
                client.mustBeClosed();
                client.sendText("still");
                assertEquals("still", socket.recvAll(5, SECONDS));
                assertTrue(socket.shutdown(SHUT_RD));
                assertEquals("", socket.recv(9, SECONDS));
                assertFalse(socket.shutdown(7));
                mustFail(socket, 22);
            });
        }

        @Test
        void aPartOfAFile(@TempDir Path folder) throws Exception {
            byte[] content = new byte[300_000];
            for (int i = 0; i < content.length; i++) content[i] = (byte) (i >> 4);
            String file = Files.write(folder.resolve("file"), content).toString();
            talk(Map.of(), (client, socket) -> {
                assertTrue(socket.sendFile(file), socket::errMsg);
                assertArrayEquals(content, client.readBytes(content.length));
                assertTrue(socket.sendFile(file, 299_990, 5));
                assertArrayEquals(Arrays.copyOfRange(content, 299_990, 299_995), client.readBytes(5));
                assertFalse(socket.sendFile(file, 299_990, 11));
                mustFail(socket, 22);
                assertFalse(socket.sendFile(folder.resolve("none").toString()));
                mustFail(socket, 2);
                assertFalse(socket.sendFile(folder.toString()));
                mustFail(socket, 5);
            });
        }
    }
}
