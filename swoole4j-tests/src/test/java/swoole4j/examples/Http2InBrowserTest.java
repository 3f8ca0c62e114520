package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** A page, its requests and its WebSocket on one connection of a browser that chose HTTP/2. */
class Http2InBrowserTest {
    @TempDir
    Path folder;

    private final BlockingQueue<Integer> streams = new LinkedBlockingQueue<>();

    @Test
    void pageRequestAndWebSocketAreStreamsOfOneConnection() throws Exception {
        try (TestServer server = TestServer.start(server());
                var browser = new Browser("--ignore-certificate-errors")) {
            Tab tab = browser.open("https://127.0.0.1:" + server.port() + "/");
            tab.await("document.readyState === 'complete' && document.title === 'HTTP/2'");
            assertEquals(
                    "h2",
                    tab.eval("performance.getEntriesByType('navigation')[0].nextHopProtocol")
                            .asText());
            assertEquals("posted 100000", tab.eval("""
                    fetch('/post', {method: 'POST', body: 'x'.repeat(100000)}).then(answer => answer.text())""").asText());
            tab.eval("""
                    var said = [], ended = 0;
                    var socket = new WebSocket('wss://' + location.host + '/ws');
                    socket.onopen = () => { for (let i = 0; i < 3; i++) socket.send('message ' + i); };
                    socket.onmessage = event => said.push(event.data);
                    socket.onclose = event => ended = event.code""");
            tab.await("said.join() === 'message 0,message 1,message 2'");
            Integer stream = streams.poll(10, TimeUnit.SECONDS);
            assertNotEquals(0, stream);
            tab.eval("socket.send('bye')");
            tab.await("ended === 4000");
        }
    }

    private Server server() throws Exception {
        String certificate = folder.resolve("certificate.pem").toString();
        String key = folder.resolve("key.pem").toString();
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048"));
        command.addAll(List.of("-subj", "/CN=localhost", "-keyout", key, "-out", certificate));
        Process openssl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertEquals(0, openssl.waitFor());
        Server server = new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_TCP | SWOOLE_SSL);
        server.set(Map.of(
                "ssl_cert_file",
                certificate,
                "ssl_key_file",
                key,
                "open_http2_protocol",
                true,
                "websocket_compression",
                true));
        server.on("request", (Request request, Response response) -> {
            if (request.getMethod().equals("POST")) {
                response.end("posted " + request.getContent().length());
            } else {
                response.end("<title>" + request.server().get("server_protocol") + "</title>");
            }
        });
        server.on("open", (Server it, Request request) -> streams.add(request.streamId()));
        server.on("message", (Server it, Frame frame) -> {
            if (frame.data().equals("bye")) {
                it.disconnect(frame.fd(), 4000, "");
            } else {
                it.push(frame.fd(), frame.data());
            }
        });
        return server;
    }
}
