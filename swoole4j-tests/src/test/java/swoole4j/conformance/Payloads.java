package swoole4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What the cases send. The same arguments always make the same bytes. */
final class Payloads {
    private static final String[] WORDS = {
        "Licht",
        "ὁ",
        "λόγος",
        "the",
        "of",
        "and",
        "naïve",
        "über",
        "水",
        "火",
        "\uD83D\uDE00",
        "{",
        "}",
        "[",
        "]",
        "\":",
        "\"id\"",
        "window",
        "context",
        "takeover",
        "0",
        "1",
        "42",
        "65535",
        ",",
        ".",
        "\n",
        "Ζεύς",
        "ποταμός",
        "straße"
    };

    private Payloads() {}

    /** Printable ASCII without a short period. */
    static byte[] ascii(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (' ' + (i + i / 95) % 95);
        return bytes;
    }

    /** What no compressor makes smaller. */
    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** The same octet throughout. */
    static byte[] same(int octet, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    /** UTF-8 prose of exactly that many bytes, with characters of one to four bytes and repetitions near and far. */
    static byte[] prose(int length, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 16);
        byte[] bytes = {};
        while (bytes.length < length) {
            while (text.length() < length) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        }
        int cut = length;
        while (cut > 0 && cut < bytes.length && (bytes[cut] & 0xc0) == 0x80) cut--;
        byte[] prose = Arrays.copyOf(bytes, length);
        Arrays.fill(prose, cut, length, (byte) '.');
        return prose;
    }
}
