package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_CANCEL;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_NO_ERROR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Coroutine;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Http2Client;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Answers on a stream. */
class ResponseTest {
    private static List<String> names(Http2Client.Answer answer) {
        return answer.head().stream()
                .map(line -> line.substring(0, line.indexOf(": ", 1)))
                .toList();
    }

    @Nested
    class Head {
        @Test
        @Spec("http 163")
        void fieldsAreLowerCaseAndInSwoolesOrder() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.header("X-One", "1");
                        response.cookie("c", "v");
                        response.header("Two", List.of("a", "b"));
                        response.end("x".repeat(100));
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.get(1, "/", "accept-encoding", "gzip");
                assertEquals(
                        List.of(
                                ":status",
                                "x-one",
                                "two",
                                "two",
                                "server",
                                "date",
                                "content-type",
                                "set-cookie",
                                "content-encoding",
                                "content-length"),
                        names(answer).stream()
                                .filter(name -> !name.equals("vary"))
                                .toList());
                assertEquals("swoole-http-server", answer.field("server"));
                assertEquals("gzip", answer.field("content-encoding"));
                assertEquals(String.valueOf(answer.bytes().length), answer.field("content-length"));
            }
        }

        @Test
        @Spec("http 163")
        void whatBelongsToAConnectionIsLeftOut() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        for (String name : List.of("Connection", "Keep-Alive", "Upgrade", "Transfer-Encoding")) {
                            response.header(name, "close");
                        }
                        response.header("Proxy-Connection", "close");
                        response.end("ok");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(
                        List.of(":status", "server", "date", "content-type", "content-length"),
                        names(client.get(1, "/")));
                assertEquals("ok", client.get(3, "/").text());
            }
        }

        @Test
        void textBeyondAsciiIsUtf8() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.header("x", "\u00e9");
                        response.end();
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals("\u00c3\u00a9", client.get(1, "/").field("x"));
            }
        }
    }

    @Nested
    class Body {
        @Test
        @Spec("http 164")
        void writeSendsDataWithoutALengthAndTrailersFollow() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.write("a");
                        response.write("b");
                        response.trailer("X-Sum", "2");
                        response.end("c");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.get(1, "/");
                assertEquals("abc", answer.text());
                assertNull(answer.field("content-length"));
                assertEquals(List.of("x-sum: 2"), answer.heads().getLast());
            }
        }

        @Test
        @Spec("http 164")
        void trailersFollowAWholeAnswerToo() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.trailer("t", "1");
                        response.end("x");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.get(1, "/");
                assertEquals("1", answer.field("content-length"));
                assertEquals(List.of("t: 1"), answer.heads().getLast());
            }
        }

        @Test
        @Spec("http 167")
        void theAnswerToAHeadHasNoBody() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        if (request.server().get("path_info").equals("/w")) response.write("piece");
                        response.end("hello");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.request(1, "HEAD", "/").answer(1);
                assertEquals("5", answer.field("content-length"));
                assertEquals(0, answer.bytes().length);
                assertEquals("", client.request(3, "HEAD", "/w").answer(3).text());
            }
        }

        @Test
        void statusesWithoutContentHaveNone() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.status(204);
                        response.end("nothing");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.get(1, "/");
                assertEquals(
                        "204 0 null",
                        answer.status() + " " + answer.bytes().length + " " + answer.field("content-length"));
            }
        }

        @Test
        void anAnswerThatNobodyEndsIsA500() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {});
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(500, client.get(1, "/").status());
            }
        }

        @Test
        void redirectHasALocation() throws Exception {
            try (TestServer server =
                            Http2Servers.start((Request request, Response response) -> response.redirect("/x"));
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals("/x", client.get(1, "/").field("location"));
            }
        }

        @Test
        void largeBodiesOfSeveralStreamsComeWhole() throws Exception {
            String large = "0123456789".repeat(100_000);
            try (TestServer server = Http2Servers.start(
                            Map.of("http_compression", false),
                            (Request request, Response response) -> response.end(large));
                    Http2Client client = Http2Client.connect(server.port())) {
                for (int stream = 1; stream < 20; stream += 2) client.request(stream, "GET", "/");
                for (int stream = 1; stream < 20; stream += 2) {
                    assertEquals(large, client.answer(stream).text());
                }
            }
        }
    }

    @Nested
    class File {
        @TempDir
        Path folder;

        @Test
        void aFileIsSentPieceByPiece() throws Exception {
            byte[] content = new byte[1_000_000];
            ThreadLocalRandom.current().nextBytes(content);
            Path file = Files.write(folder.resolve("f"), content);
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.trailer("t", "1");
                        response.sendfile(file.toString());
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = client.get(1, "/");
                assertArrayEquals(content, answer.bytes());
                assertEquals("application/octet-stream 1000000", answer.field("content-type") + " " + answer.field("content-length"));
                assertEquals(List.of("t: 1"), answer.heads().getLast());
                assertEquals("", client.request(3, "HEAD", "/").answer(3).text());
            }
        }

        @Test
        void aPartOfAFileIsSent() throws Exception {
            Path file = Files.writeString(folder.resolve("f.txt"), "0123456789");
            try (TestServer server = Http2Servers.start(
                            (Request request, Response response) -> response.sendfile(file.toString(), 3, 4));
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals("3456", client.get(1, "/").text());
            }
        }

        @Test
        void aFileThatShrinksMeanwhileEndsItsStreamOnly() throws Exception {
            Path file = Files.write(folder.resolve("f"), new byte[500_000]);
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        if (request.server().get("path_info").equals("/f")) {
                            response.sendfile(file.toString());
                        } else {
                            response.end("ok");
                        }
                    });
                    Http2Client client = Http2Client.connect(server.port()).hold()) {
                client.request(1, "GET", "/f").answerHead(1);
                client.await(() -> client.of(1).bytes().length == 65535, "a window of data");
                Files.write(file, new byte[10]);
                client.window(0, 1_000_000).window(1, 1_000_000).mustReset(1, 2);
                assertEquals("ok", client.get(3, "/").text());
            }
        }
    }

    @Nested
    class Control {
        @Test
        void closeResetsTheStreamAndNothingElse() throws Exception {
            BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        if (request.server().get("path_info").equals("/ok")) {
                            response.end("ok");
                            return;
                        }
                        seen.add(response.close());
                        seen.add(response.end("late"));
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                client.request(1, "GET", "/").mustReset(1, SWOOLE_HTTP2_ERROR_CANCEL);
                assertEquals(true, seen.take());
                assertEquals(false, seen.take());
                assertEquals("ok", client.get(3, "/ok").text());
            }
        }

        @Test
        void pingSendsEightBytes() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.ping("abc");
                        response.end();
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                client.get(1, "/");
                assertArrayEquals("abc\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII), client.nextPing());
            }
        }

        @Test
        void afterGoawayTheStreamsThatAreThereEndAndThenTheConnection() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                        response.goaway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM, "enough");
                        Coroutine.sleep(0.05);
                        response.end("still here");
                    });
                    Http2Client client = Http2Client.connect(server.port())) {
                client.request(1, "GET", "/");
                assertEquals(1, client.mustGoAway(SWOOLE_HTTP2_ERROR_ENHANCE_YOUR_CALM));
                client.request(3, "GET", "/");
                assertEquals("still here", client.answer(1).text());
                client.mustEnd();
            }
        }

        @Test
        void aDetachedAnswerIsMadeAgainFromTheRequest() throws Exception {
            var server = new Server("127.0.0.1", 0);
            server.set(Http2Servers.with(Map.of()));
            server.on("request", (Request request, Response response) -> {
                response.detach();
                Coroutine.go(() -> {
                    Response again = Response.create(server, request);
                    if (again != null) again.end("again");
                });
            });
            try (TestServer test = TestServer.start(server);
                    Http2Client client = Http2Client.connect(test.port())) {
                assertEquals("again", client.get(1, "/").text());
            }
        }

        @Test
        void rawBytesAreNotSentBetweenFrames() throws Exception {
            BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            var server = new Server("127.0.0.1", 0);
            server.set(Http2Servers.with(Map.of()));
            server.on("request", (Request request, Response response) -> {
                seen.add(server.send(request.fd(), "raw"));
                Response other = Response.create(request.fd());
                seen.add(other != null && other.end("raw"));
                response.end("framed");
            });
            try (TestServer test = TestServer.start(server);
                    Http2Client client = Http2Client.connect(test.port())) {
                assertEquals("framed", client.get(1, "/").text());
                assertEquals(List.of(false, false), List.of(seen.take(), seen.take()));
            }
        }

        @Test
        void writesToAStreamThatTheClientResetFail() throws Exception {
            BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            var server = new Server("127.0.0.1", 0);
            server.set(Http2Servers.with(Map.of()));
            server.on("request", (Request request, Response response) -> {
                if (request.server().get("path_info").equals("/ok")) {
                    response.end("ok");
                    return;
                }
                seen.add(response.write("begun"));
                while (response.write("more")) Coroutine.sleep(0.001);
                seen.add(server.getLastError());
                seen.add(response.end("end"));
                seen.add(server.getLastError());
            });
            try (TestServer test = TestServer.start(server);
                    Http2Client client = Http2Client.connect(test.port())) {
                client.request(1, "GET", "/").answerHead(1);
                client.reset(1, SWOOLE_HTTP2_ERROR_CANCEL);
                for (Object expected : List.of(true, 1005, false, 1005)) {
                    assertEquals(expected, seen.poll(10, TimeUnit.SECONDS));
                }
                assertEquals("ok", client.get(3, "/ok").text());
            }
        }

        @Test
        void serverCloseEndsTheConnectionWithAllItsStreams() throws Exception {
            BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            var server = new Server("127.0.0.1", 0);
            server.set(Http2Servers.with(Map.of()));
            server.on("close", (Server it, int fd) -> seen.add("closed " + fd));
            server.on("request", (Request request, Response response) -> {
                server.close(request.fd());
                seen.add(response.end("late"));
            });
            try (TestServer test = TestServer.start(server);
                    Http2Client client = Http2Client.connect(test.port())) {
                client.request(1, "GET", "/");
                client.mustGoAway(SWOOLE_HTTP2_ERROR_NO_ERROR);
                client.mustEnd();
                assertEquals("closed 1", seen.take());
                assertEquals(false, seen.take());
            }
        }
    }

    @Nested
    class Shutdown {
        @Test
        void streamsInWorkAreAnsweredAndNewOnesAreNot() throws Exception {
            BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();
            TestServer server = Http2Servers.start((Request request, Response response) -> {
                begun.add(true);
                Coroutine.sleep(0.2);
                response.end("done");
            });
            try (Http2Client client = Http2Client.connect(server.port())) {
                client.request(1, "GET", "/");
                assertEquals(true, begun.poll(10, TimeUnit.SECONDS));
                server.server().shutdown();
                assertEquals(1, client.mustGoAway(SWOOLE_HTTP2_ERROR_NO_ERROR));
                client.request(3, "GET", "/");
                assertEquals("done", client.answer(1).text());
                client.mustEnd();
                assertFalse(client.of(3).isEnded());
            } finally {
                server.awaitEnd();
            }
        }
    }
}
