package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Swoole;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** How responses end, and what can be done with them afterwards. */
class EndTest {
    private static final String END = "\r\nServer: swoole-http-server\r\nDate: {DATE}\r\n";

    private static Site site;

    private final Notes notes = new Notes();

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void mustAnswer(String statusLine, String rest) throws Exception {
        try (RawClient client = site.connect()) {
            Reply reply = Reply.to(client, get("/"));
            assertEquals("HTTP/1.1 " + statusLine + END + rest, reply.headText());
            assertEquals("", reply.body());
            client.sendText(get("/")); // it was the whole response
            assertEquals(reply.status(), client.readHead().status());
            client.abort();
        }
    }

    @Nested
    class WithoutEnd {
        private static final String EMPTY = "Connection: keep-alive\r\nContent-Type: text/html\r\nContent-Length: 0";

        @Test
        @Spec("http 9")
        void theAnswerIs500() throws Exception {
            site.serves((request, response) -> {});
            mustAnswer("500 Internal Server Error", EMPTY);
        }

        @Test
        @Spec("http 10")
        void aStatusThatWasSetIsKept() throws Exception {
            site.serves((request, response) -> response.status(404));
            mustAnswer("404 Not Found", EMPTY);
        }

        @Test
        @Spec("http 11")
        void chunksAreTerminated() throws Exception {
            site.serves((request, response) -> response.write("abc"));
            try (RawClient client = site.connect()) {
                client.sendText(get("/")).readHead();
                assertEquals("3\r\nabc\r\n0\r\n\r\n", Reply.latin1(client.readBytes(13)));
                assertEquals("abc", Reply.to(client, get("/")).body());
            }
        }

        @Test
        void headersAndCookiesAreSent() throws Exception {
            site.serves((request, response) -> {
                response.header("X-A", "1");
                response.cookie("b", "2");
            });
            Reply reply = site.ask(get("/"));
            assertEquals("500 1 b=2", reply.status() + " " + reply.header("X-A") + " " + reply.header("Set-Cookie"));
        }
    }

    @Nested
    class WithAnException {
        @Test
        @Spec("http 12")
        void theAnswerIs500AndTheServerLives() throws Exception {
            site.serves((request, response) -> {
                response.status(201);
                throw new IllegalStateException("meant");
            });
            try (LogLines log = LogLines.open()) {
                mustAnswer("500 Internal Server Error", WithoutEnd.EMPTY);
                assertEquals(2, log.await(Level.ERROR, 2).size());
            }
            assertEquals(
                    200,
                    site.serves((request, response) -> response.end())
                            .ask(get("/"))
                            .status());
        }

        @Test
        void behindEndTheAnswerStays() throws Exception {
            site.serves((request, response) -> {
                response.end("ok");
                throw new IllegalStateException("meant");
            });
            try (LogLines log = LogLines.open()) {
                assertEquals("ok", site.ask(get("/")).body());
                assertEquals("ok", site.ask(get("/")).body());
                assertEquals(
                        "meant",
                        log.await(Level.ERROR, 2).getFirst().getThrowableProxy().getMessage());
            }
        }

        @Test
        void ofTheJvmIsTreatedTheSame() throws Exception {
            site.serves((request, response) -> {
                throw new StackOverflowError("meant");
            });
            try (LogLines log = LogLines.open()) {
                assertEquals(500, site.ask(get("/")).status());
                assertEquals(1, log.await(Level.ERROR, 1).size());
            }
        }
    }

