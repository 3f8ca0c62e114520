package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Data framing: what a reader accepts and what it refuses. */
class Rfc6455Section5Test {
    private static final int LIMIT = 100_000;

    private static MessageReader server() {
        return new MessageReader(Role.SERVER, LIMIT, null);
    }

    private static MessageReader client() {
        return new MessageReader(Role.CLIENT, LIMIT, null);
    }

    private static List<String> serverReads(String hex) {
        return Transcript.ofAllSplits(Rfc6455Section5Test::server, Hex.bytes(hex));
    }

    private static List<String> clientReads(String hex) {
        return Transcript.ofAllSplits(Rfc6455Section5Test::client, Hex.bytes(hex));
    }

    @Nested
    class Masking_5_1_and_5_3 {
        @Test
        @Spec("websocket 59")
        void theMaskedHelloOfTheRfcIsRead() {
            assertEquals(List.of("text 33 'Hello'"), serverReads("8185 37fa213d 7f9f4d5158"));
        }

        @Test
        void theUnmaskedHelloOfTheRfcIsReadByAClient() {
            assertEquals(List.of("text 1 'Hello'"), clientReads("8105 48656c6c6f"));
        }

        @Test
        @Spec("websocket 65")
        void anUnmaskedClientFrameFailsWith1002() {
            assertEquals(List.of("fail 1002 a client frame must be masked"), serverReads("8105 48656c6c6f"));
        }

        @Test
        void aMaskedServerFrameFailsWith1002() {
            assertEquals(
                    List.of("fail 1002 a server frame must not be masked"), clientReads("8185 37fa213d 7f9f4d5158"));
        }

        @Test
        void aKeyOfZerosIsAKey() {
            assertEquals(List.of("binary 33 00ff"), serverReads("8282 00000000 00ff"));
        }
    }

    @Nested
    class FirstByte_5_2 {
        @ParameterizedTest
        @ValueSource(strings = {"a1", "91", "b1", "f1", "a9", "90"})
        @Spec("websocket 67")
        void reservedBitsFailWith1002(String first) {
            assertEquals(
                    List.of("fail 1002 reserved bits are set in frame byte 0x" + first),
                    serverReads(first + "80 00000000"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"c1", "c2", "41", "c9", "c0"})
        @Spec("websocket 66")
        void rsv1WithoutAnExtensionFailsWith1002(String first) {
            assertEquals(
                    List.of("fail 1002 RSV1 without a negotiated extension in frame byte 0x" + first),
                    serverReads(first + "80 00000000"));
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        @Spec({"websocket 68", "websocket 69"})
        void reservedOpcodesFailWith1002(int opcode) {
            assertEquals(
                    List.of("fail 1002 reserved opcode " + opcode),
                    serverReads("8" + Integer.toHexString(opcode) + "80 00000000"));
        }
    }

    @Nested
    class Length_5_2 {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 128, 255, 256, 65_535, 65_536, 65_537})
        @Spec("websocket 60")
        void everyEncodingOfALengthIsRead(int length) throws Exception {
            byte[] payload = new byte[length];
            for (int i = 0; i < length; i++) payload[i] = (byte) (i * 31);
            byte[] frame = Frames.masked(0x82, payload);
            List<String> whole = List.of("binary 33 " + Hex.of(payload));
            assertEquals(whole, Transcript.of(server(), frame));
            for (int cut : new int[] {1, 2, 3, 4, 8, 9, 10, 13, 14, frame.length / 2, frame.length - 1}) {
                if (cut < frame.length) assertEquals(whole, Transcript.of(server(), frame, cut));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"82fe 0000", "82fe 007d", "82ff 0000000000000000", "82ff 000000000000007d"})
        @Spec("websocket 63")
        void lengthsThatFitSevenBitsButTakeMoreFailWith1002(String head) {
            String length = head.endsWith("7d") ? "125" : "0";
            assertEquals(
                    List.of("fail 1002 length " + length + " is not encoded minimally"),
                    serverReads(head + "00000000"));
        }

        @Test
        @Spec("websocket 63")
        void aLengthThatFitsSixteenBitsButTakesSixtyFourFailsWith1002() {
            assertEquals(
                    List.of("fail 1002 length 65535 is not encoded minimally"),
                    serverReads("82ff 000000000000ffff 00000000"));
            assertEquals(
                    List.of("fail 1002 length 126 is not encoded minimally"), clientReads("827f 000000000000007e"));
        }

