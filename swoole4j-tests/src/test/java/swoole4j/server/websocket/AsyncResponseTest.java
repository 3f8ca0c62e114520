package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The methods of a response that belong to the coroutine server refuse on this one. */
class AsyncResponseTest {
    @Test
    @Spec("websocket 160")
    void upgradePushAndRecvFail() throws Exception {
        Server server = new Server("127.0.0.1");
        Notes notes = new Notes();
        server.on("message", (Server it, Frame frame) -> {});
        server.on("request", (Request request, Response response) -> {
            notes.add("upgrade", response.upgrade(), server.getLastError());
            notes.add("push", response.push("x"), server.getLastError());
            notes.add("recv", response.recv(), server.getLastError());
            notes.add("end", response.end("ok"));
        });
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText(Requests.of("GET / HTTP/1.1"));
            assertEquals(200, client.readHead().status());
            client.mustReceiveHex("6f6b");
            log.mustWarn("async server does not support protocol upgrade");
            log.mustWarn("fd[1] is not a websocket connection");
        }
        notes.mustBe("upgrade false 503", "push false 503", "recv null 503", "end true");
    }
}
