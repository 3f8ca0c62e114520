package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** permessage-deflate: what goes over the wire. */
class Rfc7692Section7Test {
    private static final DeflateParameters STATELESS = new DeflateParameters(15, 15, true, true);
    private static final DeflateParameters TAKEOVER = new DeflateParameters(15, 15, false, false);
    private static final int LIMIT = 1 << 20;

    private final DeflatePool pool = new DeflatePool(-1);

    @AfterEach
    void close() {
        pool.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String inflate(String hex) throws ProtocolException {
        byte[] payload = Hex.bytes(hex);
        return new String(
                pool.inflater(STATELESS, Role.SERVER).inflate(payload, payload.length, LIMIT), StandardCharsets.UTF_8);
    }

    private List<String> reads(DeflateParameters agreed, byte[] bytes) {
        return Transcript.ofAllSplits(
                () -> new MessageReader(Role.SERVER, LIMIT, pool.inflater(agreed, Role.SERVER)), bytes);
    }

    @Nested
    class Examples_7_2_3 {
        @ParameterizedTest
        @CsvSource({
            "f248cdc9c90700, Hello", // one block with fixed codes
            "f248050000 00ffffcac9c90700, Hello", // two blocks
            "000500faff48656c6c6f00, Hello", // without compression
            "f348cdc9c9070000, Hello", // a final block
            "f348cdc9c90700f348cdc9c9070000, HelloHello", // two final blocks
            "00, ''", // empty
            "ca48cdc9c90700, hello"
        })
        void inflate(String payload, String message) throws Exception {
            assertEquals(message, Rfc7692Section7Test.this.inflate(payload));
        }

        @Test
        void aFinalBlockWithoutAnEmptyOneBehindItIsTaken() throws Exception {
            assertEquals("Hello", Rfc7692Section7Test.this.inflate("f348cdc9c90700"));
        }

        @Test
        void aPayloadOfNoBytesIsAnEmptyMessage() throws Exception {
            assertEquals("", Rfc7692Section7Test.this.inflate(""));
            assertEquals(List.of("text 39 ''"), reads(STATELESS, Hex.bytes("c180 00000000")));
        }

        @Test
        @Spec("websocket 142")
        void helloIsCompressedAsByZlib() {
            MessageDeflater deflater = pool.deflater(STATELESS, Role.SERVER);
            assertEquals("ca48cdc9c90700", Hex.of(deflater.deflate(utf8("hello"))));
            assertEquals("ca48cdc9c90700", Hex.of(deflater.deflate(utf8("hello"))));
            assertEquals("4a0400", Hex.of(deflater.deflate(utf8("a"))));
        }

        @Test
        void contextTakeoverShortensTheSecondHello() throws Exception {
            MessageDeflater deflater = pool.deflater(TAKEOVER, Role.SERVER);
            assertEquals("f248cdc9c90700", Hex.of(deflater.deflate(utf8("Hello"))));
            assertEquals("f200110000", Hex.of(deflater.deflate(utf8("Hello"))));
            byte[] frames = Frames.join(
                    Frames.masked(0xc1, Hex.bytes("f248cdc9c90700")), Frames.masked(0xc1, Hex.bytes("f200110000")));
            assertEquals(List.of("text 39 'Hello'", "text 39 'Hello'"), reads(TAKEOVER, frames));
        }
    }

    @Nested
    class Messages_6_2 {
        @Test
        @Spec("websocket 148")
        void fragmentsAreJoinedThenInflated() {
            byte[] frames = Frames.join(
                    Frames.masked(0x41, Hex.bytes("f248cd")),
                    Frames.masked(0x89, "p"),
                    Frames.masked(0x00, Hex.bytes("c9")),
                    Frames.masked(0x80, Hex.bytes("c90700")));
            assertEquals(List.of("ping 33 70", "text 39 'Hello'"), reads(STATELESS, frames));
        }

        @Test
        void uncompressedMessagesMayComeBetween() {
            byte[] frames = Frames.join(Frames.masked(0x81, "plain"), Frames.masked(0xc2, Hex.bytes("f248cdc9c90700")));
            assertEquals(List.of("text 33 'plain'", "binary 39 48656c6c6f"), reads(STATELESS, frames));
        }

        @ParameterizedTest
        @ValueSource(strings = {"c0", "40", "c8", "c9", "ca"})
        void rsv1OnAContinuationOrControlFrameFailsWith1002(String first) {
            byte[] frames = Frames.join(Frames.masked(0x01, "a"), Hex.bytes(first + "80 00000000"));
            assertEquals(
                    List.of("fail 1002 RSV1 on a control or continuation frame, byte 0x" + first),
                    reads(STATELESS, frames));
        }

        @Test
        void reservedBitsStayForbidden() {
            assertEquals(
                    List.of("fail 1002 reserved bits are set in frame byte 0xe1"),
                    reads(STATELESS, Hex.bytes("e180 00000000")));
        }

        @Test
        void inflatedTextIsValidated() {
            byte[] bad = pool.deflater(STATELESS, Role.CLIENT).deflate(Hex.bytes("6162ff"));
            assertEquals(
                    List.of("fail 1007 text is not UTF-8: byte 0xff at 2"), reads(STATELESS, Frames.masked(0xc1, bad)));
            byte[] cut = pool.deflater(STATELESS, Role.CLIENT).deflate(Hex.bytes("6162e282"));
            assertEquals(List.of("fail 1007 text ends inside a character"), reads(STATELESS, Frames.masked(0xc1, cut)));
            byte[] good = pool.deflater(STATELESS, Role.CLIENT).deflate(utf8("h€llo"));
            assertEquals(List.of("text 39 'h€llo'"), reads(STATELESS, Frames.masked(0xc1, good)));
        }

        @Test
        @Spec("websocket 149")
        void corruptDataFailsWith1007() {
            List<String> lines = reads(STATELESS, Frames.masked(0xc1, Hex.bytes("ffffffff")));
            assertEquals(1, lines.size());
            assertTrue(lines.getFirst().startsWith("fail 1007 compressed message is corrupt: "), lines::toString);
        }

        @Test
        @Spec("websocket 149")
        void cutDataFailsWith1007WhereverItIsCut() {
            byte[] whole = pool.deflater(STATELESS, Role.CLIENT).deflate(utf8("Hello, hello, hello, WebSocket world!"));
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                ProtocolException e = assertThrows(
                        ProtocolException.class,
                        () -> pool.inflater(STATELESS, Role.SERVER).inflate(cut, cut.length, LIMIT),
                        () -> Hex.of(cut));
                assertEquals(1007, e.closeCode());
            }
        }

        @Test
        void dataBehindAFinalBlockThatIsNoBlockFailsWith1007() {
            ProtocolException e =
                    assertThrows(ProtocolException.class, () -> Rfc7692Section7Test.this.inflate("f348cdc9c90700ff"));
            assertEquals(1007, e.closeCode());
        }

        @Test
        void endlessFinalBlocksFailWith1007() {
            byte[] payload = Hex.bytes("0300".repeat(2000) + "00");
            ProtocolException e = assertThrows(
                    ProtocolException.class,
                    () -> pool.inflater(STATELESS, Role.SERVER).inflate(payload, payload.length, LIMIT));
            assertEquals("compressed message is corrupt: data behind its end", e.getMessage());
        }

        @Test
        void blocksBehindAFinalOneMayReferToWhatWasBefore() throws Exception {
            MessageInflater inflater = pool.inflater(TAKEOVER, Role.SERVER);
            byte[] first = Hex.bytes("f248cdc9c90700");
            assertArrayEquals(utf8("Hello"), inflater.inflate(first, first.length, LIMIT));
            byte[] second = Hex.bytes("f3001100 f200110000");
            assertArrayEquals(utf8("HelloHello"), inflater.inflate(second, second.length, LIMIT));
        }

        @Test
        @Spec("websocket 150")
        void theLimitHoldsForTheInflatedSize() {
            byte[] bomb = pool.deflater(STATELESS, Role.CLIENT).deflate(new byte[LIMIT + 1]);
            assertEquals(
                    List.of("fail 1009 inflated message exceeds the limit of 1048576 bytes"),
                    Transcript.of(
                            new MessageReader(Role.SERVER, LIMIT, pool.inflater(STATELESS, Role.SERVER)),
                            Frames.masked(0xc2, bomb)));
        }

        @Test
        void exactlyTheLimitIsAccepted() throws Exception {
            for (int limit : new int[] {1, 2, 1023, 1024, 4095, 4096, 4097, 65_536}) {
                byte[] packed = pool.deflater(STATELESS, Role.CLIENT).deflate(new byte[limit]);
                MessageInflater inflater = pool.inflater(STATELESS, Role.SERVER);
                assertEquals(limit, inflater.inflate(packed, packed.length, limit).length);
                ProtocolException e =
                        assertThrows(ProtocolException.class, () -> inflater.inflate(packed, packed.length, limit - 1));
                assertEquals(1009, e.closeCode());
            }
        }

        @Test
        void aMessageOfTheLimitMayGrowWhenItIsCompressed() {
            byte[] noise = new byte[1000];
            new Random(1).nextBytes(noise);
            byte[] packed = pool.deflater(STATELESS, Role.CLIENT).deflate(noise);
            assertTrue(packed.length > noise.length);
            MessageReader reader = new MessageReader(Role.SERVER, 1000, pool.inflater(STATELESS, Role.SERVER));
            assertEquals(List.of("binary 39 " + Hex.of(noise)), Transcript.of(reader, Frames.masked(0xc2, packed)));
            assertEquals(
                    List.of("fail 1009 message of 1190 bytes exceeds the limit of 1189 bytes"),
                    Transcript.of(reader, Frames.masked(0xc2, new byte[1190])));
        }
    }

