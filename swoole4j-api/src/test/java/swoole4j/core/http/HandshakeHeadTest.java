package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;
import swoole4j.core.http.UpgradeOutcome.Accept;
import swoole4j.core.http.UpgradeOutcome.Reject;

/** The answers to an upgrade request as Swoole 6.2.1 prints them. */
class HandshakeHeadTest {
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";
    private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String SERVER = "Server: swoole-http-server";
    private static final String DATE = "Date: {DATE}";
    private static final String DEFLATE = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    private final HeadFixture it = HeadFixture.handshake();

    @Test
    @Spec("websocket 23")
    @Spec("websocket 25")
    void theBuiltInAnswerHasNothingButTheHandshake() {
        accept(null);
        it.mustPrintHandshake(null, SWITCHING, UPGRADE, CONNECTION, ACCEPT, VERSION, SERVER, DATE);
    }

    @Test
    void theExtensionLineComesAfterTheApplicationsHeaders() {
        accept("chat");
        it.header("X-Trace", "1").cookie("sid=1");
        it.mustPrintHandshake(
                DEFLATE,
                SWITCHING,
                UPGRADE,
                CONNECTION,
                ACCEPT,
                VERSION,
                "Sec-WebSocket-Protocol: chat",
                "X-Trace: 1",
                "Sec-Websocket-Extensions: " + DEFLATE,
                "Set-Cookie: sid=1",
                SERVER,
                DATE);
    }

    @Test
    @Spec("websocket 18")
    @Spec("websocket 19")
    void headersAndCookiesOfTheApplicationFollow() {
        accept(null);
        it.header("X-Trace", "abc-123").header("Server", "my-server").cookie("sid=v1+v2; path=/ws");
        it.mustPrintHandshake(
                null,
                SWITCHING,
                UPGRADE,
                CONNECTION,
                ACCEPT,
                VERSION,
                "X-Trace: abc-123",
                "Server: my-server",
                "Set-Cookie: sid=v1+v2; path=/ws",
                DATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "CONNECTION", "sec-websocket-accept", "Sec-WebSocket-Extensions"})
    void theHandshakeItselfCannotBeChanged(String name) {
        accept(null);
        assertEquals(
                "header " + name + " belongs to the handshake and cannot be changed", it.head.header(name, "x", true));
        it.mustPrintHandshake(null, SWITCHING, UPGRADE, CONNECTION, ACCEPT, VERSION, SERVER, DATE);
    }

    @Test
    void anotherSubprotocolReplacesTheChosenOne() {
        accept("chat");
        it.header("Sec-WebSocket-Protocol", "other");
        it.mustPrintHandshake(
                null, SWITCHING, UPGRADE, CONNECTION, ACCEPT, VERSION, "Sec-Websocket-Protocol: other", SERVER, DATE);
    }

    @Test
    void aCustomHandshakePrintsTheFormattedNames() {
        it.header("Upgrade", "websocket").header("Connection", "Upgrade");
        it.header("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=").header("Sec-WebSocket-Version", 13);
        it.status(101);
        it.mustPrintHandshake(
                null,
                SWITCHING,
                UPGRADE,
                CONNECTION,
                "Sec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "Sec-Websocket-Version: 13",
                SERVER,
                DATE);
    }

    @Test
    void aCustomRefusalIsAsShort() {
        it.header("X-Reason", "bad token").status(403);
        it.mustPrintHandshake(null, "HTTP/1.1 403 Forbidden", "X-Reason: bad token", SERVER, DATE);
    }

    @Test
    void aCustomRefusalMaySayItsLength() {
        it.header("Content-Length", "5").status(403);
        it.mustPrintHandshake(null, "HTTP/1.1 403 Forbidden", "Content-Length: 5", SERVER, DATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "Sec-WebSocket-Extensions"})
    void whatTheServerOwnsIsDropped(String name) {
        it.rawHeader(name, "5").status(101);
        it.mustPrintHandshake(null, SWITCHING, SERVER, DATE);
        assertEquals(List.of("header " + name + " cannot be set in a WebSocket handshake"), it.warnings);
    }

    @Test
    void serverAndDateCanBeRemoved() {
        it.header("Server", null).header("Date", "").header("X-A", "a\nb").status(101);
        it.mustPrintHandshake(null, SWITCHING);
    }

    @Test
    @Spec("websocket 30")
    void aVersionMismatchNamesTheVersion() {
        new Reject(426, "test").applyTo(it.head);
        it.mustPrint(
                Delivery.of(HeadFixture.NOW, false, 0),
                "HTTP/1.1 426 Upgrade Required",
                UPGRADE,
                "Connection: Upgrade, close",
                VERSION,
                SERVER,
                DATE,
                "Content-Type: text/html",
                "Content-Length: 0");
    }

    @Test
    @Spec("websocket 26")
    void aRejectionIsAnOrdinaryAnswer() {
        new Reject(400, "test").applyTo(it.head);
        it.mustPrint(
                HeadFixture.length(0),
                "HTTP/1.1 400 Bad Request",
                SERVER,
                DATE,
                "Connection: keep-alive",
                "Content-Type: text/html",
                "Content-Length: 0");
        assertNull(it.head.first("Upgrade"));
    }

    private void accept(@org.jspecify.annotations.Nullable String subprotocol) {
        new Accept("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", subprotocol).applyTo(it.head);
    }
}
