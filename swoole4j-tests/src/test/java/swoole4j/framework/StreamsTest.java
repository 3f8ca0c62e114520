package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.testing.Frames;
import swoole4j.testing.Http2Client;
import swoole4j.testing.TestApp;

/** WebSockets on streams of HTTP/2 find their controllers, too. */
class StreamsTest {
    private static String[] connect(String path) {
        String[] fields = Http2Client.fields("CONNECT", path, "sec-websocket-version", "13");
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = ":protocol";
        all[1] = "websocket";
        return all;
    }

    @Test
    void anApplicationOpensAndRefusesThem() throws Exception {
        OnMessage echo = (server, frame) -> server.push(frame.fd(), frame.data());
        App app = App.of(ServerSpec.websocket("ws").host("127.0.0.1").port(0))
                .settings(Map.of("open_http2_protocol", true))
                .routes(router -> router.addServer("ws", routes -> routes.get("/chat", Handlers.of(null, echo, null))));
        try (TestApp running = TestApp.start(app);
                Http2Client client = Http2Client.connect(running.port("ws"))) {
            var opened = client.head(1, false, connect("/chat")).answerHead(1);
            assertEquals(200, opened.status(), opened::toString);
            byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
            client.data(1, false, Frames.masked(0x81, hello));
            byte[] expected = Frames.unmasked(0x81, hello);
            client.await(() -> client.of(1).bytes().length >= expected.length, "the echo");
            assertArrayEquals(expected, client.of(1).bytes());
            assertEquals(404, client.head(3, false, connect("/none")).answer(3).status());
        }
    }
}