    @Nested
    class Windows_7_1_2 {
        static Stream<Arguments> windows() {
            return IntStream.rangeClosed(8, 15)
                    .boxed()
                    .flatMap(bits -> Stream.of(true, false).map(takeover -> Arguments.of(bits, takeover)));
        }

        @ParameterizedTest
        @MethodSource("windows")
        @Spec("websocket 141")
        void noDistanceExceedsTheWindowAndEveryMessageComesBack(int bits, boolean takeover) throws Exception {
            DeflateParameters agreed = new DeflateParameters(bits, 15, !takeover, true);
            MessageDeflater deflater = pool.deflater(agreed, Role.SERVER);
            MessageInflater inflater = pool.inflater(agreed, Role.CLIENT);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            int farthest = 0;
            for (byte[] message : messages(bits)) {
                byte[] packed = deflater.deflate(message);
                DeflateBlocks blocks =
                        DeflateBlocks.decode(packed, takeover ? sent.toByteArray() : new byte[0], message.length);
                assertArrayEquals(message, blocks.output());
                assertTrue(blocks.maxDistance() <= 1 << bits, () -> "distance " + blocks.maxDistance());
                farthest = Math.max(farthest, blocks.maxDistance());
                assertArrayEquals(message, inflater.inflate(packed, packed.length, 1 << 20));
                sent.writeBytes(message);
            }
            if (bits >= 10) assertTrue(farthest > 1 << (bits - 2), "the window is used, farthest " + farthest);
        }

