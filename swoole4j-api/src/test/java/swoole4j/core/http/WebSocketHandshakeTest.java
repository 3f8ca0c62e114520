package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;
import swoole4j.core.http.UpgradeOutcome.Accept;
import swoole4j.core.http.UpgradeOutcome.NotUpgrade;
import swoole4j.core.http.UpgradeOutcome.Reject;

/** RFC 6455 4.2.1, the server's view of the opening handshake. */
class WebSocketHandshakeTest {
    private final Map<String, String> headers = new TreeMap<>(Map.of(
            "Host", "a",
            "Upgrade", "websocket",
            "Connection", "Upgrade",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version", "13"));
    private String method = "GET";
    private boolean http11 = true;

    @Nested
    class Accepted {
        @Test
        @Spec("websocket 24")
        void theSampleKeyGivesTheSampleAnswer() {
            assertEquals(new Accept("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", null), check());
        }

        @Test
        void anotherKeyGivesAnotherAnswer() {
            headers.put("Sec-WebSocket-Key", "x3JJHMbDL1EzLkh9GBhXDw==");
            assertEquals(new Accept("HSmrc0sMlYUkAGmm5OPpG2HaGWk=", null), check());
        }

        @Test
        @Spec("websocket 32")
        void connectionMayListMore() {
            headers.put("Connection", "keep-alive, Upgrade");
            assertInstanceOf(Accept.class, check());
        }

        @ParameterizedTest
        @ValueSource(strings = {"WebSocket", "WEBSOCKET", "h2c, websocket", "websocket, abc", " ,\twebsocket\t, "})
        @Spec("websocket 33")
        @Spec("websocket 34")
        void upgradeMayBeSpelledInManyWays(String upgrade) {
            headers.put("Upgrade", upgrade);
            assertInstanceOf(Accept.class, check());
        }

        @Test
        void blanksAroundValuesDoNotMatter() {
            headers.put("Sec-WebSocket-Version", " 13 ");
            headers.put("Sec-WebSocket-Key", " dGhlIHNhbXBsZSBub25jZQ==\t");
            assertEquals(new Accept("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", null), check());
        }
    }

    @Nested
    class PlainHttp {
        @Test
        @Spec("websocket 37")
        void isEverythingWithoutAnUpgradeToWebsocket() {
            headers.put("Upgrade", "h2c");
            assertEquals(NotUpgrade.INSTANCE, check());
            headers.put("Upgrade", "websocket2, xwebsocket, web socket");
            assertEquals(NotUpgrade.INSTANCE, check());
            headers.remove("Upgrade");
            assertEquals(NotUpgrade.INSTANCE, check());
        }
    }

    @Nested
    class Rejected {
        @ParameterizedTest
        @CsvSource({
            "Host, Host is missing",
            "Connection, Connection is missing",
            "Sec-WebSocket-Key, Sec-WebSocket-Key is missing",
            "Sec-WebSocket-Version, Sec-WebSocket-Version is missing"
        })
        @Spec("websocket 26")
        @Spec("websocket 29")
        @Spec("websocket 31")
        void aMissingHeaderIsABadRequest(String name, String reason) {
            headers.remove(name);
            assertEquals(new Reject(400, reason), check());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "dGhlIHNhbXBsZSBub25jZQ=",
                    "dGhlIHNhbXBsZSBub25jZQ===",
                    "!!!!!!!!!!!!!!!!!!!!!!!!",
                    "dGhlIHNhbXBsZSBub25jZQAA",
                    "dGhlIHNhbXBsZSBub25jZ===",
                    "dGhlIHNhbXBsZSB-b25jZQ==",
                    "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=="
                })
        @Spec("websocket 27")
        @Spec("websocket 28")
        void aKeyIsBase64Of16Bytes(String key) {
            headers.put("Sec-WebSocket-Key", key);
            assertEquals(new Reject(400, "Sec-WebSocket-Key is not base64 of 16 bytes"), check());
        }

        @ParameterizedTest
        @ValueSource(strings = {"8", "0", "14", "13, 8", "x", ""})
        @Spec("websocket 30")
        void anotherVersionIsAnsweredWith426(String version) {
            headers.put("Sec-WebSocket-Version", version);
            Reject reject = assertInstanceOf(Reject.class, check());
            assertEquals(426, reject.status());
            assertTrue(reject.reason().contains("only 13 is"), reject.reason());
        }

        @Test
        @Spec("websocket 31")
        void connectionMustListUpgrade() {
            headers.put("Connection", "keep-alive");
            assertEquals(new Reject(400, "Connection 'keep-alive' does not list Upgrade"), check());
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "get", "HEAD"})
        @Spec("websocket 35")
        void onlyGetUpgrades(String other) {
            method = other;
            assertEquals(new Reject(400, "method " + other + " is not GET"), check());
        }

        @Test
        @Spec("websocket 36")
        void onlyHttp11Upgrades() {
            http11 = false;
            assertEquals(new Reject(400, "HTTP version is not 1.1"), check());
        }
    }

    @Nested
    class Subprotocols {
        @ParameterizedTest
        @CsvSource(
                nullValues = "none",
                value = {
                    "'chat', 'chat', chat",
                    "'chat', 'foo, chat', chat",
                    "'chat', ' foo ,\tchat ', chat",
                    "'chat', 'foo', none",
                    "'chat', none, none",
                    "'', 'chat', none",
                    "'chat', 'CHAT', CHAT",
                    "'chat', 'CHAT, chat', chat",
                    "'b,a', 'a, b', b",
                    "'c,a', 'a, b', a",
                    "'chat', 'chat2, xchat', none",
                    "'k', '\u212a', none",
                    "'chat', ',,', none"
                })
        @Spec("websocket 41")
        @Spec("websocket 42")
        @Spec("websocket 43")
        @Spec("websocket 44")
        void theServersPreferenceIsAnsweredInTheClientsSpelling(
                String configured, @Nullable String offer, @Nullable String answer) {
            List<String> wanted = configured.isEmpty() ? List.of() : List.of(configured.split(","));
            assertEquals(answer, new WebSocketHandshake(wanted).subprotocol(offer));
        }

        @Test
        void theChoiceIsPartOfTheOutcome() {
            headers.put("Sec-WebSocket-Protocol", "chat, superchat");
            UpgradeOutcome outcome = new WebSocketHandshake(List.of("superchat")).check("GET", true, headers::get);
            assertEquals(new Accept("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "superchat"), outcome);
            assertNull(((Accept) check()).subprotocol());
        }
    }

    private UpgradeOutcome check() {
        return new WebSocketHandshake(List.of()).check(method, http11, headers::get);
    }
}
