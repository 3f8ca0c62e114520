package swoole4j.client.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.client.Spec;

/** RFC 6265 5 for a client of one host. */
@Spec("http 182")
class CookieJarTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final CookieJar jar = new CookieJar("www.a.example", false, CLOCK);

    private String sent(String setCookie, String from, String to) {
        jar.store(setCookie, from);
        return String.valueOf(jar.header(to));
    }

    @Nested
    class Paths {
        @ParameterizedTest(quoteTextArguments = false, name = "set at {0} with path {1}, sent to {2}: {3}")
        @CsvSource({
            "/, '', /, true",
            "/, '', /any/thing, true",
            "/a/b, '', /a, true",
            "/a/b, '', /a/c, true",
            "/a/b, '', /ab, false",
            "/a/b, '', /, false",
            "/x, /a, /a, true",
            "/x, /a, /a/b, true",
            "/x, /a/, /a, false",
            "/x, /a, /abc, false",
            "/x, relative, /, true"
        })
        void decide(String from, String path, String to, boolean sent) {
            String cookie = path.isEmpty() ? "a=b" : "a=b; PATH=" + path;
            assertEquals(sent ? "a=b" : "null", sent(cookie, from, to));
        }
    }

    @Nested
    class Ages {
        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "Max-Age=0",
                    "max-age=-1",
                    "Expires=Sat, 21 Nov 2026 11:59:59 GMT",
                    "expires=Thu, 01-Jan-1970 00:00:01 GMT",
                    "Max-Age=0; Expires=Sat, 21 Nov 2099 11:59:59 GMT"
                })
        void thatAreOverDeleteACookie(String age) {
            jar.store("a=old", "/");
            assertEquals("null", sent("a=b; " + age, "/", "/"));
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "Max-Age=1",
                    "Max-Age=999999999999999999999",
                    "Max-Age=soon",
                    "Expires=Sat, 21 Nov 2026 12:00:01 GMT",
                    "Expires=never",
                    "Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:01 GMT"
                })
        void thatAreNotKeepIt(String age) {
            assertEquals("a=b", sent("a=b; " + age, "/", "/"));
        }
    }

    @ParameterizedTest(quoteTextArguments = false, name = "{0}: {1}")
    @CsvSource({
        "www.a.example, true",
        ".www.a.example, true",
        "a.example, true",
        "WWW.A.Example, true",
        "example, false",
        "b.example, false",
        "ww.a.example, false",
        "sub.www.a.example, false"
    })
    void domainsMustBeOurs(String domain, boolean ours) {
        assertEquals(ours ? "a=b" : "null", sent("a=b; Domain=" + domain, "/", "/"));
    }

    @Test
    void addressesHaveNoDomains() {
        CookieJar address = new CookieJar("10.0.0.1", false, CLOCK);
        address.store("a=b; Domain=0.0.1", "/");
        assertNull(address.header("/"));
    }

    @Test
    void secureOnesNeedTls() {
        assertEquals("null", sent("a=b; Secure", "/", "/"));
        CookieJar tls = new CookieJar("a.example", true, CLOCK);
        tls.store("a=b; secure; HttpOnly; SameSite=Strict", "/");
        assertEquals("a=b", tls.header("/"));
    }

    @Test
    void valuesAreDecodedAndEncoded() {
        assertEquals("a=x+%C3%A9%3B", sent("a=x%20%C3%A9%3b", "/", "/"));
        assertEquals(Map.of("a", "x \u00e9;"), jar.values());
        assertEquals("a=q", sent("a=\"q\"", "/", "/"));
    }

    @ParameterizedTest(quoteTextArguments = false, name = "[{0}]")
    @ValueSource(strings = {"", "=", "=b", "novalue", ";", "a b=c"})
    void whatIsNoCookieIsLeftOut(String line) {
        assertEquals("null", sent(line, "/", "/"));
    }

    @Test
    void aServerCannotFillTheMemory() {
        for (int i = 0; i < 10_000; i++) jar.store("a" + i + "=b", "/");
        assertEquals(300, jar.values().size());
        jar.store("b=" + "x".repeat(5000), "/");
        assertEquals(300, jar.values().size());
    }
}
