package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Frame and CloseFrame as values. */
class FrameObjectTest {
    private static String hex(Frame frame) {
        return HexFormat.of().formatHex(frame.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Nested
    class Defaults {
        @Test
        @Spec("websocket 132")
        void ofAFrame() {
            Frame frame = new Frame();
            assertEquals(0, frame.fd());
            assertEquals("", frame.data());
            assertArrayEquals(new byte[0], frame.bytes());
            assertEquals(1, frame.opcode());
            assertEquals(1, frame.flags());
            assertNull(frame.finish());
            assertEquals("8100", hex(frame));
        }

        @Test
        void ofACloseFrame() {
            CloseFrame frame = new CloseFrame();
            assertEquals(0, frame.fd());
            assertEquals("", frame.data());
            assertEquals(8, frame.opcode());
            assertEquals(1, frame.flags());
            assertNull(frame.finish());
            assertEquals(1000, frame.code());
            assertEquals("", frame.reason());
            assertEquals("880203e8", hex(frame));
        }
    }

    @Nested
    class Finish {
        @Test
        @Spec("websocket 133")
        void overridesTheFinBitUnlessItIsNull() {
            assertEquals("81026869", hex(new Frame("hi")));
            assertEquals("01026869", hex(new Frame("hi").finish(false)));
            assertEquals("81026869", hex(new Frame("hi").flags(0).finish(true)));
            assertEquals("01026869", hex(new Frame("hi").flags(0)));
            assertEquals("01026869", hex(new Frame("hi").flags(0).finish(null)));
        }
    }

    @Nested
    class Text {
        @Test
        @Spec("websocket 134")
        void ofACloseFrameIsItsBytes() {
            assertEquals("88050fa1627965", hex(new CloseFrame(4001, "bye")));
        }

        @Test
        @Spec("websocket 135")
        void ofAReasonThatIsTooLongIsEmpty() {
            assertEquals(
                    2 + 125, new CloseFrame(1000, "x".repeat(123)).toString().length());
            try (var log = LogLines.open()) {
                assertEquals("", new CloseFrame(1000, "x".repeat(124)).toString());
                log.mustWarn("the max length of close reason is 123");
            }
        }
    }

    @Test
    @Spec("websocket 59")
    void aReceivedTextHasFinAndMaskAmongItsFlags() throws Exception {
        Server server = new Server("127.0.0.1");
        Notes notes = new Notes();
        server.on("message", (Server it, Frame frame) -> {
            notes.add(frame.fd(), frame.data(), frame.opcode(), frame.flags(), frame.finish());
        });
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            client.text("hello")
                    .binary(new byte[] {'x'})
                    .frame(0x01, "a")
                    .frame(0x80, "b")
                    .mustCloseCleanly();
        }
        notes.mustBe("1 hello 1 33 true", "1 x 2 33 true", "1 ab 1 33 true");
    }
}
