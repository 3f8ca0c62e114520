package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_CANCEL;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_NO_ERROR;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_REFUSED_STREAM;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Http2Client;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What a client may cost, and how each flood ends. */
class LimitsTest {
    private static final byte[] PIECE = new byte[16384];

    @Nested
    class Bodies {
        @Test
        @Spec("http 167")
        void aDeclaredBodyThatIsTooLargeIsRefusedAndTheConnectionEnds() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("package_max_length", 100_000));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/", "content-length", "100001");
                assertEquals(413, client.answer(1).status());
                assertEquals(1, client.mustGoAway(SWOOLE_HTTP2_ERROR_NO_ERROR));
                client.mustReset(1, SWOOLE_HTTP2_ERROR_NO_ERROR);
                client.mustEnd();
            }
        }

        @Test
        void aBodyThatGrowsTooLargeIsResetAlone() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("package_max_length", 70_000));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/");
                for (int i = 0; i < 4; i++) client.data(1, false, new byte[16000]);
                client.await(() -> client.windowOf(1) >= 6000, "more window");
                client.data(1, false, new byte[7000]);
                client.mustReset(1, SWOOLE_HTTP2_ERROR_NO_ERROR);
                assertEquals(413, client.of(1).status());
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @Test
        void aBodyThatStandsStillIsGivenUp() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("http_body_timeout", 0.3));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/").data(1, false, "begun");
                client.mustReset(1, SWOOLE_HTTP2_ERROR_NO_ERROR);
                assertEquals(408, client.of(1).status());
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        @Test
        void whoSendsMoreThanTheWindowEndsTheStream() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("http2_init_window_size", 1000));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.serverSettings();
                client.sync().post(1, "/").data(1, false, new byte[1001]);
                assertNotNull(client.answer(1).reset());
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }

        /** Twice the largest body is what a connection may have in memory: others wait without a window. */
        @Test
        void bodiesBeyondTheConnectionsShareGetNoWindowUntilOthersAreDone() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            try (TestServer server = Http2Servers.start(
                            Map.of("package_max_length", 100_000), (Request request, Response response) -> {
                                if (request.server().get("path_info").equals("/slow")) release.await();
                                response.end(String.valueOf(request.getContent().length()));
                            });
                    Http2Client client = Http2Client.connect(server.port())) {
                for (int stream = 1; stream <= 3; stream += 2) {
                    client.post(stream, "/slow", "content-length", "100000");
                    upload(client, stream, 100_000);
                }
                client.post(5, "/", "content-length", "100000");
                for (int i = 0; i < 3; i++) client.data(5, false, PIECE);
                client.data(5, false, new byte[16383]).sync();
                assertEquals(0, client.windowOf(5), "no window while the callbacks work on the others");
                assertEquals("0", client.get(7, "/").text(), "others are served");
                release.countDown();
                client.await(() -> client.windowOf(5) >= 35_000, "the window when there is room");
                client.data(5, false, PIECE).data(5, false, PIECE).data(5, true, new byte[1697]);
                assertEquals("100000", client.answer(5).text());
            }
        }

        private static void upload(Http2Client client, int stream, int length) throws IOException {
            int window = 65535;
            int sent = 0;
            while (sent < length) {
                int room = window + client.windowOf(stream) - sent;
                int size = Math.min(Math.min(room, 16384), length - sent);
                if (size == 0) {
                    int before = client.windowOf(stream);
                    client.await(() -> client.windowOf(stream) > before, "a window");
                    continue;
                }
                sent += size;
                client.data(stream, sent == length, new byte[size]);
            }
        }

        /** Together they are far more than a connection may hold, and all get through. */
        @Test
        void manyLargeUploadsAtOnceComeOneAfterTheOther() throws Exception {
            try (TestServer server = Http2Servers.start(
                            Map.of("package_max_length", 200_000),
                            (Request request, Response response) ->
                                    response.end(String.valueOf(request.getContent().length())));
                    Http2Client client = Http2Client.connect(server.port())) {
                int[] sent = new int[20];
                for (int i = 0; i < sent.length; i++) client.post(2 * i + 1, "/");
                boolean more = true;
                while (more) {
                    more = false;
                    boolean stuck = true;
                    for (int i = 0; i < sent.length; i++) {
                        if (sent[i] == 190_000) continue;
                        more = true;
                        int room = Math.min(65535 + client.windowOf(2 * i + 1) - sent[i], 190_000 - sent[i]);
                        if (room == 0) continue;
                        stuck = false;
                        int size = Math.min(room, 16384);
                        sent[i] += size;
                        client.data(2 * i + 1, sent[i] == 190_000, new byte[size]);
                    }
                    if (stuck && more) client.sync();
                }
                for (int i = 0; i < sent.length; i++) {
                    assertEquals("190000", client.answer(2 * i + 1).text());
                }
            }
        }
    }

    @Nested
    class Streams {
        @Test
        void streamsBeyondTheLimitAreRefused() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            try (TestServer server = Http2Servers.start(
                            Map.of("http2_max_concurrent_streams", 2), (Request request, Response response) -> {
                                release.await();
                                response.end("ok");
                            });
                    Http2Client client = Http2Client.connect(server.port())) {
                for (int stream = 1; stream <= 5; stream += 2) client.request(stream, "GET", "/");
                client.mustReset(5, SWOOLE_HTTP2_ERROR_REFUSED_STREAM);
                release.countDown();
                assertEquals("ok ok", client.answer(1).text() + " " + client.answer(3).text());
                assertEquals("ok", client.get(7, "/").text());
            }
        }

        /** CVE-2023-44487. */
        @Test
        void aClientThatOpensAndResetsStreamsIsCutOffAndItsCallbacksAreFew() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger begun = new AtomicInteger();
            try (TestServer server = Http2Servers.start(
                            Map.of("http2_max_concurrent_streams", 10), (Request request, Response response) -> {
                                begun.incrementAndGet();
                                release.await();
                            });
                    Http2Client client = Http2Client.connect(server.port())) {
                for (int stream = 1; stream < 1000 && !client.hasGoAway(); stream += 2) {
                    client.request(stream, "GET", "/").reset(stream, SWOOLE_HTTP2_ERROR_CANCEL);
                }
                client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM);
                client.mustEnd();
                assertTrue(begun.get() <= 20, () -> begun + " callbacks for 10 streams");
                release.countDown();
            }
        }

        /** CVE-2025-8671: the client breaks rules so that it is the server that resets. */
        @Test
        void aClientThatMakesTheServerResetStreamsIsCutOff() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> response.end("x"));
                    Http2Client client = Http2Client.connect(server.port())) {
                flood(3000, stream -> client.post(stream, "/").window(stream, 0));
                client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM);
                client.mustEnd();
            }
        }
    }

    private interface Blow {
        void strike(int stream) throws IOException;
    }

    /** Goes on until the server has enough, which may be noticed by a broken pipe only. */
    private static void flood(int most, Blow blow) {
        try {
            for (int stream = 1; stream < most; stream += 2) blow.strike(stream);
        } catch (IOException _) {
            // Cut off; what the server said before is still to be read.
        }
    }

    @Nested
    class Floods {
        /** CVE-2024-27316. */
        @Test
        void aHeadThatNeverEndsIsCutOff() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.frame(Http2Client.HEADERS, 0, 1, Http2Client.block(Http2Client.fields("GET", "/")));
                byte[] more = Http2Client.block("x", "y".repeat(16000));
                flood(100_000, _ -> client.frame(Http2Client.CONTINUATION, 0, 1, more));
                client.mustEnd();
            }
        }

        @Test
        void emptyPiecesOfAHeadAreCutOff() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.frame(Http2Client.HEADERS, 0, 1, Http2Client.block(Http2Client.fields("GET", "/")));
                flood(100_000, _ -> client.frame(Http2Client.CONTINUATION, 0, 1, new byte[0]));
                client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM);
                client.mustEnd();
            }
        }

        @Test
        void emptyDataIsCutOff() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                client.post(1, "/");
                for (int i = 0; i < 10; i++) client.data(1, false, new byte[0]);
                client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM);
                client.mustEnd();
            }
        }

        @Test
        void pingsWhoseAnswersNobodyReadsAreCutOff() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connectSlow(server.port(), 4096)) {
                byte[] one = Http2Client.frameBytes(Http2Client.PING, 0, 0, new byte[8]);
                ByteArrayOutputStream many = new ByteArrayOutputStream();
                for (int i = 0; i < 1000; i++) many.writeBytes(one);
                byte[] thousand = many.toByteArray();
                flood(20_000, _ -> client.send(thousand));
                client.mustEnd();
            }
        }

        @Test
        void tooManyFieldsEndTheConnection() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("http2_max_headers", 10));
                    Http2Client client = Http2Client.connect(server.port())) {
                List<String> more = new ArrayList<>();
                for (int i = 0; i < 6; i++) more.addAll(List.of("x" + i, "1"));
                assertEquals(200, client.get(1, "/", more.toArray(String[]::new)).status());
                more.addAll(List.of("one", "more"));
                client.request(3, "GET", "/", more.toArray(String[]::new));
                client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM);
                client.mustEnd();
            }
        }

        @Test
        void aHeadThatIsTooLargeIsA431() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of("http2_max_header_list_size", 2000));
                    Http2Client client = Http2Client.connect(server.port())) {
                client.serverSettings();
                client.sync().request(1, "GET", "/", "x", "y".repeat(2000));
                assertEquals(431, client.answer(1).status());
                assertEquals("GET /next", client.get(3, "/next").text());
            }
        }
    }

    @Nested
    class Options {
        @Test
        void valuesOutOfRangeAreNamed() {
            var server = new swoole4j.http.Server("127.0.0.1", 0);
            for (String option : List.of(
                    "http2_max_frame_size",
                    "http2_init_window_size",
                    "http2_max_concurrent_streams",
                    "http2_max_headers",
                    "http2_max_header_list_size")) {
                String message = "";
                try {
                    server.set(Map.of(option, 0));
                } catch (swoole4j.SwooleException e) {
                    message = String.valueOf(e.getMessage());
                }
                assertTrue(message.startsWith("option " + option + ": 0 is not allowed"), option + ": " + message);
            }
        }
    }
}