    @Nested
    class Afterwards {
        /** Notes what each method returns on a response that is over, and the error. */
        private void tryAll(Response response) {
            List<Boolean> results = new ArrayList<>();
            List<Integer> errors = new ArrayList<>();
            List<Callable<Boolean>> calls = List.of(
                    () -> response.end("x"),
                    () -> response.write("x"),
                    () -> response.header("a", "b"),
                    () -> response.cookie("a", "b"),
                    () -> response.rawcookie("a", "b"),
                    () -> response.status(404),
                    () -> response.sendfile("/etc/hostname"),
                    () -> response.redirect("/"),
                    () -> response.trailer("a", "b"),
                    response::detach,
                    response::defer,
                    response::initHeader,
                    response::close);
            for (var call : calls) {
                try {
                    results.add(call.call());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                errors.add(Swoole.lastError());
            }
            notes.add(
                    results.stream().distinct().toList(),
                    errors.stream().distinct().toList(),
                    response.isWritable());
        }

        @Test
        @Spec("http 120, 121")
        void allMethodsReturnFalseWith7106() throws Exception {
            site.serves((request, response) -> {
                notes.add(response.isWritable(), response.end("ok"));
                tryAll(response);
            });
            try (LogLines log = LogLines.open()) {
                assertEquals("ok", site.ask(get("/")).body());
                notes.mustBe("true true", "[false] [7106] false");
                assertEquals(List.of(), log.texts(Level.WARN));
            }
        }

        @Test
        @Spec("http 120, 121")
        void redirectDetachAndChunksEndItToo() throws Exception {
            site.serves((request, response) -> {
                notes.add(response.redirect("/x"));
                tryAll(response);
            });
            assertEquals(302, site.ask(get("/")).status());
            site.serves((request, response) -> {
                notes.add(response.write("a"), response.isWritable(), response.end());
                tryAll(response);
            });
            assertEquals("a", site.ask(get("/")).body());
            site.serves((request, response) -> {
                notes.add(response.detach());
                tryAll(response);
                site.server().send(request.fd(), "raw");
                site.server().close(request.fd());
            });
            try (RawClient client = site.connect()) {
                client.sendText(get("/"));
                assertEquals("raw", Reply.latin1(client.readToEnd()));
            }
            notes.mustBe(
                    "true",
                    "[false] [7106] false",
                    "true true true",
                    "[false] [7106] false",
                    "true",
                    "[false] [7106] false");
        }

        @Test
        @Spec("http 112")
        void statusHasNoEffectOnceTheHeadIsSent() throws Exception {
            site.serves((request, response) -> {
                response.write("a");
                notes.add(response.status(404), response.header("X-Late", "1"), response.cookie("a", "b"));
                response.end();
            });
            Reply reply = site.ask(get("/"));
            assertEquals(
                    "200 null null", reply.status() + " " + reply.header("X-Late") + " " + reply.header("Set-Cookie"));
            notes.mustBe("true true true");
        }
    }

    @Nested
    class Connection {
        @Test
        @Spec("http 132")
        void closeEndsItWithoutAnAnswer() throws Exception {
            site.serves((request, response) -> {
                notes.add(response.close(), response.end("x"), Swoole.lastError());
            });
            try (RawClient client = site.connect()) {
                client.sendText(get("/") + get("/2")).mustBeClosed();
            }
            notes.mustBe("true false 1004");
        }

        @Test
        @Spec("http 121, 133")
        void aClientThatLeftCannotBeAnswered() throws Exception {
            CountDownLatch left = new CountDownLatch(1);
            try (Site watched = Site.start(Map.of(), Map.of("close", (server, fd, reactor) -> left.countDown()))) {
                watched.serves((request, response) -> {
                    notes.add("begun");
                    Site.await(left);
                    notes.add(response.isWritable(), response.write("x"), Swoole.lastError());
                    notes.add(response.end("x"), Swoole.lastError(), response.isWritable());
                });
                try (RawClient client = watched.connect()) {
                    client.sendText(get("/"));
                    notes.mustBe("begun");
                    client.abort();
                }
                notes.mustBe("begun", "true false 1005", "false 1005 false");
            }
        }

        @Test
        @Spec("http 134")
        void moreThanOutputBufferSizeIsRefused() throws Exception {
            try (Site small = Site.start(Map.of("output_buffer_size", 1000));
                    LogLines log = LogLines.open()) {
                small.serves((request, response) -> {
                    notes.add(
                            response.write("x".repeat(1001)), Swoole.lastError(), response.write("y"), response.end());
                });
                assertEquals("y", small.ask(get("/")).body());
                small.serves((request, response) -> notes.add(response.end("x".repeat(1001)), Swoole.lastError()));
                try (RawClient client = small.connect()) {
                    client.sendText(get("/")).mustBeClosed();
                }
                notes.mustBe("false 1203 true true", "false 1203");
                log.mustWarn("The length of data [1001] exceeds the output buffer size[1000]");
            }
        }
    }

    @Test
    void anAnswerMayComeFromAnotherThread() throws Exception {
        BlockingQueue<Response> kept = new ArrayBlockingQueue<>(1);
        site.serves((request, response) -> {
            response.defer();
            kept.add(response);
        });
        try (RawClient client = site.connect()) {
            client.sendText(get("/"));
            Response response = kept.poll(5, TimeUnit.SECONDS);
            response.header("X-A", "1");
            response.end("later");
            assertEquals("later", Reply.read(client).body());
            assertEquals("1", client.head().header("X-A"));
        }
    }
}
