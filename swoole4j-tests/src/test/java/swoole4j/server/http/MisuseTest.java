package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.get;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What a script gets wrong. */
class MisuseTest {
    private final Notes notes = new Notes();

    @Test
    @Spec("http 1")
    void aServerWithoutARequestCallbackDoesNotStart() {
        Server server = new Server("127.0.0.1", 0);
        SwooleException thrown = assertThrows(SwooleException.class, server::start);
        assertTrue(thrown.getMessage().contains("require onRequest callback"), thrown::getMessage);
    }

    @Test
    @Spec("http 2")
    void aCallbackOfAnotherShapeIsRefused() {
        Server server = new Server("127.0.0.1", 0);
        SwooleException thrown = assertThrows(
                SwooleException.class, () -> server.on("request", (Server it, int fd, int reactorId) -> {}));
        assertTrue(thrown.getMessage().contains("request"), thrown::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http2_max_headers", "http_header_timeout", "max_input_vars", "upload_max_filesize"})
    void anOptionOutOfRangeNamesValueAndRange(String key) {
        Server server = new Server("127.0.0.1", 0);
        SwooleException thrown = assertThrows(SwooleException.class, () -> server.set(Map.of(key, -7)));
        assertTrue(thrown.getMessage().contains(key) && thrown.getMessage().contains("-7"), thrown::getMessage);
    }

    @Test
    void aHeaderValueOfAnotherTypeIsRefused() throws Exception {
        try (Site site = Site.start();
                LogLines log = LogLines.open()) {
            site.serves((request, response) -> {
                notes.add(response.header("X-A", new Object()), response.header("X-A", List.of(List.of("a"))));
                response.end("ok");
            });
            assertEquals(null, site.ask(get("/")).header("X-A"));
            notes.mustBe("false false");
            log.mustWarn("header X-A");
        }
    }

    @Test
    void methodsOfTheCoroutineServerSaySo() throws Exception {
        try (Site site = Site.start();
                LogLines log = LogLines.open()) {
            site.serves((request, response) -> {
                notes.add(response.upgrade(), response.push("x"), response.recv(), response.disconnect());
                notes.add(response.ping(), response.goaway());
                response.end("ok");
            });
            assertEquals("ok", site.ask(get("/")).body());
            notes.mustBe("false false null false", "false false");
            log.mustWarn("only supports websocket or http2 client");
        }
    }

    @Test
    void theSameResponseMayNotBeEndedByTwoCoroutines() throws Exception {
        try (Site site = Site.start()) {
            site.serves((request, response) -> {
                response.defer();
                for (int i = 0; i < 2; i++) Coroutine.go(() -> notes.add(response.end("one")));
            });
            try (RawClient client = site.connect()) {
                assertEquals("one", Reply.to(client, get("/")).body());
            }
            assertEquals(
                    List.of("false", "true"), notes.await(2).stream().sorted().toList());
        }
    }

    @Test
    void aRequestOnAPortWithoutACallbackOfItsOwnIsThatOfTheServer() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        server.on(
                "request",
                (Request request, Response response) ->
                        response.end(String.valueOf(request.server().get("server_port"))));
        var port = server.listen("127.0.0.1", 0, Constants.SWOOLE_SOCK_TCP);
        port.set(Map.of("open_http_protocol", true));
        try (TestServer _ = TestServer.start(server);
                RawClient client = RawClient.connect(port.port())) {
            assertEquals("" + port.port(), Reply.to(client, get("/")).body());
        }
    }
}
