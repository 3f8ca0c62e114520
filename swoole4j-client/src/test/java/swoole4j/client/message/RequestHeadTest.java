package swoole4j.client.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import swoole4j.client.Spec;
import swoole4j.client.config.ClientSettings;
import swoole4j.coroutine.http.ClientException;

/** The lines of a request's head (http.md 11.3). */
class RequestHeadTest {
    private static final String REST = "Connection: keep-alive\r\nAccept-Encoding: gzip\r\n";

    private final CookieJar jar = new CookieJar("a.example", false, Clock.systemUTC());
    private final Draft draft = new Draft(jar, (_, _) -> false);

    private String head(ClientSettings settings) {
        return head(settings, null, Map.of());
    }

    private String head(ClientSettings settings, @Nullable String proxy, Map<String, String> upgrade) {
        Content content = draft.takeContent();
        var line = new RequestHead.Line(draft.effectiveMethod(), "/p", "/p", "a.example", proxy, upgrade);
        return new RequestHead(draft, settings, "gzip").write(line, jar, content);
    }

    @Test
    @Spec("http 177")
    void withNothingSet() {
        assertEquals("GET /p HTTP/1.1\r\nHost: a.example\r\n" + REST, head(ClientSettings.USUAL));
    }

    @Test
    void whatAScriptSetsTakesThePlaceOfWhatIsUsual() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("HOST", "b");
        headers.put("accept-encoding", "br");
        headers.put("connection", "close");
        headers.put("authorization", "Own");
        draft.setHeaders(headers);
        draft.setBasicAuth("u", "p");
        assertEquals(
                "GET /p HTTP/1.1\r\nHost: b\r\naccept-encoding: br\r\nconnection: close\r\nauthorization: Own\r\n",
                head(ClientSettings.USUAL));
    }

    @Test
    void cookiesOfAScriptAndOfServersAreOneLine() {
        draft.setCookies(Map.of("a", "1"));
        draft.setHeaders(Map.of("Cookie", "raw=2"));
        assertEquals(
                "GET /p HTTP/1.1\r\nHost: a.example\r\n" + REST + "Cookie: raw=2; a=1\r\n", head(ClientSettings.USUAL));
    }

    @Test
    void anUpgradeHasItsOwn() {
        draft.setHeaders(Map.of("Sec-WebSocket-Key", "mine"));
        assertEquals(
                "GET /p HTTP/1.1\r\nHost: a.example\r\nUpgrade: x\r\nAccept-Encoding: gzip\r\n",
                head(ClientSettings.USUAL, null, Map.of("Upgrade", "x")));
    }

    @Test
    void aProxyIsTold() {
        assertEquals(
                "GET /p HTTP/1.1\r\nHost: a.example\r\nProxy-Authorization: Basic x\r\n" + REST,
                head(ClientSettings.USUAL, "Basic x", Map.of()));
    }

    @Test
    void persistenceIsKnown() {
        var head = new RequestHead(draft, ClientSettings.USUAL.with(Map.of("keep_alive", false)), "gzip");
        var line = new RequestHead.Line("GET", "/", "/", "a", null, Map.of());
        assertTrue(head.write(line, jar, Content.NONE).contains("Connection: close\r\n"));
        assertFalse(head.isPersistent());
    }

    @Test
    void limits() {
        draft.setCookies(Map.of("a", "x".repeat(4094)));
        assertTrue(head(ClientSettings.USUAL).contains("Cookie: "));
        draft.setCookies(Map.of("a", "x".repeat(4095)));
        assertThrows(ClientException.class, () -> head(ClientSettings.USUAL));
    }
}
