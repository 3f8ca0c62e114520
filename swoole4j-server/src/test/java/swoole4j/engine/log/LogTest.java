package swoole4j.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import swoole4j.engine.config.LogSettings;

/** Lines of the log, and the files they go to. */
class LogTest {
    private static final String WHO = "#" + ProcessHandle.current().pid() + ".0";

    @TempDir
    private Path folder;

    private final MovingClock clock = new MovingClock();
    private final Log log = new Log(clock);
    private final Logger logger = new LineLogger("swoole4j", log);

    /** A clock that a test sets. */
    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-03-04T05:06:07.000089Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @AfterEach
    void letGoOfTheFile() throws IOException {
        log.configure(new LogSettings(null, 6, "", false, 0, false, true));
    }

    private Path file() {
        return folder.resolve("server.log");
    }

    private void configure(int level, String dates, boolean microseconds, int rotation) throws IOException {
        log.configure(new LogSettings(file(), level, dates, microseconds, rotation, false, true));
    }

    private void configure(int level) throws IOException {
        configure(level, LogSettings.DATE_FORMAT, false, 0);
    }

    @Test
    void aLineHasDateMarkProcessLevelAndText() throws Exception {
        configure(2);
        logger.warn("worker {} did {}", 1, "nothing");
        assertEquals("[2026-03-04 05:06:07 " + WHO + "]\tWARNING\tworker 1 did nothing\n", Files.readString(file()));
    }

    @Test
    void aStackFollows() throws Exception {
        configure(2);
        logger.error("failed", new IllegalStateException("as meant"));
        String text = Files.readString(file());
        assertTrue(text.contains("]\tERROR\tfailed\njava.lang.IllegalStateException: as meant\n\tat "), text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, debug info warn error",
        "1, info warn error",
        "2, info warn error",
        "3, warn error",
        "4, warn error",
        "5, error",
        "6, ''"
    })
    void levelsAreSwooles(int level, String written) throws Exception {
        configure(level);
        logger.debug("debug");
        logger.info("info");
        logger.warn("warn");
        logger.error("error");
        String texts = String.join(
                " ",
                Files.readAllLines(file()).stream()
                        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                        .toList());
        assertEquals(written, texts);
        assertEquals(level <= 4, logger.isWarnEnabled());
    }

    @Test
    void datesAreWrittenAsAskedFor() throws Exception {
        configure(2, "%d/%b/%y %I%p", true, 0);
        logger.info("x");
        assertEquals("[04/Mar/26 05AM<.000089> " + WHO + "]\tINFO\tx\n", Files.readString(file()));
    }

    @ParameterizedTest
    @CsvSource({"1, 202603", "2, 20260304", "3, 2026030405", "4, 202603040506"})
    void withRotationTheTimeIsPartOfTheName(int rotation, String suffix) throws Exception {
        configure(2, "", false, rotation);
        logger.info("before");
        assertTrue(Files.readString(folder.resolve("server.log." + suffix)).contains("before"));
        clock.now =
                ZonedDateTime.ofInstant(clock.now, ZoneOffset.UTC).plusMonths(1).toInstant();
        logger.info("after");
        assertFalse(Files.readString(folder.resolve("server.log." + suffix)).contains("after"));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void reopenedItGoesOnInANewFile() throws Exception {
        configure(2);
        logger.info("one");
        Files.move(file(), folder.resolve("old.log"));
        logger.info("two");
        log.reopen();
        logger.info("three");
        assertEquals(2, Files.readAllLines(folder.resolve("old.log")).size());
        assertTrue(Files.readString(file()).contains("three"));
        assertEquals(1, Files.readAllLines(file()).size());
    }

    @Test
    void aFileThatCannotBeOpenedIsRefused() {
        var settings = new LogSettings(folder.resolve("no/such/folder"), 2, "", false, 0, false, true);
        assertThrows(IOException.class, () -> log.configure(settings));
    }

    @Test
    void nothingIsTakenAtLevelSix() throws Exception {
        configure(6);
        assertFalse(log.takes(Level.ERROR));
    }
}