        private static List<byte[]> messages(int bits) {
            Random random = new Random(bits);
            int half = 1 << (bits - 1);
            return IntStream.of(1, 2, 100, half - 1, half, half + 1, 2 * half, 2 * half + 1, 5 * half + 7, 70_000, 3)
                    .boxed()
                    .flatMap(size -> Stream.of(noise(random, size), text(random, size), new byte[size]))
                    .toList();
        }

        private static byte[] noise(Random random, int size) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return bytes;
        }

        private static byte[] text(Random random, int size) {
            StringBuilder text = new StringBuilder();
            while (text.length() < size)
                text.append("{\"id\":").append(random.nextInt(1000)).append(",\"user\":\"name\"}");
            return utf8(text.substring(0, size));
        }

        @ParameterizedTest
        @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
        void textGetsSmallerWithEveryWindow(int bits) {
            byte[] text = text(new Random(3), 50_000);
            byte[] packed = pool.deflater(new DeflateParameters(bits, 15, true, true), Role.SERVER)
                    .deflate(text);
            assertTrue(packed.length < text.length * 3 / 4, () -> "packed to " + packed.length);
        }

        @Test
        void theReceiverTakesTheWholeWindowOfItsPeer() throws Exception {
            // A peer with the full window refers back 32 KiB to the message before.
            Deflater peer = new Deflater(9, true);
            byte[] first = noise(new Random(5), 32_768 - 300);
            byte[] second = Arrays.copyOf(first, 1000);
            MessageInflater inflater = pool.inflater(TAKEOVER, Role.SERVER);
            for (byte[] message : List.of(first, second, second)) {
                byte[] out = new byte[40_000];
                peer.setInput(message);
                int size = peer.deflate(out, 0, out.length, Deflater.SYNC_FLUSH) - 4;
                assertArrayEquals(message, inflater.inflate(out, size, LIMIT));
                if (message == second) assertTrue(size < 100);
            }
            peer.end();
        }

