package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** RFC 9110 5.6.7 dates and the date form of PHP cookies. */
class HttpDateTest {
    private static final long NOV_1994 = 784_111_777L;
    private static final long NOW = 1_795_243_952L; // 2026

    @Nested
    class Formatting {
        @ParameterizedTest
        @CsvSource({
            "784111777,'Sun, 06 Nov 1994 08:49:37 GMT'",
            "0,'Thu, 01 Jan 1970 00:00:00 GMT'",
            "951782400,'Tue, 29 Feb 2000 00:00:00 GMT'",
            "-1,'Wed, 31 Dec 1969 23:59:59 GMT'",
            "253402300799,'Fri, 31 Dec 9999 23:59:59 GMT'",
            "-62167219200,'Sat, 01 Jan 0000 00:00:00 GMT'"
        })
        @Spec("http 4")
        void headersUseTheFixedLengthForm(long second, String text) {
            assertEquals(text, HttpDate.format(second));
        }

        @Test
        void cookiesUseDashes() {
            assertEquals("Wed, 18-May-2033 03:33:20 GMT", HttpDate.formatCookie(2_000_000_000L));
        }

        @Test
        void everySecondAgreesWithTheCalendarOfTheJdk() {
            DateTimeFormatter jdk = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);
            Random random = new Random(1);
            for (int i = 0; i < 20_000; i++) {
                long second = random.nextLong(HttpDate.START_OF_YEAR_0, HttpDate.END_OF_YEAR_9999);
                String text = HttpDate.format(second);
                assertEquals(jdk.format(Instant.ofEpochSecond(second)), text);
                assertEquals(second, HttpDate.parse(text, NOW));
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {253_402_300_800L, -62_167_219_201L, Long.MAX_VALUE, Long.MIN_VALUE})
        void aYearWithFiveDigitsIsRefused(long second) {
            assertThrows(IllegalArgumentException.class, () -> HttpDate.format(second));
        }
    }

    @Nested
    class Parsing {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sun, 06 Nov 1994 08:49:37 GMT",
                    "Sun, 06 Nov 1994 08:49:37 UTC",
                    "Sunday, 06-Nov-94 08:49:37 GMT",
                    "Sun Nov  6 08:49:37 1994",
                    "Sun Nov 06 08:49:37 1994"
                })
        void theThreeFormsAreRead(String text) {
            assertEquals(NOV_1994, HttpDate.parse(text, NOW));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ",",
                    "Sun",
                    "Sun,",
                    "Sun, ",
                    "Sun, 06 Nov 1994 08:49:37",
                    "Sun, 06 Nov 1994 08:49:37 CET",
                    "Sun, 06 Nov 1994 08:49:37 GMT ",
                    "Sun, 6 Nov 1994 08:49:37 GMT",
                    "Sun, 06 nov 1994 08:49:37 GMT",
                    "Sun, 31 Nov 1994 08:49:37 GMT",
                    "Sun, 29 Feb 1900 08:49:37 GMT",
                    "Sun, 00 Nov 1994 08:49:37 GMT",
                    "Sun, 06 Nov 1994 24:49:37 GMT",
                    "Sun, 06 Nov 1994 08:60:37 GMT",
                    "Sun, 06 Nov 1994 08:49:61 GMT",
                    "Sun, 06 Nov 19٩4 08:49:37 GMT",
                    "5un, 06 Nov 1994 08:49:37 GMT",
                    "Sunday, 06-Nov-94",
                    "Sun Nov  6",
                    "2026-11-21T06:52:32Z"
                })
        void anythingElseIsNoDate(String text) {
            assertNull(HttpDate.parse(text, NOW));
        }

        @Test
        void aTwoDigitYearIsAtMostFiftyYearsAhead() {
            assertEquals(HttpDate.parse("Fri, 01 Jan 2076 00:00:00 GMT", NOW), parse("Friday, 01-Jan-76 00:00:00 GMT"));
            assertEquals(HttpDate.parse("Fri, 01 Jan 1977 00:00:00 GMT", NOW), parse("Friday, 01-Jan-77 00:00:00 GMT"));
        }

        @Test
        void aCookieDateOfOursIsRead() {
            assertEquals(2_000_000_000L, parse("Wednesday, 18-May-2033 03:33:20 GMT"));
        }

        @Test
        void aLeapSecondIsTheNextSecond() {
            assertEquals(1_483_228_800L, parse("Sat, 31 Dec 2016 23:59:60 GMT"));
        }

        @Test
        void noTextMakesItFail() {
            Random random = new Random(2);
            String valid = "Sunday, 06-Nov-94 08:49:37 GMT Sun Nov  6";
            for (int i = 0; i < 20_000; i++) {
                StringBuilder text = new StringBuilder(valid.substring(0, random.nextInt(valid.length())));
                for (int change = 0; change < 3 && !text.isEmpty(); change++) {
                    text.setCharAt(random.nextInt(text.length()), valid.charAt(random.nextInt(valid.length())));
                }
                HttpDate.parse(text.toString(), NOW);
            }
        }

        private Long parse(String text) {
            return HttpDate.parse(text, NOW);
        }
    }
}
