package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Spec;

/** The map of uploaded files of Swoole 6.2.1, in its own layout and in PHP's. */
class UploadedFilesTest {
    private static final UploadedFile A = UploadedFile.stored("text/plain", "/tmp/a", 9, "a.txt");
    private static final UploadedFile B = UploadedFile.stored("", "/tmp/b", 0, "b");
    private static final String ENTRY_A = "{type=text/plain, tmp_name=/tmp/a, size=9, name=a.txt, error=0}";
    private static final String ENTRY_B = "{type=, tmp_name=/tmp/b, size=0, name=b, error=0}";

    private final List<String> warnings = new ArrayList<>();

    @Test
    @Spec("http 77")
    void hasEntriesWithFiveKeysInOrder() {
        assertEquals("{doc=" + ENTRY_A + "}", files(false, "doc").toString());
        Map<String, Object> entry = A.toMap();
        assertEquals(List.of("type", "tmp_name", "size", "name", "error"), List.copyOf(entry.keySet()));
        assertEquals(9L, entry.get("size"));
        assertEquals(0, entry.get("error"));
    }

    @Test
    @Spec("http 79")
    void showsThatNoFileWasChosen() {
        assertEquals(
                "{type=, tmp_name=, size=0, name=, error=4}",
                UploadedFile.none().toMap().toString());
    }

    @Test
    void showsWhyAFileIsNotThere() {
        assertEquals(
                "{type=t, tmp_name=, size=0, name=n, error=7}",
                UploadedFile.failed("t", "n", UploadedFile.CANT_WRITE).toMap().toString());
        assertEquals(6, UploadedFile.NO_TMP_DIR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ups[]|{ups={0=A, 1=B}}",
                "doc|{doc=B}",
                "p.x[one]|{p_x={one=B}}",
                "p[x][]|{p={x={0=A, 1=B}}}",
                "c[|{c_=B}"
            })
    @Spec("http 80")
    void keepsEntriesTogetherByDefault(String name, String expected) {
        assertEquals(
                expected.replace("A", ENTRY_A).replace("B", ENTRY_B),
                files(false, name, name).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ups[]|{ups={name={0=a.txt, 1=b}, type={0=text/plain, 1=}, tmp_name={0=/tmp/a, 1=/tmp/b}, "
                        + "error={0=0, 1=0}, size={0=9, 1=0}}}",
                "p.x[one]|{p_x={name={one=b}, type={one=}, tmp_name={one=/tmp/b}, error={one=0}, size={one=0}}}",
                "doc|{doc=B}",
                "c[|{c_=B}"
            })
    @Spec("http 80")
    void takesEntriesApartInPhpsLayout(String name, String expected) {
        assertEquals(expected.replace("B", ENTRY_B), files(true, name, name).toString());
    }

    @Test
    void doesNotLetAFileChangeTheEntryOfAnother() {
        Map<String, Object> map = files(false, "doc", "doc[tmp_name]");
        assertEquals("{doc={tmp_name=" + ENTRY_B + "}}", map.toString());
        assertInstanceOf(Map.class, ((Map<?, ?>) map.get("doc")).get("tmp_name"));
    }

    @Test
    void stopsAtTheLimit() {
        for (boolean phpLayout : new boolean[] {false, true}) {
            warnings.clear();
            UploadedFiles files = new UploadedFiles(phpLayout, 2, warnings::add);
            assertTrue(files.add("u[]", A));
            assertTrue(files.add("u[]", A));
            assertFalse(files.add("u[]", A));
            assertFalse(files.add("v", A));
            assertEquals(1, files.map().size());
            assertEquals(1, warnings.size());
        }
    }

    private Map<String, Object> files(boolean phpLayout, String... names) {
        UploadedFiles files = new UploadedFiles(phpLayout, 10, warnings::add);
        for (int i = 0; i < names.length; i++) {
            assertTrue(files.add(names[i], i == 0 ? A : B));
        }
        return files.map();
    }
}
