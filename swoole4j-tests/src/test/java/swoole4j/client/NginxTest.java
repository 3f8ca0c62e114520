package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.coroutine.http.Client;
import swoole4j.http.Response;
import swoole4j.http2.Request;
import swoole4j.testing.Nginx;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The client against nginx, which serves files and forwards the rest to a server of ours. */
@Timeout(60)
class NginxTest {
    private static final int VERIFY_FAILED = 1014;
    private static final int HANDSHAKE_FAILED = 1018;
    private static final byte[] LARGE = new byte[20 << 20];
    private static final String WORDS = "words that come again and again; ".repeat(300);

    @TempDir
    static Path folder;

    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static TestCertificates certificates;
    private static TestServer ours;
    private static Nginx nginx;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(LARGE);
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("put"));
        Files.write(root.resolve("large.bin"), LARGE);
        Files.writeString(root.resolve("small.txt"), "small");
        Files.writeString(root.resolve("words.txt"), WORDS);
        certificates = TestCertificates.in(folder, "authority")
                .sign("server", "localhost")
                .sign("client");
        ours = TestServer.start(behind());
        for (String name : List.of("plain", "short", "few", "tls", "tls12", "known", "h2", "h2c", "nobody")) {
            PORTS.put(name, Nginx.freePort());
        }
        nginx = Nginx.start(Files.createDirectories(folder.resolve("nginx")), 1, configuration(root));
    }

    @AfterAll
    static void stop() {
        nginx.close();
        ours.close();
    }

    /** The server that nginx forwards to. */
    private static Server behind() {
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("package_max_length", 32 << 20, "websocket_compression", true));
        server.on("request", (swoole4j.http.Request request, Response response) -> {
            switch (String.valueOf(request.server().get("request_uri"))) {
                case "/swoole/pieces" -> {
                    for (int n = 0; n < 50; n++) response.write(n + WORDS);
                    response.end();
                }
                case "/swoole/files" -> {
                    Map<?, ?> file = (Map<?, ?>) request.files().get("file");
                    response.end(request.post() + " " + file.get("name") + " " + file.get("size"));
                }
                default -> response.end(request.contentBytes());
            }
        });
        server.on("message", (Server it, Frame frame) -> {
            if (frame.data().equals("close")) it.disconnect(frame.fd(), 4001, "as asked");
            else it.push(frame.fd(), frame.bytes(), frame.opcode());
        });
        return server;
    }

    private static String configuration(Path root) {
        String text = """
                root ROOT;
                default_type text/plain;
                client_max_body_size 64m;
                ssl_certificate CERTIFICATE;
                ssl_certificate_key KEY;

                server {
                    listen 127.0.0.1:{plain};
                    location / { }
                    location /words.txt { gzip on; gzip_types text/plain; }
                    location /put/ { dav_methods PUT; }
                    location /count { return 200 "$connection $connection_requests"; }
                    location /head { add_header X-Seen $http_x_asked; return 403 "no"; }
                    location /lost { proxy_pass http://127.0.0.1:{nobody}; }
                    FORWARD
                }
                server {
                    listen 127.0.0.1:{short};
                    keepalive_timeout 100ms;
                    location / { return 200 $connection; }
                }
                server {
                    listen 127.0.0.1:{few};
                    keepalive_requests 2;
                    location / { return 200 "$connection $connection_requests"; }
                }
                server {
                    listen 127.0.0.1:{tls} ssl;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    location /protocol { return 200 $ssl_protocol; }
                    FORWARD
                }
                server {
                    listen 127.0.0.1:{tls12} ssl;
                    ssl_protocols TLSv1.2;
                    location / { return 200 "$ssl_protocol $ssl_session_reused"; }
                }
                server {
                    listen 127.0.0.1:{known} ssl;
                    ssl_client_certificate AUTHORITY;
                    ssl_verify_client on;
                    location / { return 200 "$ssl_client_verify $ssl_client_s_dn"; }
                }
                server {
                    listen 127.0.0.1:{h2} ssl http2;
                    location /protocol { return 200 $server_protocol; }
                    FORWARD
                }
                server {
                    listen 127.0.0.1:{h2c} http2;
                    location /protocol { return 200 $server_protocol; }
                    location /words.txt { gzip on; gzip_types text/plain; }
                    location /put/ { dav_methods PUT; }
                    FORWARD
                }
                """.replace("FORWARD", """
                        location /swoole/ {
                            proxy_pass http://127.0.0.1:%d;
                            proxy_http_version 1.1;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection $http_connection;
                        }""".formatted(ours.port()))
                .replace("ROOT", root.toString())
                .replace("CERTIFICATE", certificates.certificate("server"))
                .replace("KEY", certificates.key("server"))
                .replace("AUTHORITY", certificates.certificate("authority"));
        for (Map.Entry<String, Integer> port : PORTS.entrySet()) {
            text = text.replace("{" + port.getKey() + "}", port.getValue().toString());
        }
        return text;
    }

    private static Client client(String server) {
        return new Client("127.0.0.1", PORTS.get(server));
    }

    private static Client secure(String server, Object... options) {
        Client client = new Client("localhost", PORTS.get(server), true);
        Map<String, Object> all = new HashMap<>(Map.of("ssl_cafile", certificates.certificate("authority")));
        for (int i = 0; i < options.length; i += 2) all.put((String) options[i], options[i + 1]);
        client.set(all);
        return client;
    }

    private static String get(Client client, String path) {
        assertTrue(client.get(path), client::errMsg);
        assertEquals(200, client.statusCode(), client::body);
        return client.body();
    }

    @Nested
    class Responses {
        @Test
        void ofAFile() {
            Client client = client("plain");
            assertEquals("small", get(client, "/small.txt"));
            assertEquals("5", client.headers().get("content-length"));
            assertEquals("small", get(client, "/small.txt"));
            assertTrue(client.get("/no.txt"));
            assertEquals(404, client.statusCode());
            assertTrue(client.connected());
            client.close();
        }

        @Test
        void thatAreLarge() throws Exception {
            Client client = client("plain");
            assertTrue(client.get("/large.bin"), client::errMsg);
            assertArrayEquals(LARGE, client.bodyBytes());
            Path file = folder.resolve("downloaded");
            assertTrue(client.download("/large.bin", file.toString()), client::errMsg);
            assertArrayEquals(LARGE, Files.readAllBytes(file));
            assertEquals("small", get(client, "/small.txt"));
            client.close();
        }

        @Test
        void toAHead() {
            Client client = client("plain");
            client.setMethod("HEAD");
            assertTrue(client.execute("/large.bin"), client::errMsg);
            assertEquals(Integer.toString(LARGE.length), client.headers().get("content-length"));
            assertEquals("", client.body());
            assertEquals("small", get(client, "/small.txt"));
            client.close();
        }

        @Test
        void toConditionsAndRanges() {
            Client client = client("plain");
            get(client, "/small.txt");
            Object tag = client.headers().get("etag");
            client.setHeaders(Map.of("If-None-Match", tag));
            assertTrue(client.get("/small.txt"));
            assertEquals(304, client.statusCode());
            assertEquals("", client.body());
            client.setHeaders(Map.of("Range", "bytes=1-3"));
            assertTrue(client.get("/small.txt"));
            assertEquals(206, client.statusCode());
            assertEquals("mal", client.body());
            client.close();
        }

        @Test
        void withHeaders() {
            Client client = client("plain");
            client.setHeaders(Map.of("X-Asked", "a b"));
            assertTrue(client.get("/head"));
            assertEquals(403, client.statusCode());
            assertFalse(client.headers().containsKey("x-seen")); // add_header is for good statuses
            assertEquals("no", client.body());
            client.close();
        }

        @Test
        void compressed() {
            Client client = client("plain");
            assertEquals(WORDS, get(client, "/words.txt"));
            assertEquals("gzip", client.headers().get("content-encoding"));
            assertEquals("chunked", client.headers().get("transfer-encoding"));
            client.set(Map.of("http_compression", false));
            assertEquals(WORDS, get(client, "/words.txt"));
            assertFalse(client.headers().containsKey("content-encoding"));
            client.close();
        }

        @Test
        void inChunks() {
            Client client = client("plain");
            StringBuilder expected = new StringBuilder();
            for (int n = 0; n < 50; n++) expected.append(n).append(WORDS);
            assertEquals(expected.toString(), get(client, "/swoole/pieces"));
            assertEquals("chunked", client.headers().get("transfer-encoding"));
            assertEquals("small", get(client, "/small.txt"));
            client.close();
        }

        @Test
        void ofAServerThatIsNotThere() {
            Client client = client("plain");
            assertTrue(client.get("/lost"), client::errMsg);
            assertEquals(502, client.statusCode());
            client.set(Map.of("max_retries", 2));
            assertFalse(client.get("/lost"));
            assertEquals(502, client.statusCode());
            assertEquals("small", get(client, "/small.txt"));
            client.close();
        }
    }

    @Nested
    class Uploads {
        @Test
        void byPut() throws Exception {
            Client client = client("plain");
            client.setMethod("PUT");
            client.setData(LARGE);
            assertTrue(client.execute("/put/large"), client::errMsg);
            assertEquals(201, client.statusCode(), client::body);
            assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("root/put/large")));
            client.close();
        }

        @Test
        void byPost() {
            Client client = client("plain");
            assertTrue(client.post("/swoole/echo", LARGE), client::errMsg);
            assertArrayEquals(LARGE, client.bodyBytes());
            assertTrue(client.post("/swoole/echo", Map.of("a", "b c")), client::errMsg);
            assertEquals("a=b+c", client.body());
            assertEquals("", get(client, "/swoole/echo"));
            client.close();
        }

        @Test
        void ofFiles() {
            Client client = client("plain");
            assertTrue(client.addFile(folder.resolve("root/large.bin").toString(), "file"));
            assertTrue(client.post("/swoole/files", Map.of("a", "1")), client::errMsg);
            assertEquals("{a=1} large.bin " + LARGE.length, client.body());
            client.close();
        }
    }

    @Nested
    class Connections {
        @Test
        void areKept() {
            Client client = client("plain");
            String connection = get(client, "/count").split(" ", -1)[0];
            for (int n = 2; n < 20; n++) assertEquals(connection + " " + n, get(client, "/count"));
            client.set(Map.of("keep_alive", false));
            get(client, "/count");
            assertFalse(client.connected());
            assertNotEquals(connection, get(client, "/count").split(" ", -1)[0]);
        }

        @Test
        void areMadeAgainWhenNginxHadEnoughRequests() {
            Client client = client("few");
            List<String> requests = new ArrayList<>();
            List<String> connections = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                String[] both = get(client, "/").split(" ", -1);
                connections.add(both[0]);
                requests.add(both[1]);
                assertEquals(n % 2 == 0, client.connected());
            }
            assertEquals(List.of("1", "2", "1", "2", "1", "2"), requests);
            assertEquals(3, connections.stream().distinct().count());
        }

        /** A second connection, whose time begins later, ends later: then nginx has closed the first. */
        @Test
        void areMadeAgainWhenNginxWaitedLongEnough() throws Exception {
            Client client = client("short");
            String before = get(client, "/");
            try (Socket later = new Socket(InetAddress.getLoopbackAddress(), PORTS.get("short"))) {
                later.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertTrue(new String(later.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .startsWith("HTTP/1.1 200 "));
            }
            assertNotEquals(before, get(client, "/"));
            client.close();
        }
    }

    @Nested
    class Tls {
        @Test
        void isVerified() {
            Client client = secure("tls");
            assertEquals("TLSv1.3", get(client, "/protocol"));
            assertTrue(client.post("/swoole/echo", LARGE), client::errMsg);
            assertArrayEquals(LARGE, client.bodyBytes());
            client.close();
        }

        @Test
        void isRefused() {
            Client unknown = new Client("localhost", PORTS.get("tls"), true);
            assertFalse(unknown.get("/protocol"));
            assertEquals(-1, unknown.statusCode());
            assertEquals(VERIFY_FAILED, unknown.errCode(), unknown::errMsg);
            Client other = secure("tls", "ssl_host_name", "other.example");
            assertFalse(other.get("/protocol"));
            assertEquals(VERIFY_FAILED, other.errCode(), other::errMsg);
        }

        @Test
        void olderIsSpoken() {
            Client client = secure("tls12");
            assertEquals("TLSv1.2 .", get(client, "/"));
            client.close();
        }

        @Test
        void mayAskForACertificate() {
            Client unknown = secure("known");
            assertTrue(unknown.get("/"), unknown::errMsg);
            assertEquals(400, unknown.statusCode());
            unknown.close();
            Client client = secure(
                    "known",
                    "ssl_cert_file",
                    certificates.certificate("client"),
                    "ssl_key_file",
                    certificates.key("client"));
            assertEquals("SUCCESS CN=client", get(client, "/"));
            client.close();
        }
    }

    @Nested
    class WebSockets {
        private Client upgraded(Client client) {
            assertTrue(client.upgrade("/swoole/chat"), client::errMsg);
            assertEquals(101, client.statusCode(), client::body);
            return client;
        }

        private void mustEcho(Client client, String text) {
            assertTrue(client.push(text), client::errMsg);
            Frame frame = client.recv();
            assertNotNull(frame, client::errMsg);
            assertEquals(text, frame.data());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void areForwarded(boolean compressed) {
            Client client = client("plain");
            client.set(Map.of("websocket_compression", compressed, "open_websocket_close_frame", true));
            upgraded(client);
            for (int n = 0; n < 100; n++) mustEcho(client, n + " " + "text ".repeat(n));
            mustEcho(client, WORDS.repeat(50));
            client.push("close");
            CloseFrame close = assertInstanceOf(CloseFrame.class, client.recv());
            assertEquals(4001, close.code());
            assertEquals("as asked", close.reason());
            client.close();
        }

        @Test
        void areForwardedFromTls() {
            Client client = upgraded(secure("tls"));
            mustEcho(client, WORDS.repeat(50));
            assertTrue(client.disconnect());
            assertNull(client.recv());
        }
    }

    @Nested
    class Http2 {
        private swoole4j.coroutine.http2.Client connect(boolean tls) {
            swoole4j.coroutine.http2.Client client = new swoole4j.coroutine.http2.Client(
                    tls ? "localhost" : "127.0.0.1", PORTS.get(tls ? "h2" : "h2c"), tls);
            if (tls) client.set(Map.of("ssl_cafile", certificates.certificate("authority")));
            client.set(Map.of("timeout", 30));
            assertTrue(client.connect(), client::errMsg);
            return client;
        }

        private swoole4j.http2.Response recv(swoole4j.coroutine.http2.Client client) {
            swoole4j.http2.Response response = client.recv();
            assertNotNull(response, client::errMsg);
            assertEquals(200, response.statusCode());
            return response;
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void manyAtOnce(boolean tls) {
            swoole4j.coroutine.http2.Client client = connect(tls);
            Map<Integer, String> expected = new HashMap<>();
            for (int n = 0; n < 20; n++) {
                expected.put(client.send(new Request().path("/protocol")), "HTTP/2.0");
                expected.put(client.send(new Request().path("/small.txt")), "small");
                expected.put(
                        client.send(new Request()
                                .method("POST")
                                .path("/swoole/echo")
                                .data("n " + n)),
                        "n " + n);
            }
            assertEquals(60, expected.size());
            for (int n = 0; n < 60; n++) {
                swoole4j.http2.Response response = recv(client);
                assertEquals(expected.remove(response.streamId()), response.data());
            }
            assertTrue(client.ping(), client::errMsg);
            client.close();
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void largeBodies(boolean tls) {
            swoole4j.coroutine.http2.Client client = connect(tls);
            client.send(new Request().path("/large.bin"));
            client.send(new Request().method("POST").path("/swoole/echo").data(LARGE));
            for (int n = 0; n < 2; n++) assertArrayEquals(LARGE, recv(client).bytes());
            client.close();
        }

        @Test
        void filesInAndOut() throws Exception {
            swoole4j.coroutine.http2.Client client = connect(false);
            client.send(new Request().method("PUT").path("/put/h2").data(LARGE));
            assertEquals(201, client.recv().statusCode());
            assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("root/put/h2")));
            client.send(new Request().path("/words.txt"));
            swoole4j.http2.Response words = recv(client);
            assertEquals(WORDS, words.data());
            assertEquals("gzip", words.headers().get("content-encoding"));
            client.close();
        }

        @Test
        void isDeclinedByAServerWithoutIt() {
            swoole4j.coroutine.http2.Client client =
                    new swoole4j.coroutine.http2.Client("localhost", PORTS.get("tls12"), true);
            client.set(Map.of("ssl_cafile", certificates.certificate("authority")));
            assertFalse(client.connect());
            assertEquals(HANDSHAKE_FAILED, client.errCode(), client::errMsg);
        }
    }
}
