package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.RawClient;
import swoole4j.websocket.Frame;

/** A coroutine server with TLS. */
class CoroutineServerTest {
    @TempDir
    private static Path folder;

    @Test
    void speaksTls() throws Exception {
        TestCertificates certificates = TestCertificates.in(folder, "authority").sign("server");
        Server server = new Server("127.0.0.1", 0, true);
        assertTrue(server.ssl());
        server.set(certificates.options("server"));
        server.handle("/", (Request request, Response response) -> response.end("secret"));
        server.handle("/ws", (Request request, Response ws) -> {
            ws.upgrade();
            for (Frame frame; (frame = ws.recv()) != null; ) ws.push(frame.data());
        });
        try (var test = CoroutineTestServer.start(server);
                RawClient client = TlsClient.of(certificates).connect(test.port())) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, client.readHead().status());
            assertEquals("secret", new String(client.readBytes(6), StandardCharsets.US_ASCII));
            client.sendText("GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertEquals(101, client.readHead().status());
            client.text("hello").mustReceive(0x81, "hello");
            client.mustCloseCleanly();
        }
    }

    @Test
    void needsACertificateAtItsStart() {
        Server server = new Server("127.0.0.1", 0, true);
        Coroutine.run(() -> assertThrows(SwooleException.class, server::start));
    }
}
