package swoole4j.server.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.server.PackageLength;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** The options of section 9: what arrives at receive, and what ends a connection. */
class FramingTest {
    /** Swoole raises smaller limits to this one. */
    private static final int LEAST_LIMIT = 65536;

    @Nested
    class EofCheck {
        @Test
        @Spec("server 135, 136")
        void deliversAllThatEndsWithTheEof() throws Exception {
            try (Streams server = Streams.of("open_eof_check", true, "package_eof", "\r\n")) {
                RawClient client = server.connect().sendText("a\r\nb\r\n");
                server.notes.mustBe("receive a\\r\\nb\\r\\n");
                client.sendText("half").sendText(" line\r\n");
                server.notes.mustBe("receive a\\r\\nb\\r\\n", "receive half line\\r\\n");
            }
        }

        @Test
        @Spec("server 136")
        void byDefaultLooksForTwoLineEnds() throws Exception {
            try (Streams server = Streams.of("open_eof_check", true)) {
                server.connect().chop(1).sendText("a\r\nb\r\n\r\n");
                server.notes.mustBe("receive a\\r\\nb\\r\\n\\r\\n");
            }
        }

        @Test
        @Spec("server 140, 153")
        void closesWhenTheLargestMessageIsFullWithoutIt() throws Exception {
            try (var log = LogLines.open();
                    Streams server = Streams.of("open_eof_check", true, "package_max_length", 100)) {
                RawClient client = server.connect().sendText("x".repeat(LEAST_LIMIT));
                client.mustBeClosed();
                server.notes.mustBe("close 0");
                log.mustWarn(
                        "no end of a message in 65536 bytes, which is package_max_length, remote_addr=<127.0.0.1:");
                log.mustWarn("(ERRNO 1201)");
            }
        }
    }

    @Nested
    class EofSplit {
        @Test
        @Spec("server 137-139")
        void deliversEachPiece() throws Exception {
            try (Streams server = Streams.of("open_eof_split", true, "package_eof", "\r\n")) {
                server.connect().sendText("a\r\nb\r\nthree\r").sendText("\n\r\n");
                server.notes.mustBe("receive a\\r\\n", "receive b\\r\\n", "receive three\\r\\n", "receive \\r\\n");
            }
        }

        @Test
        @Spec("server 137")
        void takesAnEofOfBytes() throws Exception {
            try (Streams server = Streams.of("open_eof_split", true, "package_eof", new byte[] {0})) {
                server.connect().sendText("a\0b\0");
                server.notes.mustBe("receive a\0", "receive b\0");
            }
        }

        @Test
        @Spec("server 140")
        void closesWhenTheLargestMessageIsFullWithoutIt() throws Exception {
            try (Streams server = Streams.of("open_eof_split", true, "package_max_length", 100_000)) {
                RawClient client = server.connect().sendText("a\r\n\r\n" + "x".repeat(100_000));
                client.mustBeClosed();
                server.notes.mustBe("receive a\\r\\n\\r\\n", "close 0");
            }
        }
    }

    @Nested
    class Length {
        @Test
        @Spec("server 143-145")
        void byDefaultIsFourBytesBigEndianBeforeTheBody() throws Exception {
            try (Streams server = Streams.of("open_length_check", true)) {
                RawClient client = server.connect().sendHex("00000001 61 00000002 6262 00000000 0000");
                client.sendHex("0001 63");
                server.notes.mustBe("receive \0\0\0\1a", "receive \0\0\0\2bb", "receive \0\0\0\0", "receive \0\0\0\1c");
            }
        }

        @Test
        @Spec("server 149")
        void mayCountTheHead() throws Exception {
            try (Streams server =
                    Streams.of("open_length_check", true, "package_length_type", "n", "package_body_start", 0)) {
                server.connect().sendHex("0003 61 0004 6262");
                server.notes.mustBe("receive \0\3a", "receive \0\4bb");
            }
        }

