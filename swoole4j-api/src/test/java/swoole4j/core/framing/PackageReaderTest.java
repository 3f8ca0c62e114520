package swoole4j.core.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Spec;
import swoole4j.core.Allocation;

/** What holds for all framings: pauses, pieces, limits, and that work grows with the input only. */
class PackageReaderTest {
    private static final Eof CRLF = Eof.of(new byte[] {'\r', '\n'});

    static List<Framing> framings() {
        return List.of(
                new Framing.Raw(),
                new Framing.EofCheck(CRLF),
                new Framing.EofSplit(CRLF),
                new Framing.LengthField(LengthType.UINT16_BIG, 0, 2),
                new Framing.LengthField(LengthType.INT8, 3, 0),
                new Framing.LengthFunction(head -> head.length < 3 ? 0 : head[2]),
                new Framing.Mqtt(),
                new Framing.Redis());
    }

    @Test
    @Spec("server 154")
    void rawPiecesHaveAtMost65536Bytes() {
        Cutting raw = new Cutting(new Framing.Raw(), 2_000_000).feed(new byte[200_000]);
        assertEquals(
                List.of(65536, 65536, 65536, 3392),
                raw.found().stream().map(String::length).toList());
    }

    @Test
    @Spec("server 155")
    void anyBytesPassUnchanged() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) all[i] = (byte) i;
        new Cutting(new Framing.Raw()).feed(all).mustFind(new String(all, ISO_8859_1));
    }

    @Nested
    class Pauses {
        private final List<String> found = new ArrayList<>();
        private boolean more;

        private boolean take(byte[] message) {
            found.add(new String(message, ISO_8859_1));
            return more;
        }

        @Test
        void leaveWhatFollowsInTheInput() throws FramingException {
            var reader = new PackageReader(new Framing.EofSplit(CRLF), Cutting.LIMIT);
            ByteBuffer in = ByteBuffer.wrap("a\r\nb\r\nc\r\nd".getBytes(ISO_8859_1));
            reader.read(in, this::take);
            assertEquals(List.of("a\r\n"), found);
            assertEquals(3, in.position());
            more = true;
            reader.read(in, this::take);
            assertEquals(List.of("a\r\n", "b\r\n", "c\r\n"), found);
            assertFalse(in.hasRemaining());
        }

        @Test
        void behindAMessageInPiecesLeaveWhatFollowsInTheInput() throws FramingException {
            var reader = new PackageReader(new Framing.EofSplit(CRLF), Cutting.LIMIT);
            reader.read(ByteBuffer.wrap("a\r".getBytes(ISO_8859_1)), this::take);
            ByteBuffer in = ByteBuffer.wrap("\nb\r\n".getBytes(ISO_8859_1));
            reader.read(in, this::take);
            assertEquals(List.of("a\r\n"), found);
            assertEquals(1, in.position());
        }

        @Test
        void mayLeaveMessagesThatAreCompleteAlready() throws FramingException {
            var framing = new Framing.LengthFunction(head -> head[0] == 'x' || head.length == 3 ? 1 : 0);
            var reader = new PackageReader(framing, Cutting.LIMIT);
            reader.read(ByteBuffer.wrap("ax".getBytes(ISO_8859_1)), this::take);
            assertEquals(List.of(), found);
            reader.read(ByteBuffer.wrap("x".getBytes(ISO_8859_1)), this::take);
            assertEquals(List.of("a"), found);
            reader.read(ByteBuffer.wrap(new byte[0]), this::take);
            assertEquals(List.of("a", "x"), found);
        }
    }

    @Test
    void afterAnErrorAllIsDropped() throws FramingException {
        var reader = new PackageReader(new Framing.Redis(), Cutting.LIMIT);
        ByteBuffer in = ByteBuffer.wrap("bad*1\r\n$1\r\nx\r\n".getBytes(ISO_8859_1));
        assertThrows(FramingException.class, () -> reader.read(in, _ -> true));
        assertFalse(in.hasRemaining());
        ByteBuffer good = ByteBuffer.wrap("*1\r\n$1\r\nx\r\n".getBytes(ISO_8859_1));
        reader.read(good, _ -> {
            throw new AssertionError("a message behind the error");
        });
        assertFalse(good.hasRemaining());
    }

    @ParameterizedTest
    @MethodSource("framings")
    void garbageEndsWithAnErrorOrWaits(Framing framing) {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var reader = new PackageReader(framing, 4096);
            int[] delivered = {0};
            int fed = 0;
            try {
                for (int piece = 0; piece < 20; piece++) {
                    byte[] bytes = new byte[1 + random.nextInt(700)];
                    for (int i = 0; i < bytes.length; i++) bytes[i] = garbage(random);
                    fed += bytes.length;
                    reader.read(ByteBuffer.wrap(bytes), message -> {
                        assertTrue(message.length > 0 && message.length <= 65536);
                        delivered[0] += message.length;
                        return true;
                    });
                    assertTrue(delivered[0] <= fed, "more was delivered than came");
                    assertTrue(fed - delivered[0] <= 4096, "more is kept than the largest message has");
                }
            } catch (FramingException e) {
                assertTrue(List.of(1201, 1202, 1204).contains(e.number()), e::toString);
            }
        }
    }

    /** Bytes that have a meaning more often than not. */
    private static byte garbage(Random random) {
        String likely = "*$:-0123\r\n\0";
        return (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
    }

    @ParameterizedTest
    @MethodSource("framings")
    void messagesComeOutAsTheyWentInInRandomPieces(Framing framing) {
        if (framing instanceof Framing.Raw || framing instanceof Framing.EofCheck) return; // cut by reads
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<String> messages = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) messages.add(message(framing, random));
            byte[] stream = String.join("", messages).getBytes(ISO_8859_1);
            Cutting cutting = new Cutting(framing);
            for (int at = 0; at < stream.length; ) {
                int size = Math.min(stream.length - at, 1 + random.nextInt(random.nextBoolean() ? 5 : 400));
                cutting.feed(ByteBuffer.wrap(stream, at, size));
                at += size;
            }
            assertEquals(messages, cutting.found());
        }
    }

    private static String message(Framing framing, Random random) {
        String body = "x".repeat(random.nextInt(100)) + (char) random.nextInt(128);
        int size = body.length();
        return switch (framing) {
            case Framing.LengthField field when field.bodyOffset() == 2 -> "\0" + (char) size + body;
            case Framing.LengthField _ -> "abc" + (char) (size + 4) + body;
            case Framing.LengthFunction _ -> "ab" + (char) (size + 3) + body;
            case Framing.Mqtt _ -> "0" + (char) size + body;
            case Framing.Redis _ -> "*1\r\n$" + size + "\r\n" + body + "\r\n";
            default -> body.replace('\r', ' ') + "\r\n";
        };
    }

    @Nested
    class Work {
        @Test
        void bytesThatWereSeenAreNotLookedAtAgain() throws FramingException {
            Scanner scanner = Scanner.of(new Framing.EofSplit(CRLF), Cutting.LIMIT);
            ByteBuffer bytes = ByteBuffer.allocate(20);
            assertEquals(Scanner.UNKNOWN, scanner.size(bytes, 0, 10));
            bytes.put(2, (byte) '\r').put(3, (byte) '\n'); // an end where only a second look would find it
            assertEquals(Scanner.UNKNOWN, scanner.size(bytes, 0, 12));
            bytes.put(12, (byte) '\r').put(13, (byte) '\n');
            assertEquals(14, scanner.size(bytes, 0, 20));
        }

        @Test
        void elementsThatWereSeenAreNotLookedAtAgain() throws FramingException {
            Scanner scanner = Scanner.of(new Framing.Redis(), Cutting.LIMIT);
            byte[] request = "*3\r\n$1\r\na\r\n:1\r\n$1\r\nb\r\n".getBytes(ISO_8859_1);
            ByteBuffer bytes = ByteBuffer.wrap(request);
            assertEquals(Scanner.UNKNOWN, scanner.size(bytes, 0, 15));
            for (int i = 0; i < 15; i++) bytes.put(i, (byte) '!');
            assertEquals(request.length, scanner.size(bytes, 0, request.length));
        }

        @Test
        void aLengthIsReadOnce() throws FramingException {
            Scanner scanner = Scanner.of(new Framing.LengthField(LengthType.UINT8, 0, 1), Cutting.LIMIT);
            ByteBuffer bytes = ByteBuffer.allocate(20).put(0, (byte) 9);
            assertEquals(10, scanner.size(bytes, 0, 1));
            bytes.put(0, (byte) 100);
            assertEquals(10, scanner.size(bytes, 0, 9));
            assertEquals(10, scanner.size(bytes, 0, 10));
            assertEquals(101, scanner.size(bytes, 0, 10));
        }

        @ParameterizedTest
        @MethodSource("swoole4j.core.framing.PackageReaderTest#largeMessages")
        void aLargeMessageByteByByteIsCopiedAFewTimes(Framing framing, byte[] message) throws FramingException {
            var reader = new PackageReader(framing, message.length);
            List<byte[]> found = new ArrayList<>();
            PackageReader.Sink sink = found::add;
            ByteBuffer one = ByteBuffer.allocate(1);
            long allocated = Allocation.of(() -> {
                try {
                    for (byte octet : message) reader.read(one.put(0, octet).clear(), sink);
                } catch (FramingException e) {
                    throw new AssertionError(e);
                }
            });
            assertArrayEquals(message, found.getFirst());
            assertTrue(
                    allocated < 5L * message.length, () -> allocated + " bytes for one message of " + message.length);
        }

        @Test
        void aDeclaredSizeIsNotAllocatedBeforeItComes() throws FramingException {
            var reader = new PackageReader(new Framing.LengthField(LengthType.UINT32_BIG, 0, 4), 100_000_000);
            ByteBuffer head = ByteBuffer.wrap(Cutting.hex("05000000 616263"));
            PackageReader.Sink sink = _ -> true;
            long allocated = Allocation.of(() -> {
                try {
                    reader.read(head, sink);
                } catch (FramingException e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(allocated < 1_000_000, () -> allocated + " bytes for a head");
        }
    }

    static List<Arguments> largeMessages() {
        int size = 300_000;
        String body = "x".repeat(size);
        return List.of(
                Arguments.of(new Framing.EofSplit(CRLF), (body + "\r\n").getBytes(ISO_8859_1)),
                Arguments.of(new Framing.EofCheck(CRLF), (body + "\r\n").getBytes(ISO_8859_1)),
                Arguments.of(
                        new Framing.LengthField(LengthType.UINT32_BIG, 0, 4),
                        ByteBuffer.allocate(size + 4).putInt(size).array()),
                Arguments.of(new Framing.Redis(), ("*1\r\n$" + size + "\r\n" + body + "\r\n").getBytes(ISO_8859_1)));
    }
}
