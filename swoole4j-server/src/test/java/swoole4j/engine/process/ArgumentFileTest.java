package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Argument files, with what the launcher of JDK 25 makes of the same text. */
class ArgumentFileTest {
    private static void assertWords(String text, String... words) {
        assertEquals(List.of(words), ArgumentFile.wordsOf(text));
    }

    @Test
    void whiteSpaceDivides() {
        assertWords("a b\tc\fd\r\ne\n\n  f ", "a", "b", "c", "d", "e", "f");
        assertWords(" \n");
    }

    @Test
    void quotesHoldTogether() {
        assertWords("\"a b\" 'c \"d' e'f g'h \"\"", "a b", "c \"d", "ef gh", "");
    }

    @Test
    void backslashesEscapeInQuotesOnly() {
        assertWords("a\\b \"c\\\\d\\t\\\"e\\x\"", "a\\b", "c\\d\t\"ex");
    }

    @Test
    void aBackslashAtTheEndOfAQuotedLineJoins() {
        assertWords("\"a:\\\n   b:\\\r\n  c\" d", "a:b:c", "d");
    }

    @Test
    void anOpenQuoteEndsWithItsLine() {
        assertWords("\"a b\nc", "a b", "c");
    }

    @Test
    void commentsGoToTheEndOfTheLine() {
        assertWords("# a\nb # c 'd\n'e#f' g#h\ni", "b", "e#f", "i");
    }
}