        @Test
        @Spec("server 146, 153")
        void thatIsTooLargeClosesAtOnce() throws Exception {
            try (var log = LogLines.open();
                    Streams server = Streams.of("open_length_check", true, "package_max_length", 1000)) {
                server.connect().sendHex("0000fffd").mustBeClosed();
                server.notes.mustBe("close 0");
                log.mustWarn("the received packet length 65537 is too large");
            }
        }

        @Test
        @Spec("server 153")
        void mayBeWhatSmallLimitsAreRaisedTo() throws Exception {
            try (Streams server = Streams.of("open_length_check", true, "package_max_length", 1000)) {
                server.connect().sendHex("0000fffc").sendText("x".repeat(LEAST_LIMIT - 4));
                assertEquals(
                        "receive \0\0\u00ff\u00fc".length() + LEAST_LIMIT - 4,
                        server.notes.await(1).getFirst().length());
            }
        }

        @Test
        @Spec("server 147")
        void thatIsNegativeCloses() throws Exception {
            try (var log = LogLines.open();
                    Streams server = Streams.of(
                            "open_length_check", true, "package_length_type", "c", "package_body_offset", 1)) {
                server.connect().sendHex("01 61 ff").mustBeClosed();
                server.notes.mustBe("receive \1a", "close 0");
                log.mustWarn("the length -1 is negative");
                log.mustWarn("(ERRNO 1204)");
            }
        }

        @Test
        @Spec("server 148")
        void ofZeroInAllCloses() throws Exception {
            try (var log = LogLines.open();
                    Streams server = Streams.of("open_length_check", true, "package_body_offset", 0)) {
                server.connect().sendHex("00000000").mustBeClosed();
                server.notes.mustBe("close 0");
                log.mustWarn("bad request, no length found in 4 bytes");
                log.mustWarn("(ERRNO 1202)");
            }
        }
    }

    @Nested
    class LengthFunction {
        private static int firstByte(byte[] head) {
            return head[0];
        }

        @Test
        @Spec("server 152")
        void saysHowLongAMessageIs() throws Exception {
            PackageLength length = head -> head.length < 2 ? 0 : head[1];
            try (Streams server = Streams.of("open_length_check", true, "package_length_func", length)) {
                server.connect().chop(1).sendHex("61 02 62 04 6363");
                server.notes.mustBe("receive a\2", "receive b\4cc");
            }
        }

        @Test
        @Spec("server 152")
        void maySayNo() throws Exception {
            ToIntFunction<byte[]> length = LengthFunction::firstByte;
            try (var log = LogLines.open();
                    Streams server = Streams.of("open_length_check", true, "package_length_func", length)) {
                server.connect().sendHex("02 61 ff").mustBeClosed();
                server.notes.mustBe("receive \2a", "close 0");
                log.mustWarn("package_length_func returned -1");
            }
        }

        @Test
        void thatThrowsClosesAndIsLogged() throws Exception {
            PackageLength length = head -> Integer.parseInt("not a number");
            try (var log = LogLines.open();
                    Streams server = Streams.of("open_length_check", true, "package_length_func", length)) {
                server.connect().sendHex("02").mustBeClosed();
                server.notes.mustBe("close 0");
                assertTrue(
                        log.events(Level.WARN).stream()
                                .anyMatch(event -> event.getThrowableProxy() != null
                                        && event.getThrowableProxy()
                                                .getMessage()
                                                .contains("not a number")),
                        "no stack in the log");
            }
        }
    }

    @Nested
    class Raw {
        @Test
        @Spec("server 154")
        void hasPiecesOfAtMost65536Bytes() throws Exception {
            int size = 1_000_000;
            AtomicInteger largest = new AtomicInteger();
            AtomicInteger sum = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(size);
            Server server = new Server("127.0.0.1");
            server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> {
                largest.accumulateAndGet(data.length, Math::max);
                sum.addAndGet(data.length);
                for (int i = 0; i < data.length; i++) all.countDown();
            });
            try (TestServer running = TestServer.start(server);
                    RawClient client = running.connect()) {
                client.send(new byte[size]);
                assertTrue(all.await(10, TimeUnit.SECONDS), () -> sum + " bytes came");
            }
            assertTrue(largest.get() <= 65536, () -> largest + " bytes at once");
            assertEquals(size, sum.get());
        }

