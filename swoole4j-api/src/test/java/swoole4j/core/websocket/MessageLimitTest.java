package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;
import swoole4j.core.Allocation;

/** What a peer can make a reader hold, RFC 6455 7.4.1 and 10.4. */
class MessageLimitTest {
    private static final int LIMIT = 1000;

    private static MessageReader reader() {
        return new MessageReader(Role.CLIENT, LIMIT, null);
    }

    @Nested
    class Sizes {
        @Test
        @Spec("websocket 79")
        void aMessageOfTheLimitIsAccepted() {
            byte[] whole = Frames.unmasked(0x82, new byte[LIMIT]);
            assertEquals(1, Transcript.of(reader(), whole).size());
            byte[] fragments = Frames.join(
                    Frames.unmasked(0x02, new byte[600]),
                    Frames.unmasked(0x00, new byte[400]),
                    Frames.unmasked(0x80, new byte[0]));
            assertEquals(List.of("binary 1 " + "00".repeat(LIMIT)), Transcript.of(reader(), fragments));
        }

        @Test
        @Spec("websocket 78")
        void oneByteMoreFailsWith1009FromTheHeaderAlone() {
            assertEquals(
                    List.of("fail 1009 message of 1001 bytes exceeds the limit of 1000 bytes"),
                    Transcript.ofAllSplits(MessageLimitTest::reader, Hex.bytes("827e 03e9")));
            assertEquals(
                    List.of("fail 1009 message of 9223372036854775807 bytes exceeds the limit of 1000 bytes"),
                    Transcript.of(reader(), Hex.bytes("827f 7fffffffffffffff")));
        }

        @Test
        @Spec("websocket 77")
        void joinedFragmentsFailWith1009AtTheHeaderThatPassesTheLimit() {
            byte[] bytes = Frames.join(Frames.unmasked(0x02, new byte[600]), Hex.bytes("007e 0191"));
            assertEquals(
                    List.of("fail 1009 message of 1001 bytes exceeds the limit of 1000 bytes"),
                    Transcript.ofAllSplits(MessageLimitTest::reader, bytes));
            byte[] huge = Frames.join(Frames.unmasked(0x02, new byte[600]), Hex.bytes("807f 7fffffffffffffff"));
            assertTrue(Transcript.last(Transcript.of(reader(), huge)).startsWith("fail 1009 message of "));
        }

        @Test
        void aLimitOfZeroTakesEmptyMessagesOnly() {
            MessageReader reader = new MessageReader(Role.CLIENT, 0, null);
            assertEquals(
                    List.of("text 1 ''", "fail 1009 message of 1 bytes exceeds the limit of 0 bytes"),
                    Transcript.of(reader, Hex.bytes("8100 8101 61")));
        }
    }

    @Nested
    class Memory {
        private static final int MEGABYTES = 64 << 20;

        @Test
        void aDeclaredLengthCostsNothing() {
            MessageReader reader = new MessageReader(Role.CLIENT, MEGABYTES, null);
            ByteBuffer head = ByteBuffer.wrap(Hex.bytes("827f 0000000004000000 00"));
            Transcript sink = new Transcript();
            sink.feed(new MessageReader(Role.CLIENT, MEGABYTES, null), head.duplicate());
            assertTrue(Allocation.of(() -> sink.feed(reader, head)) < 8 * 1024);
            assertTrue(reader.midMessage());
        }

        @Test
        void memoryFollowsWhatHasArrived() {
            MessageReader reader = new MessageReader(Role.CLIENT, MEGABYTES, null);
            ByteBuffer input = ByteBuffer.wrap(Frames.unmasked(0x82, new byte[4 << 20]));
            Transcript sink = new Transcript();
            int arrived = 1 << 20;
            // Doubling from a kilobyte up: all arrays together are four times the largest need.
            long allocated = Allocation.of(() -> {
                for (int at = 0; at < arrived; at += 4096)
                    sink.feed(reader, input.duplicate().position(at).limit(at + 4096));
            });
            assertTrue(allocated < 4L * arrived + 200_000, () -> "allocated " + allocated);
        }

        @Test
        void anOrdinaryMessageInTwoPiecesTakesOneArray() {
            MessageReader reader = new MessageReader(Role.CLIENT, MEGABYTES, null);
            byte[] frame = Frames.unmasked(0x82, new byte[65_536]);
            MessageReader.Sink sink = new Nothing();
            ByteBuffer first = ByteBuffer.wrap(frame, 0, 20_000);
            ByteBuffer second = ByteBuffer.wrap(frame, 20_000, frame.length - 20_000);
            long allocated = Allocation.of(() -> {
                read(reader, first, sink);
                read(reader, second, sink);
            });
            assertTrue(allocated < 65_536 + 4096, () -> "allocated " + allocated);
        }

        @Test
        void manyTinyFragmentsCostLinearMemory() {
            int fragments = 1 << 20;
            MessageReader reader = new MessageReader(Role.CLIENT, MEGABYTES, null);
            byte[] chunk = new byte[3 * 1024];
            for (int i = 0; i < 1024; i++) System.arraycopy(Hex.bytes("0001 61"), 0, chunk, 3 * i, 3);
            Transcript sink = new Transcript();
            sink.feed(reader, ByteBuffer.wrap(Hex.bytes("0201 61")));
            long allocated = Allocation.of(() -> {
                for (int i = 0; i < fragments / 1024; i++) sink.feed(reader, ByteBuffer.wrap(chunk));
            });
            assertTrue(allocated < 5L * fragments, () -> "allocated " + allocated);
            sink.feed(reader, ByteBuffer.wrap(Hex.bytes("8000")));
            assertEquals(fragments + 1, sink.largest());
        }

        @Test
        void emptyFragmentsCostNoMemory() {
            MessageReader reader = reader();
            Transcript sink = new Transcript();
            sink.feed(reader, ByteBuffer.wrap(Hex.bytes("0100")));
            ByteBuffer flood = ByteBuffer.wrap(new byte[1 << 20]);
            assertTrue(Allocation.of(() -> sink.feed(reader, flood)) < 64 * 1024);
            sink.feed(reader, ByteBuffer.wrap(Hex.bytes("8000")));
            assertEquals(List.of("text 1 ''"), sink.lines());
        }

        @Test
        void aSmallMessageCostsItsArrayAlone() {
            MessageReader reader = reader();
            ByteBuffer frame = ByteBuffer.wrap(Frames.unmasked(0x81, new byte[16]));
            MessageReader.Sink sink = new Nothing();
            long allocated = Allocation.of(() -> {
                for (int i = 0; i < 10_000; i++) read(reader, frame.rewind(), sink);
            });
            assertTrue(allocated <= 10_000L * 32 + 4096, () -> "allocated " + allocated);
        }

        private static void read(MessageReader reader, ByteBuffer in, MessageReader.Sink sink) {
            try {
                reader.read(in, sink);
            } catch (ProtocolException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Nothing implements MessageReader.Sink {
        @Override
        public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
            return true;
        }

        @Override
        public boolean onControl(int opcode, int flags, byte[] payload) {
            return true;
        }
    }
}
