package swoole4j.engine.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;

/** JSON as RFC 8259 has it. */
class JsonTest {
    @Test
    void whatIsWrittenIsRead() {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("text", "a \"b\" \\ / \n\r\t \u0001 \u2028 ä 😀");
        value.put("numbers", List.of(0L, -1L, 999_999_999_999_999_999L, 0.5, -1.5e300));
        value.put("others", Arrays.asList(true, false, null));
        value.put("empty", List.of(Map.of(), List.of(), ""));
        assertEquals(value, JsonReader.read(JsonWriter.write(value)));
    }

    @Test
    void whatJsonHasNotBecomesTextOrNull() {
        assertEquals("[null,null,\"c\"]", JsonWriter.write(Arrays.asList(Double.NaN, null, 'c')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1|1", "-0|0", "1.0|1.0", "1e2|100.0", "12345678901234567890|1.2345678901234567E19", "  7 |7"})
    void numbers(String json, String value) {
        assertEquals(value, String.valueOf(JsonReader.read(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "tru",
                "nul",
                "01",
                "1.",
                ".5",
                "-",
                "1e",
                "+1",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "1 2",
                "[]]",
                "NaN",
                "'a'"
            })
    void whatIsNoJsonIsRefused(String json) {
        assertThrows(SwooleException.class, () -> JsonReader.read(json));
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        assertThrows(SwooleException.class, () -> JsonReader.read("[".repeat(1_000_000)));
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThrows(SwooleException.class, () -> JsonWriter.write(endless));
    }
}
