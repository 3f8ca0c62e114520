package swoole4j.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import swoole4j.Spec;
import swoole4j.spi.ResponseHandle;

/** {@code Swoole\Http\Cookie} of 6.2.1. */
@Spec("http 108")
class CookieTest {
    private static final String EMPTY = "{name=, value=, path=, domain=, sameSite=, priority=, encode=true, expires=0, "
            + "secure=false, httpOnly=false, partitioned=false}";

    private final Cookie full = new Cookie(false)
            .withName("full")
            .withValue("a+b")
            .withExpires(1)
            .withPath("/p")
            .withDomain("example.com")
            .withSecure(true)
            .withHttpOnly(true)
            .withSameSite("Strict")
            .withPriority("High")
            .withPartitioned(true);

    @Test
    void everyStepReturnsTheCookie() {
        assertSame(full, full.withName("other"));
        assertSame(full, full.reset());
    }

    @Test
    void isPrintedAsTheLine() {
        assertEquals(
                "full=a+b; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/p; domain=example.com; secure; "
                        + "HttpOnly; SameSite=Strict; Priority=High; Partitioned",
                full.toString());
        assertEquals("n=a%2Bb", new Cookie().withName("n").withValue("a+b").toString());
        assertEquals(
                "n=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0",
                new Cookie().withName("n").toString());
    }

    @Test
    void isPrintedAsNothingWithAWarningWhenItIsInvalid() {
        Logger logger = (Logger) LoggerFactory.getLogger(Cookie.class);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        logger.addAppender(warnings);
        try {
            assertEquals("", new Cookie().withValue("v").toString());
            assertEquals(
                    "", new Cookie(false).withName("n").withValue("a\r\nX: 1").toString());
        } finally {
            logger.detachAppender(warnings);
        }
        assertEquals(
                List.of(Level.WARN, Level.WARN),
                warnings.list.stream().map(ILoggingEvent::getLevel).toList());
        assertEquals(
                "Cookie: The name cannot be empty", warnings.list.getFirst().getFormattedMessage());
    }

    @Test
    void showsItsSettings() {
        assertEquals(
                "{name=full, value=a+b, path=/p, domain=example.com, sameSite=Strict, priority=High, encode=false, "
                        + "expires=1, secure=true, httpOnly=true, partitioned=true}",
                full.toArray().toString());
        assertEquals(EMPTY, new Cookie().toArray().toString());
    }

    @Test
    void canBeUsedAgain() {
        ResponseHandle.Cookie sent = full.copy();
        assertEquals(EMPTY, full.reset().toArray().toString());
        assertEquals(
                new ResponseHandle.Cookie(
                        "full", "a+b", 1, "/p", "example.com", true, true, "Strict", "High", true, false),
                sent);
    }
}
