package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import swoole4j.Swoole;
import swoole4j.http.Cookie;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.tests.Spec;

/** The Set-Cookie lines of responses. */
class CookiesTest {
    private static Site site;

    private final Notes notes = new Notes();

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static List<String> lines(Consumer<Response> script) throws Exception {
        site.serves((request, response) -> {
            script.accept(response);
            response.end();
        });
        return site.ask(get("/")).head().headers("Set-Cookie");
    }

    @Test
    @Spec("http 101")
    void haveAllAttributesInThisOrder() throws Exception {
        String line = lines(response -> response.cookie(
                        "name", "value", 1_893_456_000L, "/p", "ex.com", true, true, "Lax", "High", true))
                .getFirst();
        assertEquals(
                "name=value; expires=Tue, 01-Jan-2030 00:00:00 GMT; Max-Age=N; path=/p; domain=ex.com; secure; HttpOnly;"
                        + " SameSite=Lax; Priority=High; Partitioned",
                line.replaceFirst("Max-Age=[1-9]\\d*", "Max-Age=N"));
    }

    @Test
    @Spec("http 102, 104")
    void withoutAValueDeleteAndHaveNoPathByDefault() throws Exception {
        assertEquals(
                List.of("del=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0", "a=b"), lines(response -> {
                    response.cookie("del", "");
                    response.cookie("a", "b");
                }));
    }

    @Test
    @Spec("http 103")
    void areEncodedOrRaw() throws Exception {
        assertEquals(List.of("a=b+c%C3%A9%2F", "a=b/c%20"), lines(response -> {
            response.cookie("a", "b c\u00e9/");
            response.rawcookie("a", "b/c%20");
        }));
    }

    @Test
    @Spec("http 105")
    void withForbiddenCharactersAreRefused() throws Exception {
        try (LogLines log = LogLines.open()) {
            assertEquals(
                    List.of(),
                    lines(response -> notes.add(
                            response.cookie("", "b"),
                            response.cookie("a=", "b"),
                            response.cookie("a;", "b"),
                            response.rawcookie("a", "b;c"),
                            response.cookie("a", "b", 0, "/;"),
                            Swoole.lastError())));
            notes.mustBe("false false false false false 510");
            log.mustWarn("The name cannot be empty");
        }
    }

    @Test
    @Spec("http 106")
    void expire() throws Exception {
        try (LogLines log = LogLines.open()) {
            assertEquals(
                    List.of("past=1; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0", "none=1"), lines(response -> {
                        notes.add(response.cookie("far", "1", 253_402_300_800L, ""));
                        response.cookie("past", "1", 1, "");
                        response.cookie("none", "1", -5, "");
                    }));
            notes.mustBe("false");
            log.mustWarn("The expires cannot have a year greater than 9999");
        }
    }

    @Test
    @Spec("http 107")
    void ofOneNameAreAllSent() throws Exception {
        assertEquals(List.of("a=1", "a=2"), lines(response -> {
            response.cookie("a", "1");
            response.setCookie("a", "2");
        }));
    }

    @Test
    @Spec("http 108")
    void mayBeMadeBeforehand() throws Exception {
        assertEquals(List.of("a=b+c; path=/; HttpOnly", "r=b/c"), lines(response -> {
            response.cookie(
                    new Cookie().withName("a").withValue("b c").withPath("/").withHttpOnly(true));
            response.setCookie(new Cookie(false).withName("r").withValue("b/c"));
        }));
    }
}
