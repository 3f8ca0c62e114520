package swoole4j.server.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import swoole4j.SwooleException;
import swoole4j.redis.Handler;
import swoole4j.redis.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** {@link Server} over sockets. */
class RedisServerTest {
    private final Server server = new Server("127.0.0.1");

    private static String request(String... elements) {
        StringBuilder request = new StringBuilder("*" + elements.length + "\r\n");
        for (String element : elements) {
            request.append("$")
                    .append(element.length())
                    .append("\r\n")
                    .append(element)
                    .append("\r\n");
        }
        return request.toString();
    }

    private static void mustAnswer(RawClient client, String request, String reply) throws Exception {
        client.sendText(request);
        mustReceive(client, reply);
    }

    private static void mustReceive(RawClient client, String reply) throws Exception {
        assertEquals(reply, new String(client.readBytes(reply.length()), ISO_8859_1));
    }

    @Test
    @Spec("server 271")
    void namesOfCommandsAreCaseInsensitive() throws Exception {
        server.setHandler("GeT", (int fd, List<String> data) -> Server.format(Server.STRING, String.join(",", data)));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("get", "a", "b"), "$3\r\na,b\r\n");
            mustAnswer(client, request("GET"), "$0\r\n\r\n");
        }
        assertSame(server.getHandler("get"), server.getHandler("GET"));
        assertNotNull(server.getHandler("get"));
        assertNull(server.getHandler("set"));
    }

    @Test
    @Spec("server 271")
    void anUnknownCommandIsAnError() throws Exception {
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("FlushAll", "x"), "-ERR unknown command 'FlushAll'\r\n");
            mustAnswer(client, request("a\r\n+OK"), "-ERR unknown command 'a  +OK'\r\n");
            mustAnswer(client, request("x".repeat(70)), "-ERR unknown command '" + "x".repeat(64) + "...'\r\n");
            mustAnswer(client, "*1\r\n$-1\r\n", "-ERR unknown command ''\r\n");
        }
    }

    @Test
    @Spec("server 273")
    void whatAHandlerReturnsIsSent() throws Exception {
        server.setHandler("text", (int fd, List<String> data) -> "+text\r\n");
        server.setHandler("bytes", (int fd, List<String> data) -> Server.format(Server.INT, data.size()));
        server.setHandler("sent", (int fd, List<String> data) -> server.send(fd, Server.format(Server.STATUS)));
        server.setHandler("nothing", (int fd, List<String> data) -> {
            server.send(fd, Server.format(Server.NIL));
        });
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("text"), "+text\r\n");
            mustAnswer(client, request("bytes", "a", "b"), ":2\r\n");
            mustAnswer(client, request("sent"), "+OK\r\n");
            mustAnswer(client, request("nothing"), "$-1\r\n");
        }
    }

    @Test
    @Spec("server 273")
    void whatAHandlerReturnsIsSentWithoutCoroutinesToo() throws Exception {
        server.set(Map.of("enable_coroutine", false));
        server.setHandler("ping", (int fd, List<String> data) -> Server.format(Server.STATUS, "PONG"));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("ping") + request("ping"), "+PONG\r\n+PONG\r\n");
        }
    }

    @Test
    void argumentsMayHoldAnyBytes() throws Exception {
        server.setHandler("echo", (int fd, List<byte[]> data) -> Server.format(Server.SET, data));
        server.setHandler("length", (int fd, List<byte[]> data) -> {
            server.send(fd, Server.format(Server.INT, data.getFirst().length));
        });
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            String any = "\0\377\r\n$1";
            mustAnswer(client, request("echo", any), "*1\r\n$6\r\n" + any + "\r\n");
            mustAnswer(client, request("length", any), ":6\r\n");
            mustAnswer(client, "*3\r\n$4\r\necho\r\n$-1\r\n:7\r\n", "*2\r\n$-1\r\n$1\r\n7\r\n");
        }
    }

    @Test
    void requestsMayComeInPiecesAndTogether() throws Exception {
        server.setHandler("echo", (int fd, List<String> data) -> Server.format(Server.STRING, data.getFirst()));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            client.chop(1);
            mustAnswer(client, request("echo", "one") + request("echo", "two"), "$3\r\none\r\n$3\r\ntwo\r\n");
        }
    }

    @Test
    void repliesHaveTheOrderOfTheRequestsWhenAHandlerBlocks() throws Exception {
        CompletableFuture<String> later = new CompletableFuture<>();
        server.setHandler("slow", (int fd, List<String> data) -> Server.format(Server.STATUS, later.get()));
        server.setHandler("fast", (int fd, List<String> data) -> Server.format(Server.STATUS));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect();
                RawClient other = running.connect()) {
            client.sendText(request("slow") + request("fast"));
            mustAnswer(other, request("fast"), "+OK\r\n"); // another connection does not wait
            later.complete("slow");
            mustReceive(client, "+slow\r\n+OK\r\n");
        }
    }

    @Test
    void aHandlerThatThrowsIsLoggedAndTheConnectionLivesOn() throws Exception {
        server.setHandler("bad", (int fd, List<String> data) -> data.get(5));
        server.setHandler("ping", (int fd, List<String> data) -> "+PONG\r\n");
        try (var log = LogLines.open();
                TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("bad") + request("ping"), "+PONG\r\n");
            assertEquals(1, log.await(Level.ERROR, 1).size());
        }
    }

    @Test
    void inlineCommandsEndTheConnection() throws Exception {
        Notes notes = new Notes();
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        try (var log = LogLines.open();
                TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            client.sendText("PING\r\n").mustBeClosed();
            notes.mustBe("close 1 0");
            log.mustWarn("inline commands are not supported");
        }
    }

    @Test
    void aLaterHandlerTakesThePlaceOfAnEarlierOne() throws Exception {
        server.setHandler("a", (int fd, List<String> data) -> "+first\r\n");
        Handler first = server.getHandler("a");
        assertTrue(server.setHandler("A", (int fd, List<String> data) -> "+second\r\n"));
        assertTrue(first != server.getHandler("a"));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("a"), "+second\r\n");
        }
    }

    @Test
    void namesHaveOneToSixtyFourCharacters() {
        Handler.OnText handler = (fd, data) -> null;
        assertTrue(server.setHandler("x".repeat(64), handler));
        assertThrows(SwooleException.class, () -> server.setHandler("x".repeat(65), handler));
        assertThrows(SwooleException.class, () -> server.setHandler("", handler));
    }

    @Test
    void theFirstPortSpeaksRedisWhateverIsSet() throws Exception {
        server.set(Map.of("open_eof_check", true, "open_http_protocol", true));
        server.setHandler("ping", (int fd, List<String> data) -> "+PONG\r\n");
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            mustAnswer(client, request("ping"), "+PONG\r\n");
        }
    }

    @Test
    void aPortWithOptionsOfItsOwnDoesNot() throws Exception {
        var raw = server.listen("127.0.0.1", 0, swoole4j.Constants.SWOOLE_SOCK_TCP);
        raw.set(Map.of());
        server.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, data));
        try (TestServer running = TestServer.start(server);
                RawClient redis = running.connect();
                RawClient client = RawClient.connect(raw.port())) {
            mustAnswer(client, "hello", "hello");
            redis.sendText("hello").mustBeClosed();
        }
    }
}