        @Test
        @Spec("websocket 64")
        void aLengthWithTheTopBitFailsWith1002() {
            assertEquals(
                    List.of("fail 1002 length 0x8000000000000001 has its top bit set"),
                    serverReads("82ff 8000000000000001 00000000"));
        }
    }

    @Nested
    class Fragmentation_5_4 {
        @Test
        @Spec("websocket 75")
        void fragmentsBecomeOneMessageWithTheOpcodeOfTheFirst() {
            assertEquals(List.of("text 1 'Hello'"), clientReads("0103 48656c 8002 6c6f"));
            assertEquals(
                    List.of("binary 33 0102030405"),
                    serverReads("0281 00000000 01 0082 00000000 0203 0080 00000000 8082 00000000 0405"));
        }

        @Test
        @Spec("websocket 58")
        void emptyMessagesAndEmptyFragmentsAreMessages() {
            assertEquals(List.of("text 33 ''", "binary 33 "), serverReads("8180 00000000 8280 00000000"));
            assertEquals(List.of("text 1 ''"), clientReads("0100 0000 8000"));
            assertEquals(List.of("text 1 'a'"), clientReads("0100 0001 61 8000"));
        }

        @Test
        @Spec("websocket 76")
        void controlFramesBetweenFragmentsComeFirst() {
            assertEquals(
                    List.of("ping 1 70", "pong 1 ", "text 1 'Hello'"),
                    clientReads("0103 48656c 8901 70 8a00 8002 6c6f"));
        }

        @Test
        @Spec("websocket 73")
        void aContinuationWithoutAMessageFailsWith1002() {
            String text = "fail 1002 continuation frame without a message to continue";
            assertEquals(List.of(text), clientReads("8001 61"));
            assertEquals(List.of("text 1 'a'", text), clientReads("8101 61 8001 62"));
            assertEquals(List.of("text 1 'ab'", text), clientReads("0101 61 8001 62 8001 63"));
        }

        @Test
        @Spec("websocket 74")
        void aNewMessageInsideAFragmentedOneFailsWith1002() {
            assertEquals(List.of("fail 1002 opcode 1 inside a fragmented message"), clientReads("0101 61 8101 62"));
            assertEquals(List.of("fail 1002 opcode 2 inside a fragmented message"), clientReads("0101 61 0201 62"));
        }

        @Test
        @Spec("websocket 61")
        void framesInOneBufferComeInOrder() {
            assertEquals(List.of("text 1 'a'", "binary 1 ff", "text 1 'b'"), clientReads("8101 61 8201 ff 8101 62"));
        }
    }

    @Nested
    class ControlFrames_5_5 {
        @Test
        @Spec({"websocket 82", "websocket 84"})
        void payloadsUpTo125BytesAreRead() {
            String longest = "ab".repeat(125);
            assertEquals(List.of("ping 1 "), clientReads("8900"));
            assertEquals(List.of("ping 1 " + longest), clientReads("897d" + longest));
            assertEquals(List.of("pong 1 " + longest), clientReads("8a7d" + longest));
            assertEquals(List.of("ping 33 6869"), serverReads("8982 37fa213d 5f93"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"897e 007e", "8a7e 007e", "887e 007e", "897f 0000000000000001"})
        @Spec("websocket 83")
        void longerOnesFailWith1002(String head) {
            int opcode = head.charAt(1) == 'a' ? 10 : head.charAt(1) - '0';
            assertEquals(
                    List.of("fail 1002 control frame with opcode " + opcode + " is longer than 125 bytes"),
                    clientReads(head));
        }

        @ParameterizedTest
        @ValueSource(ints = {8, 9, 10})
        @Spec("websocket 83")
        void fragmentedOnesFailWith1002(int opcode) {
            assertEquals(
                    List.of("fail 1002 control frame with opcode " + opcode + " is fragmented"),
                    clientReads("0" + Integer.toHexString(opcode) + "00"));
        }

        @Test
        @Spec("websocket 94")
        void whatFollowsACloseIsDropped() {
            assertEquals(List.of("close 1 03e8"), clientReads("8802 03e8 8101 61 ff"));
            assertEquals(List.of("close 1 "), clientReads("0101 61 8800 8001 62"));
        }
    }

