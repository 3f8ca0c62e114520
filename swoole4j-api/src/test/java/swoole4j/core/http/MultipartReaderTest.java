package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Forms with files: RFC 7578 over RFC 2046 5.1, with the limits of Swoole 6.2.1. */
class MultipartReaderTest {
    private static final String FIELD = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    @Nested
    class Boundaries {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "multipart/form-data; boundary=----b0undary|----b0undary",
                    "multipart/form-data; boundary=\"a b:c\"|a b:c",
                    "multipart/form-data;charset=utf-8;Boundary=x; more=1|x",
                    "multipart/form-data; charset=\"a;boundary=no\"; boundary=\"yes\"; z|yes",
                    "multipart/form-data; flag; boundary = x ;|x"
                })
        @Spec("http 82")
        void comeFromTheContentType(String type, String boundary) {
            assertEquals(boundary, MultipartReader.boundary(type));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "multipart/form-data",
                    "multipart/form-data; boundary",
                    "multipart/form-data; boundary=",
                    "multipart/form-data; boundary=\"\"",
                    "multipart/form-data; boundary=\"x \"",
                    "multipart/form-data; boundary=x\u00e9",
                    "multipart/form-data; boundary=x\ty",
                    "multipart/form-data; xboundary=x"
                })
        void areRefusedWhenMissingOrImpossible(String type) {
            assertNull(MultipartReader.boundary(type));
        }

        @Test
        void haveAtMost70Characters() {
            String longest = "b".repeat(70);
            assertEquals(longest, MultipartReader.boundary("multipart/form-data; boundary=" + longest));
            assertNull(MultipartReader.boundary("multipart/form-data; boundary=b" + longest));
        }

        @Test
        void canBeFollowedByWhiteSpace() throws Exception {
            assertEquals(List.of("a=1", "end"), read("--b \t\r\n" + FIELD + "1\r\n--b--\r\n"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "--b",
                    "\r\n--",
                    "\r\n--bc",
                    "\r\n--b\r",
                    "\r\n--b-",
                    "\r\n--b\nx",
                    "\r\n--b \rx",
                    "\n--b\r\n"
                })
        void areDataUnlessTheLineIsComplete(String data) throws Exception {
            String wanted = "x" + data + "y";
            assertEquals(List.of("a=" + wanted, "end"), read("--b\r\n" + FIELD + wanted + "\r\n--b--"));
            assertEquals(List.of("a=" + data + "y", "end"), read("--b\r\n" + FIELD + data + "y\r\n--b--"));
        }

        @Test
        void areDataAfterTooMuchWhiteSpace() throws Exception {
            String data = "\r\n--b" + " ".repeat(65) + "\r\n";
            assertEquals(List.of("a=" + data, "end"), read("--b\r\n" + FIELD + data + "\r\n--b--"));
        }

        @Test
        void beginAgainInsideWhatLookedLikeOne() throws Exception {
            assertEquals(
                    List.of("a=\r\r\n-\r\n--\r\n--b\r", "end"),
                    read("--b\r\n" + FIELD + "\r\r\n-\r\n--\r\n--b\r\r\n--b--"));
        }
    }

    @Nested
    class Bodies {
        @Test
        @Spec("http 83")
        void canHaveAPreambleAndAnEpilogue() throws Exception {
            String body =
                    "This is --b\r\n--bb\r\nno part\r\n--b\r\n" + FIELD + "1\r\n--b--\r\n--b\r\n" + FIELD + "2\r\n";
            assertEquals(List.of("a=1", "end"), read(body));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\r\n", "\r\n\r\n", "\n", "\r", "\r\n\r"})
        void canBeginWithLineEnds(String start) throws Exception {
            assertEquals(List.of("a=1", "end"), read(start + "--b\r\n" + FIELD + "1\r\n--b--\r\n"));
        }

        @Test
        void thatBreakOffLoseTheUnfinishedPartOnly() throws Exception {
            String first = "--b\r\n" + FIELD + "1\r\n--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n";
            assertEquals(List.of("a=1", "drop f[x|]=2", "truncated"), read(first + "ab"));
            assertEquals(List.of("a=1", "drop f[x|]=2", "truncated"), read(first + "ab\r\n--b"));
            assertEquals(List.of("a=1", "f[x|]=ab", "truncated"), read(first + "ab\r\n--b\r\n"));
            assertEquals(List.of("a=1", "truncated"), read("--b\r\n" + FIELD + "1\r\n--b\r\n" + FIELD + "2"));
            assertEquals(List.of("truncated"), read(""));
            assertEquals(List.of("truncated"), read("--b"));
        }

        @Test
        void canHaveNoParts() throws Exception {
            assertEquals(List.of("end"), read("--b--"));
        }
    }

    @Nested
    class Parts {
        @Test
        @Spec("http 76")
        void withoutAFilenameAreVariables() throws Exception {
            Parameters post = new Parameters(10, warning -> {});
            byte[] body = bytes("--b\r\nContent-Disposition: form-data; name=\"c[x][]\"\r\n\r\n1\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"c[x][]\"\r\n\r\n2+%32\r\n--b--");
            MultipartReader reader = new MultipartReader("b", 10, 100, new FieldsOnly(post));
            reader.feed(ByteBuffer.wrap(body));
            assertEquals("{c={x={0=1, 1=2+%32}}}", post.map().toString());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\'',
                value = {
                    "form-data; name=\"f\"; filename=\"a.txt\"#f[a.txt|t]=D",
                    "form-data; name=f; filename=a.txt#f[a.txt|t]=D",
                    "form-data; filename=\"\"; name=\"f\"#f[|t]=D",
                    "FORM-DATA; NAME=\"f\"; FileName=\"a b;c=d\"#f[a b;c=d|t]=D",
                    "form-data; name=\"f\"; filename=\"C:\\dir\\x y.txt\"#f[C:\\dir\\x y.txt|t]=D",
                    "form-data; name=\"f\"; filename=\"say \\\"hi\\\"\"#f[say \"hi\"|t]=D",
                    "form-data; name=\"f\"; filename=\"../../etc/passwd\"#f[../../etc/passwd|t]=D",
                    "form-data; name=\"f\"; filename=\"open#f[open|t]=D",
                    "form-data; name=\"f\"; filename*=UTF-8''x#f=D",
                    "form-data; name=\"f[]\"#f[]=D"
                })
        void haveANameAndAFilename(String disposition, String rest) throws Exception {
            assertEquals(
                    rest,
                    read("--b\r\nContent-Disposition: " + disposition + "\r\ncontent-type:  t \r\n\r\nD\r\n--b--")
                            .getFirst());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\r\n",
                    "X-Other: 1\r\n\r\n",
                    "Content-Disposition: form-data\r\n\r\n",
                    "Content-Disposition: form-data; name=\"\"; filename=x\r\n\r\n",
                    "Content-Disposition: attachment; name=\"a\"\r\n\r\n"
                })
        void withoutANameAreSkipped(String head) throws Exception {
            assertEquals(List.of("a=1", "end"), read("--b\r\n" + head + "data\r\n--b\r\n" + FIELD + "1\r\n--b--"));
        }

        @Test
        void canBeEmptyInBothWays() throws Exception {
            String head = "Content-Disposition: form-data; name=a\r\n\r\n";
            assertEquals(List.of("a=", "a=", "end"), read("--b\r\n" + head + "\r\n--b\r\n" + head + "--b--"));
        }

        @Test
        @Spec("http 84")
        void ofTheSameNameAllCome() throws Exception {
            Parameters post = new Parameters(10, warning -> {});
            MultipartReader reader = new MultipartReader("b", 10, 100, new FieldsOnly(post));
            reader.feed(ByteBuffer.wrap(bytes("--b\r\n" + FIELD + "1\r\n--b\r\n" + FIELD + "2\r\n--b--")));
            assertEquals("{a=2}", post.map().toString());
        }

        @Test
        void areReadAsUtf8() throws Exception {
            assertEquals(
                    List.of("\u4f60=\u597d", "end"),
                    read("--b\r\nContent-Disposition: form-data; name=\"\u4f60\"\r\n\r\n\u597d\r\n--b--"));
        }
    }

    @Nested
    class Limits {
        @Test
        void holdForNamesAndFilenames() throws Exception {
            String name = "n".repeat(511);
            String head = "--b\r\nContent-Disposition: form-data; name=";
            assertEquals(List.of(name + "=1", "end"), read(head + name + "\r\n\r\n1\r\n--b--"));
            refused(400, "name", head + "n" + name + "\r\n\r\n1\r\n--b--");
            refused(400, "511", head + "\"" + "\u4f60".repeat(171) + "\"\r\n\r\n1\r\n--b--");
            refused(400, "filename", head + "f; filename=n" + name + "\r\n\r\n1\r\n--b--");
        }

        @Test
        void holdForTheHeaderOfAPart() throws Exception {
            String filler = "X-A: " + "x".repeat(8192 - 7 - FIELD.length()) + "\r\n";
            assertEquals(List.of("a=1", "end"), read("--b\r\n" + filler + FIELD + "1\r\n--b--"));
            refused(400, "8192", "--b\r\nX" + filler + FIELD + "1\r\n--b--");
            refused(400, "8192", "--b\r\n" + "A: b\r\n".repeat(3000) + FIELD);
        }

        @Test
        void holdForTheNumberOfParts() throws Exception {
            String part = "--b\r\n" + FIELD + "1\r\n";
            assertEquals(101, read(part.repeat(100) + "--b--").size());
            refused(413, "100 parts", part.repeat(101) + "--b--");
        }

        @Test
        void holdForTheTextTogether() throws Exception {
            String half = "--b\r\n" + FIELD + "x".repeat(49_999) + "\r\n";
            assertEquals(3, read(half + half + "--b--").size());
            refused(413, "100000 bytes", half + half + "--b\r\n" + FIELD + "\r\n--b--");
        }

        @Test
        void canBeTheSinks() {
            MultipartLog log = new MultipartLog(3);
            MultipartReader reader = new MultipartReader("b", 10, 100, log);
            ByteBuffer piece = ByteBuffer.wrap(bytes(
                    "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\nabcd\r\n--b\r\n" + FIELD + "1"));
            MultipartException refusal = assertThrows(MultipartException.class, () -> reader.feed(piece));
            assertEquals(413, refusal.status());
            assertEquals(List.of("drop f[x|]=4"), log.lines);
            assertFalse(piece.hasRemaining());
            assertFalse(reader.finish());
        }
    }

    @Nested
    class Headers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "no colon\r\n\r\n",
                    ": x\r\n\r\n",
                    "A : x\r\n\r\n",
                    " A: folded\r\n\r\n",
                    "A: x\nB: y\r\n\r\n",
                    "A: x\rB: y\r\n\r\n",
                    "A: \0\r\n\r\n",
                    "--b--"
                })
        void thatAreMalformedAreAnsweredWith400(String head) {
            refused(400, "a part", "--b\r\n" + head + "1\r\n--b--\r\n");
        }

        @Test
        void appearInTheMessageWithoutControlCharacters() {
            refused(400, "'x?y'", "--b\r\nx\u001by\r\n\r\n");
        }
    }

    private static void refused(int status, String text, String body) {
        MultipartException refusal = assertThrows(MultipartException.class, () -> read(body));
        assertEquals(status, refusal.status());
        assertEquals(text, refusal.getMessage().contains(text) ? text : refusal.getMessage());
    }

    private static List<String> read(String body) throws MultipartException {
        return MultipartLog.read("b", bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record FieldsOnly(Parameters post) implements MultipartSink {
        @Override
        public void field(String name, String value) {
            post.add(name, value);
        }

        @Override
        public void beginFile(String name, String filename, String contentType) {
            throw new AssertionError("a file: " + name);
        }

        @Override
        public void fileData(ByteBuffer data) {
            throw new AssertionError("data of a file");
        }

        @Override
        public void endFile() {
            throw new AssertionError("end of a file");
        }

        @Override
        public void dropFile() {
            throw new AssertionError("drop of a file");
        }
    }
}
