package swoole4j.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of options agrees with itself and with docs/settings.md. */
class OptionTableTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    @Test
    void thePageIsMadeFromTheTable() throws IOException {
        String page = SettingsDocument.text();
        if (Boolean.getBoolean("swoole4j.docs.write")) Files.writeString(PAGE, page);
        String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        assertEquals(
                page,
                written,
                "docs/settings.md is out of date; run this test with -Dswoole4j.docs.write=true to write it");
    }

    @Test
    void noNameMeansTwoOptions() {
        Set<String> names = new HashSet<>();
        for (Option option : Option.values()) {
            assertTrue(names.add(option.key()), option.key());
            for (String alias : option.aliases) assertTrue(names.add(alias), alias);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDefaultIsAllowed(Option option) {
        if (option.defaultValue == null) return;
        assertEquals(option.defaultValue, OptionValue.parse(option, option.key(), option.defaultValue));
    }

    @ParameterizedTest
    @EnumSource
    void eachSaysWhatItDoes(Option option) {
        assertFalse(option.effect.isBlank());
        assertTrue(option.min <= option.max);
        if (option.verdict != Verdict.IGNORED && option.verdict != Verdict.REMOVED) {
            assertFalse(option.kind == Kind.ANYTHING, "what has an effect has a kind");
        }
        assertNotNull(OptionValue.allowed(option));
    }
}
