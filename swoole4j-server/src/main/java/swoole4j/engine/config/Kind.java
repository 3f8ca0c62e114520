package swoole4j.engine.config;

import swoole4j.core.framing.Eof;
import swoole4j.core.framing.LengthType;

/** What values an option takes. */
enum Kind {
    /** true, false, 1, 0, or these as text. */
    BOOLEAN("true or false"),
    /** A whole number, or its digits. */
    INTEGER("a whole number"),
    /** Bytes as a whole number, or text such as {@code 2M}. */
    SIZE("a number of bytes, or text such as 2M"),
    /** Seconds, fractions allowed. */
    SECONDS("seconds"),
    /** Text. */
    STRING("a string"),
    /** One of a few words. */
    CHOICE("one of the words"),
    /** Text or a list of texts. */
    STRINGS("a string or a list of strings"),
    /** A list of texts, or text that blanks divide. */
    WORDS("a list of strings, or a string of words"),
    /** The path of a file. */
    FILE("the path of a file that can be read"),
    /** The path of a directory. */
    DIRECTORY("the path of a directory that can be read"),
    /** Names with maps of options. */
    MAP("a map of names to maps of options"),
    /** A list of texts. */
    LIST("a list of strings"),
    /** Texts by text. */
    PAIRS("a map of strings to strings"),
    /** A callback. */
    FUNCTION("a callback"),
    /** The end of a message. */
    EOF("1 to " + Eof.MAX_SIZE + " bytes as text or byte[]"),
    /** The form of a length. */
    LENGTH_TYPE("a letter of PHP's pack(): " + LengthType.LETTERS),
    /** What tells a message's length. */
    LENGTH_FUNCTION("a swoole4j.server.PackageLength"),
    /** What nobody looks at. */
    ANYTHING("anything");

    /** What an error message says is expected. */
    final String expected;

    Kind(String expected) {
        this.expected = expected;
    }

    /** Tells whether values have a smallest and a largest one. */
    boolean isNumeric() {
        return this == INTEGER || this == SIZE || this == SECONDS;
    }
}
