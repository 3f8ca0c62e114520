package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Spec;

/** The spelling of {@code Response::header} in Swoole 6.2.1. */
class HeaderNamesTest {
    @ParameterizedTest
    @CsvSource({
        "x-FOO-bar_baz, X-Foo-Bar_baz",
        "content-type, Content-Type",
        "X-Raw-case, X-Raw-Case",
        "a--b-, A--B-",
        "x-1a, X-1a",
        "Sec-WebSocket-Accept, Sec-Websocket-Accept",
        "Sec-WebSocket-Version, Sec-Websocket-Version",
        "etag, ETag",
        "ETag, ETag",
        "www-authenticate, WWW-Authenticate",
        "te, TE",
        "dnt, DNT",
        "x-xss-protection, X-XSS-Protection",
        "xtag, Xtag"
    })
    @Spec("http 90")
    void everyWordGetsACapital(String name, String formatted) {
        assertEquals(formatted, HeaderNames.format(name));
    }

    @Test
    void aNameInFormIsNotCopied() {
        String name = "X-First";
        assertSame(name, HeaderNames.format(name));
        assertEquals("", HeaderNames.format(""));
    }
}
