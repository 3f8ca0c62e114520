package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Set-Cookie lines byte for byte as {@code Response::cookie} of Swoole 6.2.1 writes them. */
class SetCookieTest {
    private static final long NOW = 1_795_243_952L;
    private static final String SEPARATORS = "\",\", \";\", \" \", \"\\t\", \"\\r\", \"\\n\", \"\\013\", or \"\\014\"";

    @Nested
    class Lines {
        @Test
        @Spec("http 101")
        void haveTheAttributesInAFixedOrder() {
            SetCookie full = new SetCookie(
                    "full", "x", true, 2_000_000_000L, "/p", "example.com", true, true, "Strict", "High", true);
            assertEquals(
                    "full=x; expires=Wed, 18-May-2033 03:33:20 GMT; Max-Age=204756048; path=/p; domain=example.com; "
                            + "secure; HttpOnly; SameSite=Strict; Priority=High; Partitioned",
                    full.format(NOW));
        }

        @Test
        @Spec("http 104")
        void haveNoAttributesByDefault() {
            assertEquals("plain=v", line("plain", "v", true));
        }

        @Test
        @Spec("http 103")
        void encodeTheValueUnlessTold() {
            assertEquals("enc=a+b%3Bc%3D%C3%A9", line("enc", "a b;c=\u00e9", true));
            assertEquals("enc=A-z_0.%7E%2F", line("enc", "A-z_0.~/", true));
            assertEquals("raw=a+b%20c", line("raw", "a+b%20c", false));
        }

        @Test
        @Spec("http 102")
        void ofAnEmptyValueDeleteTheCookie() {
            SetCookie gone =
                    new SetCookie("del", "", true, 2_000_000_000L, "/p", "ex.com", true, false, "Lax", "", false);
            assertEquals(
                    "del=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/p; domain=ex.com; secure; "
                            + "SameSite=Lax",
                    gone.format(NOW));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "1|past=x; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0",
                    "0|past=x",
                    "-1|past=x",
                    "1795243953|past=x; expires=Sat, 21-Nov-2026 06:52:33 GMT; Max-Age=1",
                    "253402300799|past=x; expires=Fri, 31-Dec-9999 23:59:59 GMT; Max-Age=251607056847"
                })
        @Spec("http 106")
        void countTheAgeFromNow(long expires, String line) {
            assertEquals(line, expiring(expires).format(NOW));
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @ValueSource(chars = {'=', ',', ';', ' ', '\t', '\r', '\n', '\u000b', '\f'})
        @Spec("http 105")
        void aNameHasNoSeparators(char c) {
            assertEquals("The name cannot contain \"=\", " + SEPARATORS, problem("a" + c, "v", "", ""));
        }

        @ParameterizedTest
        @ValueSource(chars = {',', ';', ' ', '\t', '\r', '\n', '\u000b', '\f'})
        @Spec("http 105")
        void rawValuePathAndDomainHaveNoSeparators(char c) {
            String text = "a" + c;
            assertEquals(
                    "The value cannot contain " + SEPARATORS,
                    SetCookie.of("n", text, false).problem());
            assertEquals("The path option cannot contain " + SEPARATORS, problem("n", "v", text, ""));
            assertEquals("The domain option cannot contain " + SEPARATORS, problem("n", "v", "", text));
            assertNull(SetCookie.of("n", text, true).problem());
        }

        @Test
        void aNameIsNotEmpty() {
            assertEquals("The name cannot be empty", problem("", "v", "", ""));
        }

        @Test
        @Spec("http 106")
        void theYearHasFourDigits() {
            assertEquals(
                    "The expires cannot have a year greater than 9999",
                    expiring(253_402_300_800L).problem());
        }

        @Test
        void controlCharactersAreRefusedEverywhere() {
            assertEquals("A cookie cannot contain control characters", problem("a\u0000", "v", "", ""));
            assertEquals("A cookie cannot contain control characters", problem("a", "v", "/\u007f", ""));
            assertEquals(
                    "A cookie cannot contain control characters",
                    SetCookie.of("a", "\u0001", false).problem());
        }

        @Test
        void sameSiteAndPriorityAreWordsOfAList() {
            assertEquals(
                    "The sameSite option 'Lax\r\nX: 1' must be one of [Strict, Lax, None]",
                    attributes("Lax\r\nX: 1", "").problem());
            assertEquals(
                    "The priority option 'Urgent' must be one of [Low, Medium, High]",
                    attributes("", "Urgent").problem());
            assertEquals(
                    "n=v; SameSite=none; Priority=LOW",
                    attributes("none", "LOW").format(NOW));
        }

        @Test
        void aRefusedCookieIsNeverPrinted() {
            SetCookie bad = SetCookie.of("a b", "v", true);
            assertThrows(IllegalStateException.class, () -> bad.format(NOW));
        }
    }

    private static String line(String name, String value, boolean encode) {
        return SetCookie.of(name, value, encode).format(NOW);
    }

    private static SetCookie expiring(long expires) {
        return new SetCookie("past", "x", true, expires, "", "", false, false, "", "", false);
    }

    private static SetCookie attributes(String sameSite, String priority) {
        return new SetCookie("n", "v", true, 0, "", "", false, false, sameSite, priority, false);
    }

    private static @org.jspecify.annotations.Nullable String problem(
            String name, String value, String path, String domain) {
        return new SetCookie(name, value, true, 0, path, domain, false, false, "", "", false).problem();
    }
}
