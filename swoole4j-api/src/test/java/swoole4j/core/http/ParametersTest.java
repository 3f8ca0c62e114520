package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** PHP's rules for variables in query strings and forms. */
class ParametersTest {
    private final List<String> warnings = new ArrayList<>();

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a=1&a=9|{a=9}",
                    "a=1&b=2&a=3|{a=3, b=2}",
                    "e=|{e=}",
                    "novalue|{novalue=}",
                    "=x|{}",
                    "%20=x|{}",
                    "novalue&empty=&=nokey|{novalue=, empty=}",
                    "d.e=1&f+g=2&h%20i=%41|{d_e=1, f_g=2, h_i=A}",
                    "%20%20i=1|{i=1}",
                    "a%3Db=1|{a=b=1}",
                    "a=b=c|{a=b=c}",
                    "x?y=1?2|{x?y=1?2}",
                    "&&a=1&&|{a=1}",
                    "a%00b=1|{a=1}"
                })
        @Spec("http 24")
        @Spec("http 29")
        @Spec("http 31")
        @Spec("http 32")
        void withoutBrackets(String query, String variables) {
            assertEquals(variables, parse(query).toString());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "b[]=2&b[]=3|{b={0=2, 1=3}}",
                    "b[]=2&b[k]=3|{b={0=2, k=3}}",
                    "b%5B%5D=2&b%5Bk%5D=3|{b={0=2, k=3}}",
                    "c[x][y]=z|{c={x={y=z}}}",
                    "a[b][c]=1&a[b][d]=2|{a={b={c=1, d=2}}}",
                    "f[][k]=6&f[][k]=7|{f={0={k=6}, 1={k=7}}}",
                    "g[1]=x&g[]=y|{g={1=x, 2=y}}",
                    "g[-5]=x&g[]=y|{g={-5=x, 0=y}}",
                    "g[01]=x&g[]=y|{g={01=x, 0=y}}",
                    "g[ ]=x&g[ k]=y|{g={0=x,  k=y}}",
                    "a[b.c d]=1|{a={b.c d=1}}",
                    "a[b]x=1|{a={b=1}}",
                    "a[b]x[c]=1|{a={b=1}}",
                    "a=1&a[x]=2|{a={x=2}}",
                    "a[x]=2&a=1|{a=1}",
                    "a[x]=1&a[x][y]=2|{a={x={y=2}}}",
                    "g[9223372036854775806]=x&g[]=y&g[]=z|{g={9223372036854775806=x, 9223372036854775807=y}}",
                    "g[9223372036854775807]=x&g[]=y&g[][k]=z|{g={9223372036854775807=x}}",
                    "g[9223372036854775808]=x&g[]=y|{g={9223372036854775808=x, 0=y}}",
                    "[a]=1&[]=2|{}"
                })
        @Spec("http 25")
        @Spec("http 26")
        @Spec("http 27")
        @Spec("http 28")
        void withBrackets(String query, String variables) {
            assertEquals(variables, parse(query).toString());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "c[=3|{c_=3}",
                    "e[x=5|{e_x=5}",
                    "d]=4|{d]=4}",
                    "a[b.c d[e=1|{a_b_c_d_e=1}",
                    "a.b[c=1|{a_b_c=1}",
                    "a[b][c=1|{a={b=1}}",
                    "a[][c=1|{a={0=1}}",
                    "a[[b]=1|{a={[b=1}}"
                })
        @Spec("http 30")
        void withUnclosedBrackets(String query, String variables) {
            assertEquals(variables, parse(query).toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"..Host-a=1", "_.Host-a=1", "%20__Host-a=1", "_[Host-a=1", "..Secure-a[k]=1"})
        void cannotPretendToHaveAProtectedPrefix(String query) {
            assertEquals(Map.of(), parse(query));
        }

        @Test
        void mayHaveAProtectedPrefix() {
            assertEquals(Map.of("__Host-a", "1", "__Secure-b", "2"), parse("__Host-a=1&__Secure-b=2"));
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource({
            "%zz,%zz",
            "%u0041,%u0041",
            "%,%",
            "%4,%4",
            "100%,100%",
            "a%2Bb+c,a+b c",
            "%E4%BD%A0,\u4f60",
            "%e4%bd%a0,\u4f60",
            "%FF,\ufffd",
            "%E4%BD,\ufffd",
            "%%41,%A",
            "\u00e9%C3%A9,\u00e9\u00e9"
        })
        @Spec("http 33")
        void areDecodedAsUtf8(String raw, String value) {
            assertEquals(Map.of("v", value), parse("v=" + raw));
        }

        @Test
        void keepANul() {
            assertEquals(Map.of("v", "a\u0000b"), parse("v=a%00b"));
        }

        @Test
        void ofABodyAreReadFromItsBytes() {
            byte[] body = "xxa=%C3\u00a9&b=\u00e4%BD\u00a0yy".getBytes(StandardCharsets.ISO_8859_1);
            Map<String, Object> map = Parameters.parse(body, 2, body.length - 2, 1000, warnings::add);
            assertEquals(Map.of("a", "\u00e9", "b", "\u4f60"), map);
        }

        @Test
        void theOrderOfArrivalIsKept() {
            String query =
                    IntStream.range(0, 100).mapToObj(i -> "k" + i + "=" + i).collect(Collectors.joining("&"));
            Map<String, Object> map = parse(query + "&d[a][b][c][d]=x");
            assertEquals(101, map.size());
            assertEquals("d", List.copyOf(map.keySet()).getLast());
            assertEquals("{a={b={c={d=x}}}}", String.valueOf(map.get("d")));
        }
    }

    @Nested
    class Limits {
        @Test
        @Spec("http 34")
        void the1001stVariableIsIgnoredWithAWarning() {
            String query = IntStream.range(0, 1003).mapToObj(i -> "k" + i).collect(Collectors.joining("&"));
            Map<String, Object> map = parse(query);
            assertEquals(1000, map.size());
            assertFalse(map.containsKey("k1000"));
            assertEquals(
                    List.of("Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini."),
                    warnings);
        }

        @Test
        void exactlyTheLimitIsFine() {
            assertEquals(2, Parameters.parse("a&b&", 2, warnings::add).size());
            assertEquals(List.of(), warnings);
        }

        @Test
        void keysBelowTheLimitOfDepthAreKept() {
            Map<String, Object> map = parse("a" + "[k]".repeat(64) + "=deep");
            for (int i = 0; i < 64; i++) {
                map = below(map, i == 0 ? "a" : "k");
            }
            assertEquals(Map.of("k", "deep"), map);
        }

        @Test
        void aDeeperVariableIsDroppedWithWhatItHad() {
            assertEquals(
                    "{b=1}",
                    parse("a[x]=1&b=1&a" + "[k]".repeat(65) + "=2&c" + "[]".repeat(100))
                            .toString());
            assertEquals(
                    List.of("Input variable nesting level exceeded 64. To increase the limit change "
                            + "max_input_nesting_level in php.ini."),
                    warnings);
        }

        @Test
        void fieldsOfOtherSourcesCountToo() {
            Parameters parameters = new Parameters(2, warnings::add);
            assertTrue(parameters.add("a[]", "1"));
            assertTrue(parameters.add("a[]", "2"));
            assertFalse(parameters.add("a[]", "3"));
            assertFalse(parameters.add("a[]", "4"));
            assertEquals("{a={0=1, 1=2}}", parameters.map().toString());
            assertEquals(1, warnings.size());
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> below(Map<String, Object> map, String key) {
            return (Map<String, Object>) map.get(key);
        }
    }

    @Nested
    class Lists {
        @Test
        @Spec("http 25")
        void aMapWithTheKeys0And1IsAList() {
            assertEquals(List.of("2", "3"), Parameters.asList(list("b[]=2&b[]=3")));
            assertEquals(List.of(), Parameters.asList(Map.of()));
        }

        @Test
        void gapsNamesAndAnotherOrderAreNoList() {
            assertNull(Parameters.asList(list("b[1]=2")));
            assertNull(Parameters.asList(list("b[1]=2&b[0]=1")));
            assertNull(Parameters.asList(list("b[]=2&b[k]=1")));
            assertNull(Parameters.asList(list("b[00]=2")));
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> list(String query) {
            return (Map<String, Object>) parse(query).values().iterator().next();
        }
    }

    @Nested
    class HostileInput {
        private static final int LENGTH = 100_000;

        @ParameterizedTest
        @ValueSource(strings = {"[", "]", "[]", "[[]", "[x", " ", ".", "[ ", "a[", "]["})
        void everyCharacterOfANameIsReadAFewTimes(String piece) {
            CountingText name = new CountingText("a" + piece.repeat(LENGTH / piece.length()));
            FieldName.parse(name);
            assertTrue(name.reads <= 6L * name.length(), name.reads + " reads of " + name.length() + " characters");
        }

        @Test
        void nothingFailsAndNothingIsTooDeep() {
            Random random = new Random(4);
            String alphabet = "ab[]=&%+. \u0000051\u00e9-";
            for (int i = 0; i < 20_000; i++) {
                StringBuilder query = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    query.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                assertTrue(depth(parse(query.toString())) <= 65);
            }
        }

        @Test
        void randomBytesDoNotFail() {
            Random random = new Random(5);
            byte[] body = new byte[200];
            for (int i = 0; i < 5_000; i++) {
                random.nextBytes(body);
                Parameters.parse(body, random.nextInt(100), 100 + random.nextInt(100), 1000, warnings::add);
            }
        }

        private int depth(Object value) {
            return value instanceof Map<?, ?> map
                    ? 1 + map.values().stream().mapToInt(this::depth).max().orElse(0)
                    : 0;
        }
    }

    private Map<String, Object> parse(String query) {
        return Parameters.parse(query, Parameters.MAX_VARIABLES, warnings::add);
    }

    /** Counts how often a character is looked at or copied. */
    private static final class CountingText implements CharSequence {
        private final String text;
        private long reads;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
