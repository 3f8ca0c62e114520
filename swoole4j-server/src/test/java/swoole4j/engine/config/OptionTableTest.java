package swoole4j.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of options agrees with itself and with docs/settings.md. */
class OptionTableTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    /** In the table already, and in the page, although what they set is still to be built. */
    private static final Set<Option> NOT_YET = EnumSet.of(Option.ENABLE_DEADLOCK_CHECK);

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
    void whatHasAnEffectIsReadSomewhere() throws IOException {
        String sources = sources();
        Set<Option> unread = EnumSet.noneOf(Option.class);
        for (Option option : Option.values()) {
            boolean idle = option.verdict == Verdict.IGNORED
                    || option.verdict == Verdict.REJECTED
                    || option.verdict == Verdict.REMOVED
                    || option.min == option.max; // set() refuses all values but one
            boolean read = Pattern.compile("Option\\." + option.name() + "\\b")
                    .matcher(sources)
                    .find();
            if (!idle && !read) unread.add(option);
        }
        unread.removeAll(NOT_YET);
        assertEquals(Set.of(), unread, "no class asks for these");
    }

    private static String sources() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("..", "swoole4j-server", "src", "main", "java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (!file.endsWith("Option.java")) text.append(Files.readString(file));
            }
        }
        return text.toString();
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
        boolean parsed =
                option.kind == Kind.EOF || option.kind == Kind.LENGTH_TYPE; // as it is used, not as it is given
        if (option.defaultValue == null || parsed) return;
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
