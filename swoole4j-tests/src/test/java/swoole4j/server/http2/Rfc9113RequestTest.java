package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Http2Client;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What a request on a stream looks like to a callback, and which requests are malformed (RFC 9113 3, 8). */
class Rfc9113RequestTest {
    @Nested
    class Section3Preface {
        @Test
        @Spec("http 162")
        void priorKnowledgeBeginsHttp2WhereThePortSpeaksIt() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals("GET /a", client.get(1, "/a").text());
            }
        }

        @Test
        void thePrefaceMayComeByteByByte() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.raw(server.port())) {
                for (byte one : Http2Client.PREFACE) client.send(new byte[] {one});
                client.settings();
                assertEquals("GET /a", client.get(1, "/a").text());
            }
        }

        @Test
        void http1GoesOnOnTheSamePort() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    RawClient client = server.connect()) {
                client.sendText("PR").sendText("OPFIND / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals(200, client.readHead().status());
                assertEquals("PROPFIND /", new String(client.readBytes(10), StandardCharsets.UTF_8));
            }
        }

        @Test
        @Spec("http 162")
        void withoutTheOptionThePrefaceIsABadRequest() throws Exception {
            var server = new Server("127.0.0.1", 0);
            server.on("request", (Request request, Response response) -> response.end("no"));
            try (TestServer test = TestServer.start(server);
                    RawClient client = test.connect()) {
                client.send(Http2Client.PREFACE);
                assertEquals(400, client.readHead().status());
                client.readToEnd();
            }
        }

        @Test
        void theSettingsAreTheOptions() throws Exception {
            Map<String, Integer> options = Map.of(
                    "http2_header_table_size", 1024,
                    "http2_max_concurrent_streams", 7,
                    "http2_init_window_size", 100_000,
                    "http2_max_frame_size", 20_000,
                    "http2_max_header_list_size", 5000);
            try (TestServer server = Http2Servers.plain(options);
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(Map.of(1, 1024, 3, 7, 4, 100_000, 5, 20_000, 6, 5000), client.serverSettings());
            }
        }

        @Test
        void somethingElseBehindThePrefaceThanSettingsEndsTheConnection() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.raw(server.port())) {
                client.send(Http2Client.PREFACE).request(1, "GET", "/");
                client.mustGoAway(SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                client.mustEnd();
            }
        }
    }

    @Nested
    class Section8Request {
        @Test
        @Spec("http 165")
        void theServerMapHasSwoolesOrderAndTheStreamItsNumber() throws Exception {
            List<Object> seen = new ArrayList<>();
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        seen.add(List.copyOf(request.server().keySet()));
                        seen.add(request.server().get("server_protocol"));
                        seen.add(request.streamId());
                        seen.add(request.header().get("host"));
                        seen.add(request.isCompleted());
                        response.end();
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(200, client.get(5, "/p?q=1").status());
            }
            List<String> keys = List.of(
                    "request_method",
                    "query_string",
                    "request_uri",
                    "path_info",
                    "server_port",
                    "remote_port",
                    "server_addr",
                    "remote_addr",
                    "request_time",
                    "request_time_float",
                    "master_time",
                    "server_protocol");
            assertEquals(List.of(keys, "HTTP/2", 5, "localhost", true), seen);
        }

        @Test
        void authorityIsTheHostAndComesFirst() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) ->
                            response.end(String.join(",", request.header().keySet())));
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals("host,b,a", client.get(1, "/", "b", "1", "a", "2").text());
                String[] hostOnly = {":method", "GET", ":scheme", "http", ":path", "/", "b", "1", "host", "h"};
                assertEquals("host,b", client.head(3, true, hostOnly).answer(3).text());
            }
        }

        @Test
        void crumbsOfCookiesAreOneHeader() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) ->
                            response.end(request.cookie() + " " + new HashMap<>(request.header()).get("cookie")));
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(
                        "{a=1, b=2, c=3} null",
                        client.get(1, "/", "cookie", "a=1", "x", "y", "cookie", "b=2; c=3")
                                .text());
            }
        }

        @Test
        void aBodyComesWhole() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) ->
                            response.end(request.getContent() + " " + request.post()));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-type", "application/x-www-form-urlencoded");
                client.data(1, false, "a=").data(1, false, "1&").data(1, true, "b=2");
                assertEquals("a=1&b=2 {a=1, b=2}", client.answer(1).text());
            }
        }

        @Test
        void trailersOfARequestAreDropped() throws Exception {
            try (TestServer server = Http2Servers.start(
                            (Request request, Response response) -> response.end(request.getContent()));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/").data(1, false, "body").head(1, true, "x-sum", "1");
                assertEquals("body", client.answer(1).text());
            }
        }

        @Test
        void anUploadIsAFile() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        Map<?, ?> file = (Map<?, ?>) request.files().get("f");
                        response.end(request.post() + " " + file.get("name") + " " + file.get("size"));
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-type", "multipart/form-data; boundary=b");
                client.data(1, false, "--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n");
                client.data(1, false, "content-disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n\r\n");
                client.data(1, true, "content\r\n--b--\r\n");
                assertEquals("{a=1} x.txt 7", client.answer(1).text());
            }
        }

        @Test
        void aCompressedBodyIsDecodedWhereThatIsWanted() throws Exception {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write("again and ".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
            }
            try (TestServer server = Http2Servers.start(
                            Map.of("http_decompression", true, "package_max_length", 210_000),
                            (Request request, Response response) -> response.end(
                                    String.valueOf(request.getContent().length())));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-encoding", "gzip").data(1, true, packed.toByteArray());
                assertEquals("200000", client.answer(1).text());
            }
        }

        @Test
        void aSmallBodyThatBecomesTooLargeIsRefused() throws Exception {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                for (int i = 0; i < 1000; i++) gzip.write(new byte[10_000]);
            }
            try (TestServer server =
                            Http2Servers.plain(Map.of("http_decompression", true, "package_max_length", 100_000));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-encoding", "gzip").data(1, true, packed.toByteArray());
                assertEquals(413, client.answer(1).status());
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @Test
        @Spec("http 166")
        void thereIsNoTextOfTheWholeRequest() throws Exception {
            List<Object> seen = new ArrayList<>();
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        seen.add(String.valueOf(request.getData()));
                        response.end();
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                client.get(1, "/");
            }
            assertEquals(List.of("null"), seen);
        }

        @Test
        void aClientThatAsksIsToldToContinueOnce() throws Exception {
            try (TestServer server = Http2Servers.start(
                            (Request request, Response response) -> response.end(request.getContent()));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "expect", "100-continue");
                assertEquals(List.of(":status: 100"), client.answerHead(1).head());
                client.data(1, true, "x");
                assertEquals(2, client.answer(1).heads().size());
                client.post(3, "/", "expect", "more");
                assertEquals(417, client.answer(3).status());
            }
        }
    }

    @Nested
    class Section8Malformed {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-Upper=1",
                    "connection=close",
                    "keep-alive=1",
                    "proxy-connection=close",
                    "transfer-encoding=chunked",
                    "upgrade=h2c",
                    "te=gzip",
                    "a b=1",
                    "=1",
                    "a= 1",
                    "a=1\t",
                    "a=1\r\nb: 2",
                    "a=1\0",
                    ":status=200",
                    ":path=/2",
                    ":other=1",
                    "host=elsewhere"
                })
        void aFieldThatMayNotBeThereResetsTheStreamAlone(String field) throws Exception {
            String[] parts = field.split("=", 2);
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.request(1, "GET", "/", parts).mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ":method GET :scheme http :authority a",
                    ":method GET :path / :authority a",
                    ":scheme http :path / :authority a",
                    ":method GET :scheme http :path /",
                    ":method GET :scheme http :path a :authority a",
                    ":method GET :scheme http :path * :authority a",
                    ":method GET :scheme http :path /\u00e4 :authority a",
                    ":method G@T :scheme http :path / :authority a",
                    ":method GET :scheme http :path / :authority u@a",
                    ":method GET :method GET :scheme http :path / :authority a",
                    ":method GET :scheme http :path / a 1 :authority a",
                    ":method CONNECT :scheme http :path / :authority a",
                    ":method CONNECT :scheme http :path / :authority a :protocol websocket"
                })
        void pseudoHeadersMustBeThereOnceAndFirst(String fields) throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.head(1, true, fields.split(" ")).mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @Test
        void aPlainConnectHasAnAuthorityForItsTarget() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) ->
                            response.end(String.valueOf(request.server().get("request_uri"))));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.head(1, true, ":method", "CONNECT", ":authority", "a:1");
                assertEquals("a:1", client.answer(1).text());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"2", "4"})
        void aLengthThatIsNotTheBodysResetsTheStream(String length) throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-length", length).data(1, true, "abc");
                client.mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @Test
        void lengthsThatDifferResetTheStream() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-length", "3", "content-length", "4");
                client.mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
            }
        }

        @Test
        void trailersWithAPseudoHeaderResetTheStream() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/").data(1, false, "a").head(1, true, ":path", "/");
                client.mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
            }
        }

        @Test
        void aSecondHeadInTheMiddleResetsTheStream() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/").data(1, false, "a").head(1, false, "x", "1");
                client.mustReset(1, SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
            }
        }

        @Test
        void aStreamNumberThatIsEvenOrUsedEndsTheConnection() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of())) {
                try (Http2Client client = Http2Client.connect(server.port())) {
                    client.request(2, "GET", "/").mustGoAway(SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                    client.mustEnd();
                }
                try (Http2Client client = Http2Client.connect(server.port())) {
                    client.get(5, "/");
                    client.data(7, false, "no head yet").mustGoAway(SWOOLE_HTTP2_ERROR_PROTOCOL_ERROR);
                    client.mustEnd();
                }
            }
        }

        @Test
        void undecodableHeadersEndTheConnection() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.frame(Http2Client.HEADERS, 5, 1, new byte[] {(byte) 0xff, (byte) 0xff, 0x7f});
                client.mustGoAway(9);
                client.mustEnd();
            }
        }
    }
}
