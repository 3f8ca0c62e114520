package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.form;
import static swoole4j.server.http.Text.get;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import swoole4j.http.Response;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Several requests on a connection, sent without waiting for answers (RFC 9112 9.3.2). */
class PipeliningTest {
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

    @BeforeEach
    void answerWithTheTarget() {
        site.serves((request, response) -> {
            String target = String.valueOf(request.server().get("request_uri"));
            notes.add(target);
            response.end(target + request.getContent());
        });
    }

    private static void mustAnswer(RawClient client, String... bodies) throws Exception {
        for (String body : bodies) assertEquals(body, Reply.read(client).body());
    }

    @Test
    @Spec("http 71, 72")
    void areAnsweredInOrderWithAndWithoutBodies() throws Exception {
        String all = get("/1") + form("a=1") + form("b=2") + Text.chunked("text/plain", "c", "3") + get("/5");
        try (RawClient client = site.connect()) {
            client.sendText(all);
            mustAnswer(client, "/1", "/a=1", "/b=2", "/c3", "/5");
            client.chop(1).sendText(all);
            mustAnswer(client, "/1", "/a=1", "/b=2", "/c3", "/5");
        }
    }

    @Test
    @Spec("http 73")
    void waitForAnAnswerThatComesLater() throws Exception {
        BlockingQueue<Response> kept = new ArrayBlockingQueue<>(3);
        site.serves((request, response) -> {
            notes.add(request.server().get("request_uri"));
            response.defer();
            kept.add(response);
        });
        try (RawClient client = site.connect()) {
            client.sendText(get("/1") + get("/2") + get("/3"));
            for (int i = 1; i <= 3; i++) {
                Response response = kept.poll(5, TimeUnit.SECONDS);
                notes.mustBe(IntStream.rangeClosed(1, i).mapToObj(n -> "/" + n).toArray(String[]::new));
                response.end("answer " + i);
            }
            mustAnswer(client, "answer 1", "answer 2", "answer 3");
        }
    }

    @Test
    void areAnsweredThoughTheirClientSendsNoMore() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        site.serves((request, response) -> {
            String target = String.valueOf(request.server().get("request_uri"));
            if (target.equals("/1")) Site.await(go);
            response.end(target);
        });
        try (RawClient client = site.connect()) {
            client.sendText(get("/1") + get("/2") + get("/3") + "garbage\r\n\r\n")
                    .halfClose();
            for (int n = 0; n < 3; n++) site.ask(get("/other")); // the loop has seen that end
            go.countDown();
            mustAnswer(client, "/1", "/2", "/3");
            assertEquals("HTTP/1.1 400 Bad Request\r\n\r\n", Reply.latin1(client.readToEnd()));
        }
    }

    @Test
    void waitForChunks() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        site.serves((request, response) -> {
            response.write("a");
            Site.await(go);
            response.write("b");
        });
        try (RawClient client = site.connect()) {
            client.sendText(get("/1") + get("/2"));
            client.readHead();
            go.countDown();
            assertEquals("1\r\na\r\n1\r\nb\r\n0\r\n\r\n", Reply.latin1(client.readBytes(17)));
            mustAnswer(client, "ab");
        }
    }

    @Test
    void byTheThousandAreAllAnswered() throws Exception {
        int count = 1000;
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) all.append(get("/" + i));
        try (RawClient client = site.connect()) {
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    client.sendText(all.toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 0; i < count; i++) mustAnswer(client, "/" + i);
            sender.join();
        }
    }

    @Test
    void behindOneThatClosesAreNotServed() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(get("/1") + get("/2", "Connection: close") + get("/3"));
            mustAnswer(client, "/1", "/2");
            client.mustBeClosed();
        }
        assertEquals("/after", site.ask(get("/after")).body());
        notes.mustBe("/1", "/2", "/after");
    }

    @Test
    void beforeARequestThatIsRefusedAreAnswered() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(get("/1") + get("/2") + "garbage\r\n\r\n" + get("/3"));
            mustAnswer(client, "/1", "/2");
            assertEquals("HTTP/1.1 400 Bad Request\r\n\r\n", Reply.latin1(client.readToEnd()));
        }
    }

    @Test
    void whoseClientLeavesAreForgotten() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (Site watched = Site.start(Map.of(), Map.of("close", (server, fd, reactor) -> left.countDown()))) {
            watched.serves((request, response) -> {
                notes.add(request.server().get("request_uri"));
                Site.await(left);
                response.end();
            });
            try (RawClient client = watched.connect()) {
                client.sendText(get("/1") + get("/2"));
                notes.mustBe("/1");
                client.reset();
            }
            assertEquals(200, watched.ask(get("/after")).status());
        }
        notes.mustBe("/1", "/after");
    }
}
