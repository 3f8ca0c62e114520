package swoole4j.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import swoole4j.testing.Frames;

/**
 * The byte sequences of groups 6.5 to 6.23, after the customary stress test for UTF-8 decoders.
 *
 * @param number of the case
 * @param valid whether it is text (RFC 3629)
 * @param hex the bytes
 */
record Utf8Sequence(String number, boolean valid, String hex) {
    private static final String KOSME = "ceba e1bdb9 cf83 cebc ceb5";
    /** With any of these behind it, what can become text is text. */
    private static final List<String> ENDS = List.of("", "80", "8080", "808080", "bf", "bfbf", "bfbfbf");

    private static final List<String> LAST_BYTE_MISSING =
            List.of("c0", "e080", "f08080", "f8808080", "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf");

    static Stream<Utf8Sequence> all() {
        List<Utf8Sequence> all = new ArrayList<>();
        add(all, 5, true, "68656c6c6f24", "68656c6c6fc2a2", "68656c6c6fe282ac", "68656c6c6ff0a4ada2", KOSME);
        prefixes(all);
        add(all, 7, true, "00", "c280", "e0a080", "f0908080"); // first of each length
        add(all, 8, false, "f888808080", "fc8480808080"); // five and six bytes
        add(all, 9, true, "7f", "dfbf", "efbfbf", "f48fbfbf"); // last of each length
        add(all, 10, false, "f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf");
        add(all, 11, true, "ed9fbf", "ee8080", "efbfbd", "f48fbfbf"); // beside the surrogates and the end
        all.add(new Utf8Sequence("6.11.5", false, "f4908080"));
        continuations(all);
        loneLeads(all);
        add(all, 14, false, LAST_BYTE_MISSING.toArray(String[]::new));
        add(all, 15, false, String.join("", LAST_BYTE_MISSING));
        add(all, 16, false, "fe", "ff", "fefeffff"); // no such byte
        add(all, 17, false, "c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"); // overlong slash
        add(all, 18, false, "c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"); // longest overlong
        add(all, 19, false, "c080", "e08080", "f0808080", "f880808080", "fc8080808080"); // overlong NUL
        String[] surrogates = {"eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"};
        add(all, 20, false, surrogates);
        surrogatePairs(all, surrogates);
        noncharacters(all);
        add(all, 23, true, "efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"); // specials
        return all.stream();
    }

    static Stream<Utf8Sequence> invalid() {
        return all().filter(sequence -> !sequence.valid);
    }

    private static void add(List<Utf8Sequence> all, int group, boolean valid, String... hex) {
        for (int i = 0; i < hex.length; i++) {
            all.add(new Utf8Sequence("6." + group + "." + (i + 1), valid, hex[i].replace(" ", "")));
        }
    }

    /** 6.6: every beginning of a word; those that end inside a character are no text. */
    private static void prefixes(List<Utf8Sequence> all) {
        String hex = KOSME.replace(" ", "");
        List<Integer> whole = List.of(2, 5, 7, 9, 11);
        for (int length = 1; length <= hex.length() / 2; length++) {
            all.add(new Utf8Sequence("6.6." + length, whole.contains(length), hex.substring(0, 2 * length)));
        }
    }

    /** 6.12: continuation bytes without a lead. */
    private static void continuations(List<Utf8Sequence> all) {
        String every = octets(0x80, 0xbf, "");
        add(all, 12, false, "80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf", every);
    }

    /** 6.13: every lead with a blank behind it. */
    private static void loneLeads(List<Utf8Sequence> all) {
        int[][] ranges = {{0xc0, 0xdf}, {0xe0, 0xef}, {0xf0, 0xf7}, {0xf8, 0xfb}, {0xfc, 0xfd}};
        add(
                all,
                13,
                false,
                Arrays.stream(ranges)
                        .map(range -> octets(range[0], range[1], "20"))
                        .toArray(String[]::new));
    }

    private static String octets(int from, int to, String behind) {
        StringBuilder hex = new StringBuilder();
        IntStream.rangeClosed(from, to)
                .forEach(octet -> hex.append(Integer.toHexString(octet)).append(behind));
        return hex.toString();
    }

    /** 6.21: what UTF-16 would take for one character. */
    private static void surrogatePairs(List<Utf8Sequence> all, String[] surrogates) {
        List<String> pairs = new ArrayList<>();
        for (String high : Arrays.asList(surrogates).subList(0, 4)) {
            pairs.add(high + "edb080");
            pairs.add(high + "edbfbf");
        }
        add(all, 21, false, pairs.toArray(String[]::new));
    }

    /** 6.22: the last two code points of each plane are text, though no characters. */
    private static void noncharacters(List<Utf8Sequence> all) {
        List<String> last = new ArrayList<>();
        for (int plane = 0; plane <= 0x10; plane++) {
            for (int point = 0xfffe; point <= 0xffff; point++) {
                String text = Character.toString(plane << 16 | point);
                last.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        add(all, 22, true, last.toArray(String[]::new));
    }

    byte[] bytes() {
        return Frames.hex(hex);
    }

    /** Returns the beginning up to the byte with which no text goes on; the whole when it only ends too early. */
    byte[] upToTheFirstBadByte() {
        byte[] bytes = bytes();
        for (int length = 1; length < bytes.length; length++) {
            if (!canGoOn(length)) return Arrays.copyOf(bytes, length);
        }
        return bytes;
    }

    /** Tells whether it is no text because its last character is not complete, and for no other reason. */
    boolean endsTooEarly() {
        return canGoOn(hex.length() / 2);
    }

    private boolean canGoOn(int length) {
        return ENDS.stream().anyMatch(end -> isText(Frames.hex(hex.substring(0, 2 * length) + end)));
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return number + " " + (valid ? "text " : "no text ") + (hex.length() > 40 ? hex.substring(0, 40) + "..." : hex);
    }
}