        @Test
        @Spec("server 154")
        void keepsTogetherWhatCameTogether() throws Exception {
            int oneSegment = 30_000;
            try (Streams server = Streams.of()) {
                server.connect().send(new byte[oneSegment]);
                assertEquals(
                        "receive ".length() + oneSegment,
                        server.notes.await(1).getFirst().length());
            }
        }

        @Test
        @Spec("server 155")
        void hasAnyBytes() throws Exception {
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) all[i] = (byte) i;
            Server server = new Server("127.0.0.1");
            server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> it.send(fd, data));
            try (TestServer running = TestServer.start(server);
                    RawClient client = running.connect()) {
                assertEquals(
                        new String(all, ISO_8859_1), new String(client.send(all).readBytes(256), ISO_8859_1));
            }
        }
    }

    @Test
    @Spec("server 156")
    void aRedisPortDeliversWholeArrays() throws Exception {
        try (Streams server = Streams.of("open_redis_protocol", true)) {
            RawClient client = server.connect().chop(3);
            client.sendText("*2\r\n$3\r\nGET\r\n$2\r\n\r\n\r\n*1\r\n$4\r\nPING\r\n");
            server.notes.mustBe(
                    "receive *2\\r\\n$3\\r\\nGET\\r\\n$2\\r\\n\\r\\n\\r\\n", "receive *1\\r\\n$4\\r\\nPING\\r\\n");
            client.sendText("PING\r\n").mustBeClosed();
            assertEquals("close 0", server.notes.await(3).getLast());
        }
    }

    @Test
    @Spec("server 157")
    void anMqttPortDeliversWholePackets() throws Exception {
        try (Streams server = Streams.of("open_mqtt_protocol", true)) {
            RawClient client = server.connect().sendHex("c000 3005 0001 61 68").sendHex("69 e000");
            server.notes.mustBe("receive \u00c0\0", "receive 0\5\0\1ahi", "receive \u00e0\0");
            client.sendHex("30 ffffffff").mustBeClosed();
        }
    }

    @Test
    void eofComesBeforeLengthAndLengthBeforeHttp() throws Exception {
        try (Streams server = Streams.of(
                "open_eof_split", true, "package_eof", ";", "open_length_check", true, "open_http_protocol", true)) {
            server.connect().sendText("a;");
            server.notes.mustBe("receive a;");
        }
        try (Streams server =
                Streams.of("open_length_check", true, "open_websocket_protocol", true, "open_redis_protocol", true)) {
            server.connect().sendHex("00000001 61");
            server.notes.mustBe("receive \0\0\0\1a");
        }
        try (Streams server = Streams.of("open_mqtt_protocol", true, "open_redis_protocol", true)) {
            server.connect().sendHex("c000");
            server.notes.mustBe("receive \u00c0\0");
        }
    }

    @Test
    void aPortHasAFormOfItsOwn() throws Exception {
        Server server = new Server("127.0.0.1");
        server.set(Map.of("open_length_check", true));
        var notes = new swoole4j.testing.Notes();
        server.on("receive", (Server it, int fd, int reactorId, String data) -> notes.add(data));
        var lines = server.listen("127.0.0.1", 0, swoole4j.Constants.SWOOLE_SOCK_TCP);
        lines.set(Map.of("open_eof_split", true, "package_eof", "\n"));
        try (TestServer running = TestServer.start(server);
                RawClient first = running.connect();
                RawClient second = RawClient.connect(lines.port())) {
            first.sendHex("00000001 61");
            assertEquals(List.of("\0\0\0\1a"), notes.await(1));
            second.sendText("a\nb\n");
            notes.mustBe("\0\0\0\1a", "a\n", "b\n");
        }
    }
}