        @Test
        void withoutTakeoverAMessageCannotReferToTheOneBefore() {
            MessageInflater inflater = pool.inflater(STATELESS, Role.SERVER);
            byte[] second = Hex.bytes("f200110000");
            assertThrows(ProtocolException.class, () -> inflater.inflate(second, second.length, LIMIT));
        }

        @Test
        void windowBitsOutside8To15AreRefused() {
            assertEquals(
                    "serverWindowBits is 7, allowed are 8 to 15",
                    assertThrows(IllegalArgumentException.class, () -> new DeflateParameters(7, 15, true, true))
                            .getMessage());
            assertEquals(
                    "clientWindowBits is 16, allowed are 8 to 15",
                    assertThrows(IllegalArgumentException.class, () -> new DeflateParameters(15, 16, true, true))
                            .getMessage());
        }
    }

    @Nested
    class Pools {
        @Test
        void connectionsWithoutTakeoverShareTheirCodec() {
            assertSame(pool.deflater(STATELESS, Role.SERVER), pool.deflater(STATELESS, Role.SERVER));
            assertSame(pool.inflater(STATELESS, Role.SERVER), pool.inflater(STATELESS, Role.CLIENT));
            assertNotSame(pool.deflater(TAKEOVER, Role.SERVER), pool.deflater(TAKEOVER, Role.SERVER));
            assertNotSame(pool.inflater(TAKEOVER, Role.SERVER), pool.inflater(TAKEOVER, Role.SERVER));
        }

        @Test
        void eachSideHasItsOwnParameters() {
            DeflateParameters mixed = new DeflateParameters(10, 12, true, false);
            assertSame(pool.deflater(mixed, Role.SERVER), pool.deflater(mixed, Role.SERVER));
            assertNotSame(pool.deflater(mixed, Role.CLIENT), pool.deflater(mixed, Role.CLIENT));
            assertNotSame(pool.inflater(mixed, Role.SERVER), pool.inflater(mixed, Role.SERVER));
            assertSame(pool.inflater(mixed, Role.CLIENT), pool.inflater(mixed, Role.CLIENT));
        }

        @Test
        void connectionsOfAPoolDoNotSeeEachOther() throws Exception {
            MessageDeflater a = pool.deflater(TAKEOVER, Role.SERVER);
            MessageDeflater b = pool.deflater(TAKEOVER, Role.SERVER);
            MessageInflater fromA = pool.inflater(TAKEOVER, Role.CLIENT);
            MessageInflater fromB = pool.inflater(TAKEOVER, Role.CLIENT);
            for (int i = 0; i < 50; i++) {
                byte[] toA = utf8("for a number " + i);
                byte[] toB = utf8("something else, for b: " + i);
                byte[] packedA = a.deflate(toA);
                byte[] packedB = b.deflate(toB);
                assertArrayEquals(toB, fromB.inflate(packedB, packedB.length, LIMIT));
                assertArrayEquals(toA, fromA.inflate(packedA, packedA.length, LIMIT));
            }
        }

        @Test
        void aFailedMessageDoesNotHurtTheNextConnection() throws Exception {
            assertThrows(ProtocolException.class, () -> inflate("ffffffff"));
            assertEquals("hello", inflate("ca48cdc9c90700"));
        }

        @Test
        void aClosedPoolIsOfNoUse() {
            pool.deflater(STATELESS, Role.SERVER).deflate(utf8("a"));
            pool.deflater(new DeflateParameters(8, 8, true, true), Role.SERVER).deflate(utf8("a"));
            pool.close();
            pool.close();
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> pool.deflater(STATELESS, Role.SERVER).deflate(utf8("a")));
            assertEquals("the pool is closed", e.getMessage());
            assertThrows(IllegalStateException.class, () -> inflate("00"));
        }

        @Test
        void aLargeMessageDoesNotStayInMemory() throws Exception {
            MessageDeflater deflater = pool.deflater(STATELESS, Role.SERVER);
            byte[] noise = new byte[1 << 20];
            new Random(2).nextBytes(noise);
            int size = deflater.deflate(noise, 0, noise.length);
            byte[] packed = Arrays.copyOf(deflater.output(), size);
            assertArrayEquals(noise, pool.inflater(STATELESS, Role.SERVER).inflate(packed, size, 1 << 20));
            assertTrue(deflater.output().length >= 1 << 20);
            deflater.deflate(utf8("small"));
            assertTrue(deflater.output().length <= 256 * 1024);
        }

        @Test
        void largeCompressedFramesAreRead() {
            for (int size : new int[] {40_000, 64 * 1024, 100_000}) {
                byte[] noise = new byte[size];
                new Random(size).nextBytes(noise);
                byte[] frame = Frames.masked(
                        0xc2, pool.deflater(STATELESS, Role.CLIENT).deflate(noise));
                assertEquals(
                        List.of("binary 39 " + Hex.of(noise)),
                        Transcript.of(
                                new MessageReader(Role.SERVER, LIMIT, pool.inflater(STATELESS, Role.SERVER)), frame));
            }
        }

        @Test
        void theLevelIsZlibs() {
            byte[] text = utf8("level ".repeat(100));
            try (DeflatePool stored = new DeflatePool(0);
                    DeflatePool best = new DeflatePool(9)) {
                assertTrue(stored.deflater(STATELESS, Role.SERVER).deflate(text).length > text.length);
                assertTrue(best.deflater(STATELESS, Role.SERVER).deflate(text).length < 30);
            }
            for (int level : new int[] {-2, 10}) {
                assertEquals(
                        "compression level is " + level + ", allowed are -1 to 9",
                        assertThrows(IllegalArgumentException.class, () -> new DeflatePool(level))
                                .getMessage());
            }
        }

        @Test
        void aSliceOfAnArrayIsCompressed() throws Exception {
            MessageDeflater deflater = pool.deflater(new DeflateParameters(10, 10, false, false), Role.SERVER);
            MessageInflater inflater = pool.inflater(new DeflateParameters(10, 10, false, false), Role.CLIENT);
            byte[] text = utf8("0123456789".repeat(300));
            for (int from : new int[] {0, 1, 700}) {
                int size = deflater.deflate(text, from, text.length - from);
                assertArrayEquals(
                        Arrays.copyOfRange(text, from, text.length),
                        inflater.inflate(deflater.output().clone(), size, LIMIT));
            }
        }
    }

    @Nested
    class Histories {
        @Test
        void keepTheLastBytes() {
            History history = new History(5);
            assertEquals("", Hex.of(history.toArray()));
            history.add(Hex.bytes("0102"), 0, 2);
            assertEquals("0102", Hex.of(history.toArray()));
            history.add(Hex.bytes("ff0304ff"), 1, 2);
            assertEquals("01020304", Hex.of(history.toArray()));
            history.add(Hex.bytes("0506"), 0, 2);
            assertEquals("0203040506", Hex.of(history.toArray()));
            history.add(Hex.bytes("1011121314151617"), 1, 7);
            assertEquals("1314151617", Hex.of(history.toArray()));
            history.add(new byte[0], 0, 0);
            assertEquals("1314151617", Hex.of(history.toArray()));
        }

        @Test
        void holdNoMoreThanTheirLimitAndNothingAtFirst() {
            History history = new History(32_768);
            assertEquals(0, history.array().length);
            history.add(new byte[10], 0, 10);
            assertTrue(history.array().length <= 256);
            history.add(new byte[100_000], 0, 100_000);
            assertEquals(32_768, history.array().length);
        }
    }
}
