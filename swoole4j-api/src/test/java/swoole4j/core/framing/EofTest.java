package swoole4j.core.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;

/** {@code open_eof_check} and {@code open_eof_split}. */
class EofTest {
    private static Eof eof(String text) {
        return Eof.of(text.getBytes(ISO_8859_1));
    }

    private static Cutting check(String eof) {
        return new Cutting(new Framing.EofCheck(eof(eof)));
    }

    private static Cutting split(String eof) {
        return new Cutting(new Framing.EofSplit(eof(eof)));
    }

    @Nested
    class Check {
        @Test
        @Spec("server 135")
        void severalInOneReadAreOneMessage() {
            check("\r\n").feed("a\r\nb\r\n").mustFind("a\r\nb\r\n");
        }

        @Test
        @Spec("server 136")
        void partWaitsForTheEof() {
            check("\r\n")
                    .feed("half")
                    .mustFind()
                    .feed(" line\r\n")
                    .mustFind("half line\r\n")
                    .feed("a\r\nb")
                    .feed("\r")
                    .mustFind("half line\r\n")
                    .feed("\n")
                    .mustFind("half line\r\n", "a\r\nb\r\n");
        }

        @Test
        void anEofThatNothingComesBeforeIsAMessage() {
            check("\r\n\r\n").feed("\r\n\r").mustFind().feed("\n").mustFind("\r\n\r\n");
        }

        @Test
        @Spec("server 140")
        void asMuchAsTheLargestMessageWithoutTheEofIsTooLarge() {
            String full = "x".repeat(Cutting.LIMIT - 1);
            check("\n").feed(full).mustFind().feed("\n").mustFind(full + "\n");
            check("\n").feed(full).feed("xx\n").mustFind("error 1201");
            check("\n").feed(full).feed("x").mustFind("error 1201").feed("\n").mustFind("error 1201");
        }
    }

    @Nested
    class Split {
        @Test
        @Spec("server 137")
        void eachEofEndsAMessage() {
            split("\r\n").feed("a\r\nb\r\nc").mustFind("a\r\n", "b\r\n");
        }

        @Test
        @Spec("server 138")
        void anEofMayComeInPieces() {
            split("\r\n").feed("three\r").mustFind().feed("\n\r\n").mustFind("three\r\n", "\r\n");
            Cutting.inAnyPieces(
                    new Framing.EofSplit(eof("ab")), "xaabyabab".getBytes(ISO_8859_1), "78616162", "796162", "6162");
        }

        @Test
        @Spec("server 139")
        void aLoneEofIsAMessage() {
            split("\r\n").feed("\r\n\r\n").mustFind("\r\n", "\r\n");
        }

        @Test
        void eightBytesOfAnyValueAreAnEof() {
            String eof = "\0\377\0\0\0\0\0\0";
            split(eof).feed("\0\0\0\0\0\0\0\0" + eof + "x").feed(eof).mustFind("\0\0\0\0\0\0\0\0" + eof, "x" + eof);
        }

        @Test
        void zeroBytesAreAnEofOnlyWhenThereAreEnough() {
            split("\0\0")
                    .feed("\0")
                    .mustFind()
                    .feed("x\0y")
                    .mustFind()
                    .feed("\0\0")
                    .mustFind("\0x\0y\0\0");
        }

        @Test
        void oneMessagesEofIsNoPartOfTheNext() {
            split("aa").feed("aaa").mustFind("aa").feed("a").mustFind("aa", "aa");
        }

        @Test
        @Spec("server 140")
        void theLargestMessageIsDeliveredAndNothingLarger() {
            String full = "x".repeat(Cutting.LIMIT - 1) + "\n";
            split("\n").feed(full + "y\n").mustFind(full, "y\n");
            split("\n").feed("x").feed(full.substring(1) + "y\n").mustFind(full, "y\n");
            split("\n").feed("x" + full).mustFind("error 1201");
            split("\n").feed("x").feed(full).mustFind("error 1201");
        }
    }

    @Test
    @Spec("server 141, 142")
    void anEofHasOneToEightBytes() {
        assertEquals(8, Eof.of(new byte[8]).size());
        assertThrows(IllegalArgumentException.class, () -> Eof.of(new byte[9]));
        assertThrows(IllegalArgumentException.class, () -> Eof.of(new byte[0]));
    }
}
