package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;

/** What the kernel tells of a command line. */
class OwnWordsTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @Test
    void eachWordEndsWithAZero() {
        byte[] line = "java\0-Dx=a b\0\0ä\0".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("-Dx=a b", "", "ä"), OwnWords.decode(line, StandardCharsets.UTF_8));
        assertEquals(List.of(), OwnWords.decode(new byte[0], StandardCharsets.UTF_8));
    }

    @Test
    void aWordThatTheLocaleCannotExpressIsRefused() {
        byte[] line = "java\0-Dx=ä\0".getBytes(StandardCharsets.UTF_8);
        String message = assertThrows(SwooleException.class, () -> OwnWords.decode(line, StandardCharsets.US_ASCII))
                .getMessage();
        assertTrue(message.contains("-Dx=") && message.contains("US-ASCII"), message);
        assertFalse(message.contains("java"), "no other word");
    }

    @Test
    void theProgramIsTheOneThatRuns() {
        assertEquals(JAVA.toString(), OwnWords.executable(JAVA.toString(), Path.of("other")));
    }

    @Test
    void aJdkThatWasReplacedStartsFromWhereItWas() {
        assertEquals(JAVA.toString(), OwnWords.executable("/gone/java (deleted)", JAVA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/bin/sh", "/gone/bin/java", "/opt/app/bin/javascript"})
    void anotherProgramIsRefused(String program) {
        assertThrows(SwooleException.class, () -> OwnWords.executable(program, JAVA));
    }
}
