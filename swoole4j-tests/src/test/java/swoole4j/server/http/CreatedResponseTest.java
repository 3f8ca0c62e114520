package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static swoole4j.server.http.Text.get;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Swoole;
import swoole4j.SwooleException;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Requests and responses that a script makes itself. */
class CreatedResponseTest {
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

    @Nested
    class Responses {
        private void mustAnswer(Function<Request, Response> create) throws Exception {
            site.serves((request, response) -> {
                response.detach();
                Response other = create.apply(request);
                other.header("X-A", 1);
                notes.add(
                        other.isWritable(),
                        other.end("created"),
                        other.isWritable(),
                        response.end("x"),
                        Swoole.lastError());
            });
            try (RawClient client = site.connect()) {
                for (int i = 0; i < 2; i++) {
                    Reply reply = Reply.to(client, get("/"));
                    assertEquals(
                            "created 1 keep-alive",
                            reply.body() + " " + reply.header("X-A") + " " + reply.header("Connection"));
                }
            }
            notes.mustBe("true true false false 7106", "true true false false 7106");
        }

        @Test
        @Spec("http 130")
        void answerByFd() throws Exception {
            mustAnswer(request -> Response.create(request.fd()));
        }

        @Test
        @Spec("http 130")
        void answerByServerAndFd() throws Exception {
            mustAnswer(request -> Response.create(site.server(), request.fd()));
        }

        @Test
        @Spec("http 130")
        void answerByServerAndRequest() throws Exception {
            mustAnswer(request -> Response.create(site.server(), request));
        }

        @Test
        @Spec("http 131")
        void ofAnUnknownFdCannotBeEnded() throws Exception {
            site.serves((request, response) -> {
                Response other = Response.create(site.server(), 999_999);
                notes.add(other.end("x"), Swoole.lastError());
                Response another = Response.create(site.server(), 999_999);
                notes.add(another.write("x"), Swoole.lastError());
                response.end("ok");
            });
            assertEquals("ok", site.ask(get("/")).body());
            notes.mustBe("false 1005", "false 1005");
        }

        @Test
        @Spec("http 129")
        void ofADetachedRequestMayBeBytesOfTheScript() throws Exception {
            site.serves((request, response) -> {
                notes.add(response.detach());
                site.server().send(request.fd(), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nraw");
            });
            try (RawClient client = site.connect()) {
                for (int i = 0; i < 2; i++)
                    assertEquals("raw", Reply.to(client, get("/")).body());
            }
            notes.mustBe("true", "true");
        }

        @Test
        void ofARequestKnowWhatItAccepts() throws Exception {
            site.serves((request, response) -> {
                response.detach();
                Response.create(site.server(), request).end("x".repeat(100));
            });
            assertEquals("gzip", site.ask(get("/", "Accept-Encoding: gzip")).header("Content-Encoding"));
            site.serves((request, response) -> {
                response.detach();
                Response.create(request.fd()).end("x".repeat(100));
            });
            assertEquals(null, site.ask(get("/", "Accept-Encoding: gzip")).header("Content-Encoding"));
        }
    }

    @Nested
    class Requests {
        private static final String HEAD = "POST /p?q=1 HTTP/1.1\r\nHost: a\r\nCookie: k=v\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3";

        @Test
        @Spec("http 88")
        void areParsedInPieces() {
            Request request = Request.create();
            assertEquals(HEAD.length(), request.parse(HEAD));
            assertEquals(4, request.parse("\r\n\r\n"));
            assertEquals(false, request.isCompleted());
            assertEquals(3, request.parse("a=1"));
            assertEquals(true, request.isCompleted());
            assertEquals(-1, request.parse("a=1"));
            assertEquals(
                    "{a=1} {q=1} {k=v} POST a=1",
                    request.post() + " " + request.get() + " " + request.cookie() + " " + request.getMethod() + " "
                            + request.getContent());
            assertEquals(
                    List.of("query_string", "request_method", "request_uri", "path_info"),
                    request.server().keySet().stream().limit(4).toList());
            assertEquals(false, request.server().containsKey("server_port"));
        }

        @Test
        @Spec("http 88")
        void takeNothingOfTheNextOne() {
            Request request = Request.create();
            String whole = HEAD + "\r\n\r\na=1";
            assertEquals(whole.length(), request.parse(whole + get("/next")));
            assertEquals(true, request.isCompleted());
            assertEquals(whole, request.getData());
        }

        @Test
        void thatAreNoneAreNeverCompleted() {
            Request request = Request.create();
            request.parse("garbage\r\n\r\n");
            assertEquals(0, request.parse(get("/")));
            assertEquals(false, request.isCompleted());
            assertEquals("{} {} {}", request.header() + " " + request.get() + " " + request.server());
        }

        @Test
        @Spec("http 89")
        void haveOptions() {
            Request request = Request.create(Map.of("parse_cookie", false, "parse_body", false));
            request.parse(HEAD + "\r\n\r\na=1");
            assertEquals(
                    "k=v {} {} a=1",
                    request.header().get("cookie") + " " + request.cookie() + " " + request.post() + " "
                            + request.getContent());
            assertThrows(SwooleException.class, () -> Request.create(Map.of("parse_cokie", false)));
        }
    }
}
