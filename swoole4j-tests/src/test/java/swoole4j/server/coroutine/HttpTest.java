package swoole4j.server.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.Http2Client;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.ResponseText;
import swoole4j.tests.Spec;

/** What a coroutine server does with requests. */
class HttpTest {
    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String body(RawClient client) throws IOException {
        ResponseText head = client.readHead();
        int length = Integer.parseInt(String.valueOf(head.header("Content-Length")));
        return head.status() + " " + new String(client.readBytes(length), StandardCharsets.UTF_8);
    }

    private static String ask(CoroutineTestServer server, String path) throws IOException {
        try (RawClient client = server.connect()) {
            return body(client.sendText(get(path)));
        }
    }

    @Test
    @Spec("http 168")
    void knowsItsAddress() {
        Server server = new Server("127.0.0.1");
        assertTrue(server.port() > 0);
        assertEquals("127.0.0.1", server.host());
        assertFalse(server.ssl());
        assertNull(server.settings());
        assertEquals(0, server.errCode());
        assertEquals("", server.errMsg());
        assertNotEquals(server.fd(), new Server("127.0.0.1").fd());
    }

    @Test
    @Spec("http 168")
    void refusesAnAddressThatItCannotHave() throws IOException {
        assertEquals(
                "host is empty",
                assertThrows(SwooleException.class, () -> new Server("")).getMessage());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var refusal = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", port));
            assertTrue(refusal.getMessage().startsWith("bind(127.0.0.1:" + port + ") failed"), refusal::getMessage);
            assertEquals(98, refusal.code());
        }
    }

    @Test
    @Spec("http 169, 170")
    void thePrefixDecidesWhoAnswers() throws Exception {
        Server server = new Server("127.0.0.1");
        for (String prefix : List.of("/a", "/a/b/c", "/a/b")) {
            server.handle(prefix, (Request request, Response response) -> response.end(prefix));
        }
        try (var test = CoroutineTestServer.start(server)) {
            assertEquals("200 /a", ask(test, "/A"));
            assertEquals("200 /a", ask(test, "/abc"));
            assertEquals("200 /a/b", ask(test, "/a/B?/a/b/c"));
            assertEquals("200 /a/b/c", ask(test, "/a/b/c/d"));
            assertEquals("404 ", ask(test, "/b"));
            server.handle("/", (Request request, Response response) -> response.end("rest"));
            assertEquals("200 rest", ask(test, "/b"));
            assertEquals("200 /a", ask(test, "/a"));
        }
    }

    @Test
    @Spec("http 171, 172")
    void takesTheLastHandlerAndNoEmptySettings() throws Exception {
        Server server = new Server("127.0.0.1");
        assertTrue(server.handle("/", (Request request, Response response) -> response.end("first")));
        assertTrue(server.handle("/", (Request request, Response response) -> response.end("second")));
        assertFalse(server.handle("/", null));
        assertFalse(server.set(Map.of()));
        assertNull(server.settings());
        assertTrue(server.set(Map.of("http_compression", false)));
        assertTrue(server.set(Map.of("http_parse_post", false)));
        assertEquals(Map.of("http_compression", false, "http_parse_post", false), server.settings());
        try (var test = CoroutineTestServer.start(server)) {
            assertEquals("200 second", ask(test, "/"));
            assertFalse(server.set(Map.of("http_compression", true)));
        }
    }

    @Test
    @Spec("http 173")
    void aHandlerMayShutItDown() throws Exception {
        Server server = new Server("127.0.0.1");
        server.handle("/", (Request request, Response response) -> response.end("there"));
        server.handle("/end", (Request request, Response response) -> {
            server.shutdown();
            server.shutdown();
            response.end("answered");
        });
        var test = CoroutineTestServer.start(server);
        try (RawClient idle = test.connect();
                RawClient last = test.connect()) {
            assertEquals("200 there", body(idle.sendText(get("/"))));
            assertEquals("200 answered", body(last.sendText(get("/end"))));
            assertTrue(test.result());
            idle.mustBeClosed();
            last.mustBeClosed();
        }
        test.join();
        assertThrows(ConnectException.class, test::connect);
    }

    @Test
    @Spec("http 173")
    void startReturnsWhileAHandlerGoesOn() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var test = CoroutineTestServer.start(Map.of(), (Request request, Response response) -> {
            begun.countDown();
            goOn.await();
            response.end("late");
        });
        try (RawClient client = test.connect()) {
            client.sendText(get("/"));
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            test.server().shutdown();
            assertTrue(test.result());
            goOn.countDown();
            assertEquals("200 late", body(client));
            client.mustBeClosed();
        }
        test.join();
    }

    @Test
    @Spec("http 174")
    void answersPipelinedRequestsOneAfterAnother() throws Exception {
        Notes notes = new Notes();
        try (var test = CoroutineTestServer.start(Map.of(), (Request request, Response response) -> {
                    notes.add("begin", request.server().get("request_uri"));
                    Coroutine.sleep(0.001);
                    response.end(request.getContent());
                    Coroutine.sleep(0.001);
                    notes.add("end", request.server().get("request_uri"));
                });
                RawClient client = test.connect()) {
            client.sendText("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none" + get("/2"));
            assertEquals("200 one", body(client));
            assertEquals("200 ", body(client));
            notes.mustBe("begin /1", "end /1", "begin /2", "end /2");
        }
    }

    @Test
    @Spec("http 175")
    void refusesInFull() throws Exception {
        try (var test = CoroutineTestServer.start(Map.of(), (Request request, Response response) -> response.end())) {
            mustRefuse(test, "nonsense\r\n\r\n", "400 Bad Request");
            mustRefuse(
                    test,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
                    "413 Request Entity Too Large");
            mustRefuse(
                    test,
                    "GET / HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(70_000) + "\r\n\r\n",
                    "431 Request Header Fields Too Large");
        }
    }

    private static void mustRefuse(CoroutineTestServer test, String request, String status) throws IOException {
        try (RawClient client = test.connect()) {
            client.sendText(request);
            ResponseText head = client.readHead();
            assertEquals(status.substring(0, 3), "" + head.status());
            assertEquals("0", head.header("Content-Length"), head::toString);
            assertEquals("close", head.header("Connection"), head::toString);
            assertNotEquals(null, head.header("Date"), head::toString);
            client.mustBeClosed();
        }
    }

    @Test
    @Spec("http 176")
    void asksForTheBodyThatIsExpected() throws Exception {
        try (var test = CoroutineTestServer.start(
                        Map.of(), (Request request, Response response) -> response.end(request.getContent()));
                RawClient client = test.connect()) {
            client.sendText("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertEquals(100, client.readHead().status());
            assertEquals("200 hi", body(client.sendText("hi")));
        }
    }

    @Test
    void whatIsNotAnsweredIsAnsweredWith500AndTheConnectionStays() throws Exception {
        try (var log = LogLines.open();
                var test = CoroutineTestServer.start(Map.of(), (Request request, Response response) -> {
                    if (request.server().get("request_uri").equals("/throw")) throw new IllegalStateException("mine");
                });
                RawClient client = test.connect()) {
            assertEquals("500 ", body(client.sendText(get("/forget"))));
            assertEquals("500 ", body(client.sendText(get("/throw"))));
            assertEquals("500 ", body(client.sendText(get("/again"))));
            assertEquals(1, log.await(Level.ERROR, 1).size());
        }
    }

    @Test
    void closesWhatSendsNoRequestButNotWhatWaitsForItsAnswer() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var test = CoroutineTestServer.start(
                        Map.of("socket_read_timeout", 1), (Request request, Response response) -> {
                            goOn.await();
                            response.end("late");
                        });
                RawClient busy = test.connect();
                RawClient idle = test.connect()) {
            busy.sendText(get("/"));
            idle.mustBeClosed();
            goOn.countDown();
            assertEquals("200 late", body(busy));
            assertEquals("200 late", body(busy.sendText(get("/"))));
        }
    }

    @Test
    void startsOnceAndInACoroutine() throws Exception {
        Server server = new Server("127.0.0.1");
        assertThrows(IllegalStateException.class, server::start);
        try (var log = LogLines.open();
                var test = CoroutineTestServer.start(server)) {
            Coroutine.run(() -> assertFalse(server.start()));
            log.mustWarn("the server was started already");
            assertEquals("404 ", ask(test, "/"));
        }
    }

    @Test
    void whoCancelsTheCoroutineInStartEndsTheServer() throws Exception {
        Server server = new Server("127.0.0.1");
        server.handle("/", (Request request, Response response) -> {
            assertTrue(Coroutine.cancel(Integer.parseInt(request.getContent())));
            response.end("cancelled");
        });
        var test = CoroutineTestServer.start(server);
        try (RawClient client = test.connect()) {
            String number = "" + test.coroutine();
            client.sendText("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + number.length() + "\r\n\r\n" + number);
            assertEquals("200 cancelled", body(client));
            assertTrue(test.result());
            assertEquals(125, server.errCode());
            assertEquals("Operation canceled", server.errMsg());
            client.mustBeClosed();
        }
        test.join();
    }

    @Test
    void severalServersShareOneThread() throws Exception {
        Server first = new Server("127.0.0.1");
        Server second = new Server("127.0.0.1");
        Notes numbers = new Notes();
        for (Server server : List.of(first, second)) {
            server.handle("/", (Request request, Response response) -> {
                numbers.add(request.fd());
                response.end("" + server.port());
                if (request.server().get("request_uri").equals("/end")) server.shutdown();
            });
        }
        Thread both = Thread.ofPlatform()
                .start(() -> Coroutine.run(() -> {
                    Coroutine.go(() -> assertTrue(first.start()));
                    Coroutine.go(() -> assertTrue(second.start()));
                }));
        for (Server server : List.of(first, second)) {
            CoroutineTestServer.awaitListening(server.port());
            try (RawClient client = RawClient.connect(server.port())) {
                assertEquals("200 " + server.port(), body(client.sendText(get("/"))));
                assertEquals("200 " + server.port(), body(client.sendText(get("/end"))));
                client.mustBeClosed();
            }
        }
        both.join(10_000);
        assertFalse(both.isAlive());
        List<String> all = numbers.await(4);
        assertEquals(all.get(0), all.get(1));
        assertNotEquals(all.get(1), all.get(2));
    }

    @Test
    void answersTheStreamsOfHttp2SideBySide() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var test = CoroutineTestServer.start(
                        Map.of("open_http2_protocol", true), (Request request, Response response) -> {
                            if (request.streamId() == 1) goOn.await();
                            response.end("stream " + request.streamId());
                        });
                Http2Client client = Http2Client.connect(test.port())) {
            client.request(1, "GET", "/");
            assertEquals("stream 3", client.get(3, "/").text());
            goOn.countDown();
            assertEquals("stream 1", client.answer(1).text());
        }
    }
}
