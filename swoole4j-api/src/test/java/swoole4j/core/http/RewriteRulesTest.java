package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Spec;

/** Rewrite rules of the static handler. */
class RewriteRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "~^/old/(.*)$~ /new/$1 /old/a.txt /new/a.txt",
                "~/(\\d+)-(\\w+)~ /$2/$1.html /p/12-x /p/x/12.html",
                "~b~ x /abcb /axcb",
                "~^/(a)?b~ /[$1] /b /[]",
                "~^/a$~ $0$x$ /a /$0$x$",
                "~^/a$~ page.html /a /page.html",
                "~^/a$~ /p\\n /a /p\\n",
                "/old /new /old/x /new/x",
                "/old /new /older /newer",
                "/old /sub/../new /old /new",
                "~^/A~ /x /a /a",
                "/OLD /x /old /old"
            })
    @Spec("http 160")
    void replaceWhatTheyMatch(String rule, String replacement, String from, String to) {
        assertEquals(to, rewrite(Map.of(rule, replacement), from));
    }

    @Test
    @Spec("http 160")
    void countFromTheFirstThatMatches() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("~^/b~", "/never");
        rules.put("/a", "/b");
        rules.put("~^/a/c~", "/c");
        assertEquals("/b/c", rewrite(rules, "/a/c"));
    }

    @Test
    void seeTheDecodedPathAndDecodeNothing() {
        assertEquals("/x/%2e%2e/b", rewrite(Map.of("~^/a b~", "/x"), "/a%20b/%252e%252e/b"));
    }

    @Test
    void cannotLeadOutOfTheRoot() {
        assertNull(rewrite(Map.of("~^/up/(.*)$~", "/../$1"), "/up/secret"));
        assertNull(rewrite(Map.of("/a", "/.."), "/a/b"));
    }

    @Test
    void thatDoNotMatchChangeNothing() {
        StaticPath path = new StaticPath("a", false);
        assertSame(path, new RewriteRules(Map.of("/b", "/c")).rewrite(path));
        assertSame(path, new RewriteRules(Map.of()).rewrite(path));
        assertTrue(new RewriteRules(Map.of()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "~(~#/x#is no regular expression",
                "~^/a(b)~#/$2#names a group beyond its 1",
                "a#/x#must be ~an expression~ or a prefix",
                "~#/x#must be ~an expression~ or a prefix"
            })
    void areCheckedWhenTheyAreMade(String rule, String replacement, String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new RewriteRules(Map.of(rule, replacement)));
        assertTrue(refusal.getMessage().contains("'" + rule + "'"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    }

    @Test
    void thatWouldTakeForeverAreGivenUp() {
        String target = "/" + "a".repeat(60) + "!";
        assertEquals(target, rewrite(Map.of("~^/(a|aa)+$~", "/x"), target));
        assertEquals(target, rewrite(Map.of("~^/(a*)*b$~", "/x"), target));
    }

    @Test
    void thatRecurseTooDeeplyAreGivenUp() throws Exception {
        String target = "/" + "ab".repeat(2000);
        FutureTask<@Nullable String> task = new FutureTask<>(() -> rewrite(Map.of("~^/(a|b)*$~", "/x"), target));
        new Thread(null, task, "small stack", 64 * 1024).start();
        assertEquals(target, task.get());
    }

    private static @Nullable String rewrite(Map<String, String> rules, String target) {
        StaticPath path = StaticPath.of(target);
        assertNotNull(path);
        StaticPath rewritten = new RewriteRules(rules).rewrite(path);
        return rewritten == null ? null : rewritten.url();
    }
}