    @Nested
    class Reading {
        @Test
        void aFailureDropsAllThatFollows() {
            assertEquals(List.of("fail 1002 reserved opcode 3"), clientReads("8300 8101 61"));
        }

        @Test
        void stopsWhereTheSinkSaysAndGoesOnLater() throws Exception {
            byte[] bytes = Hex.bytes("8101 61 8900 0101 62 8001 63 8101 64");
            ByteBuffer in = ByteBuffer.wrap(bytes);
            MessageReader reader = client();
            int[] seen = {0};
            MessageReader.Sink one = new MessageReader.Sink() {
                @Override
                public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
                    seen[0]++;
                    return false;
                }

                @Override
                public boolean onControl(int opcode, int flags, byte[] payload) {
                    seen[0]++;
                    return false;
                }
            };
            int[] positions = {3, 5, 11, 14, 14};
            for (int i = 0; i < positions.length; i++) {
                reader.read(in, one);
                assertEquals(positions[i], in.position());
                assertEquals(Math.min(i + 1, 4), seen[0]);
            }
        }

        @Test
        void tellsWhetherItIsInTheMiddleOfSomething() throws Exception {
            MessageReader reader = client();
            Transcript transcript = new Transcript();
            assertFalse(reader.midMessage());
            byte[] bytes = Hex.bytes("8101 61 0101 62 8001 63 8901 70");
            for (int i = 0; i < bytes.length; i++) {
                reader.read(ByteBuffer.wrap(bytes, i, 1), transcript);
                boolean between = i == 2 || i == 8 || i == 11;
                assertEquals(!between, reader.midMessage(), "after byte " + i);
            }
            reader.read(ByteBuffer.wrap(Hex.bytes("01 02 61")), transcript);
            assertTrue(reader.midMessage());
            assertFalse(reader.discarding());
            reader.discard();
            assertFalse(reader.midMessage());
            assertTrue(reader.discarding());
        }

        @Test
        void doesNotMoveBeyondWhatItIsTold() throws Exception {
            ByteBuffer in = ByteBuffer.wrap(Hex.bytes("8101 61 8101 62")).limit(4);
            Transcript transcript = new Transcript();
            MessageReader reader = client();
            reader.read(in, transcript);
            assertEquals(4, in.position());
            reader.read(in.limit(6), transcript);
            assertEquals(List.of("text 1 'a'", "text 1 'b'"), transcript.lines());
        }

        @Test
        void takesAnyKindAndOrderOfBuffer() throws Exception {
            byte[] frame = Frames.masked(0x82, Hex.bytes("00112233445566778899aabbccddeeff00"));
            for (ByteBuffer in : List.of(
                    ByteBuffer.wrap(frame).order(java.nio.ByteOrder.LITTLE_ENDIAN),
                    ByteBuffer.wrap(frame).asReadOnlyBuffer(),
                    ByteBuffer.wrap(Frames.join(new byte[5], frame)).position(5).slice(),
                    ByteBuffer.allocateDirect(64).put(frame).flip().order(java.nio.ByteOrder.LITTLE_ENDIAN))) {
                Transcript transcript = new Transcript();
                server().read(in, transcript);
                assertEquals(List.of("binary 33 00112233445566778899aabbccddeeff00"), transcript.lines());
                assertFalse(in.hasRemaining());
            }
        }

        @Test
        void goesOnBehindAFrameWhoseSinkThrew() throws Exception {
            MessageReader reader = client();
            ByteBuffer in = ByteBuffer.wrap(Hex.bytes("8101 61 0101 62 8001 63 8900 8101 64"));
            MessageReader.Sink failing = new MessageReader.Sink() {
                @Override
                public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
                    throw new IllegalStateException("message");
                }

                @Override
                public boolean onControl(int opcode, int flags, byte[] payload) {
                    throw new IllegalStateException("control");
                }
            };
            for (int i = 0; i < 3; i++) assertThrows(IllegalStateException.class, () -> reader.read(in, failing));
            Transcript transcript = new Transcript();
            transcript.feed(reader, in);
            assertEquals(List.of("text 1 'd'"), transcript.lines());
        }

        @Test
        void aNegativeLimitIsRefused() {
            var e = assertThrows(IllegalArgumentException.class, () -> new MessageReader(Role.SERVER, -1, null));
            assertEquals("maxMessageSize -1 is negative", e.getMessage());
        }
    }
}
