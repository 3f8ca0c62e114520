package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.core.http.HeadFixture.NOW;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Response heads as fields of HTTP/2 (RFC 9113 8.2, 8.3.2), in the order of Swoole 6.2.1. */
class ResponseFieldsTest {
    private static final String DATE = HttpDate.format(NOW);

    private final ResponseHead head = ResponseHead.forRequest();
    private final List<String> warnings = new ArrayList<>();

    private void mustGive(Delivery delivery, String... lines) {
        assertEquals(List.of(lines), lines(head.fields(new ServerLines("s"), delivery, warnings::add)));
    }

    private static List<String> lines(List<String> fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) lines.add(fields.get(i) + ": " + fields.get(i + 1));
        return lines;
    }

    private static Delivery length(long length) {
        return Delivery.of(NOW, true, length);
    }

    private void header(String name, @Nullable Object value) {
        assertEquals(null, head.header(name, value, true));
    }

    @Nested
    class Order {
        @Test
        void aPlainAnswerHasFiveFields() {
            mustGive(
                    length(4),
                    ":status: 200",
                    "server: s",
                    "date: " + DATE,
                    "content-type: text/html",
                    "content-length: 4");
        }

        @Test
        void applicationFieldsComeFirstAndCookiesBehindTheType() {
            header("X-B", List.of("1", "2"));
            header("Content-Type", "text/plain");
            header("X-A", 3);
            head.cookie("c=v");
            mustGive(
                    new Delivery(NOW, true, 4, false, true, "gzip"),
                    ":status: 200",
                    "x-b: 1",
                    "x-b: 2",
                    "content-type: text/plain",
                    "x-a: 3",
                    "server: s",
                    "date: " + DATE,
                    "set-cookie: c=v",
                    "content-encoding: gzip",
                    "content-length: 4");
        }
    }

    @Nested
    class Lengths {
        @Test
        void aStreamedAnswerHasNone() {
            header("Content-Length", "9");
            mustGive(length(Delivery.CHUNKED), ":status: 200", "server: s", "date: " + DATE, "content-type: text/html");
            assertEquals(List.of("You have set 'Transfer-Encoding', 'Content-Length' will be ignored"), warnings);
        }

        @Test
        void aWrongOneIsReplaced() {
            header("Content-Length", "9");
            mustGive(
                    length(4),
                    ":status: 200",
                    "content-length: 4",
                    "server: s",
                    "date: " + DATE,
                    "content-type: text/html");
            assertEquals(List.of("'Content-Length' 9 is wrong and was replaced by 4"), warnings);
        }

        @Test
        void statusesWithoutContentHaveNone() {
            head.status(204, null);
            mustGive(length(0), ":status: 204", "server: s", "date: " + DATE, "content-type: text/html");
        }
    }

    @Nested
    class LeftOut {
        @Test
        void whatBelongsToAConnection() {
            for (String name : List.of("Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "TE")) {
                header(name, "x");
            }
            header("Transfer-Encoding", "chunked");
            mustGive(
                    length(0),
                    ":status: 200",
                    "server: s",
                    "date: " + DATE,
                    "content-type: text/html",
                    "content-length: 0");
        }

        @Test
        void whatTheApplicationSwitchedOff() {
            for (String name : List.of("Server", "Date", "Content-Type", "Content-Length")) header(name, "");
            mustGive(length(4), ":status: 200");
        }

        @Test
        void lineEndsAndBlanksAroundValues() {
            header("X-A", "1\r\nb: 2");
            header("X-B", "  2 ");
            header("Server", "x");
            header("Date", "y");
            header("Content-Type", "z");
            mustGive(
                    length(0),
                    ":status: 200",
                    "x-b: 2",
                    "server: x",
                    "date: y",
                    "content-type: z",
                    "content-length: 0");
            assertEquals(List.of(ResponseHead.NEWLINE_WARNING), warnings);
        }
    }

    /** RFC 8441 5. */
    @Nested
    class Handshake {
        @Test
        void is200WithoutWhatBelongsToAnUpgrade() {
            ResponseHead upgrade = ResponseHead.forHandshake();
            new UpgradeOutcome.Accept("key", "chat").applyTo(upgrade);
            upgrade.header("X-Own", "1", true);
            upgrade.header("Content-Length", "0", true);
            upgrade.cookie("c=v");
            assertEquals(
                    List.of(
                            ":status: 200",
                            "sec-websocket-protocol: chat",
                            "x-own: 1",
                            "sec-websocket-extensions: permessage-deflate",
                            "server: s",
                            "date: " + DATE,
                            "set-cookie: c=v"),
                    lines(upgrade.handshakeFields(new ServerLines("s"), NOW, "permessage-deflate", warnings::add)));
            assertEquals(List.of("header Content-Length cannot be set in a WebSocket handshake"), warnings);
        }

        @Test
        void ofAStreamNeedsTheVersionOnly() {
            WebSocketHandshake handshake = new WebSocketHandshake(List.of("b"));
            UpgradeOutcome outcome = handshake.checkStream(name -> switch (name) {
                case "Sec-WebSocket-Version" -> "13";
                case "Sec-WebSocket-Protocol" -> "a, b";
                default -> null;
            });
            assertEquals(new UpgradeOutcome.Accept(null, "b"), outcome);
            assertEquals(
                    new UpgradeOutcome.Reject(400, "Sec-WebSocket-Version 8 is not supported, only 13 is"),
                    handshake.checkStream(name -> name.equals("Sec-WebSocket-Version") ? "8" : null));
        }
    }
}
