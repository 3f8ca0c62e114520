package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;
import static swoole4j.server.http.Text.request;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.server.Callback;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** How large, how many and how slow requests may be. */
class LimitsTest {
    private static final String TOO_LARGE = "HTTP/1.1 413 Request Entity Too Large\r\n\r\n";
    private static final String TOO_LARGE_STRICT =
            "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String TOO_SLOW =
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String CHUNKED = request("POST", "/", "Transfer-Encoding: chunked");
    private static final Callback.OnRequest LENGTH =
            (request, response) -> response.end(String.valueOf(request.contentBytes().length));

    private static void mustAnswer(Site site, String request, String expected) throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(request);
            assertEquals(expected, Reply.latin1(client.readToEnd()));
        }
    }

    private static String declared(long length) {
        return request("POST", "/", "Content-Length: " + length);
    }

    private static String chunk(int size) {
        return Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
    }

    @Nested
    class Body {
        @Test
        @Spec("http 65")
        void overPackageMaxLengthIsRefusedBeforeItComes() throws Exception {
            try (Site site = Site.start()) {
                mustAnswer(site, declared(3_000_000), TOO_LARGE);
                mustAnswer(site, declared(Long.MAX_VALUE), TOO_LARGE);
                site.serves(LENGTH);
                assertEquals("2097152", site.ask(declared(2_097_152) + "x".repeat(2_097_152)).body());
            }
            try (Site strict = Site.start(Map.of("http_strict", true))) {
                mustAnswer(strict, declared(3_000_000), TOO_LARGE_STRICT);
            }
        }

        @Test
        @Spec("http 66, 67")
        void inChunksIsRefusedWhenItGrowsOverTheLimitWhichIsNeverBelow64K() throws Exception {
            try (Site site = Site.start(Map.of("package_max_length", 1000)).serves(LENGTH)) {
                assertEquals("65536", site.ask(declared(65_536) + "x".repeat(65_536)).body());
                mustAnswer(site, declared(65_537), TOO_LARGE);
                assertEquals("65536", site.ask(CHUNKED + chunk(65_536) + "0\r\n\r\n").body());
                mustAnswer(site, CHUNKED + chunk(65_537), TOO_LARGE);
                mustAnswer(site, CHUNKED + chunk(65_536) + chunk(1), TOO_LARGE);
                mustAnswer(site, CHUNKED + "7fffffff\r\n" + "x".repeat(70_000), TOO_LARGE);
            }
        }

        @Test
        void ofAnotherRequestCountsAnew() throws Exception {
            try (Site site = Site.start(Map.of("package_max_length", 65_536)).serves(LENGTH);
                    RawClient client = site.connect()) {
                for (int i = 0; i < 3; i++) {
                    assertEquals("60000", Reply.to(client, CHUNKED + chunk(60_000) + "0\r\n\r\n").body());
                }
            }
        }
    }

    @Nested
    class Concurrency {
        private final CountDownLatch go = new CountDownLatch(1);
        private final Notes notes = new Notes();

        /** {@code /wait} is answered when the test lets it go. */
        private final Callback.OnRequest page = (request, response) -> {
            String target = String.valueOf(request.server().get("request_uri"));
            notes.add(target);
            if (target.equals("/wait")) Site.await(go);
            response.end(target);
        };

        @Test
        @Spec("http 74")
        void overMaxConcurrencyARequestIsTurnedAway() throws Exception {
            try (Site site = Site.start(Map.of("max_concurrency", 1)).serves(page);
                    RawClient first = site.connect();
                    RawClient second = site.connect()) {
                first.sendText(get("/wait"));
                notes.mustBe("/wait");
                second.sendText(get("/2"));
                assertEquals(503, second.readHead().status());
                assertEquals("close", second.head().header("Connection"));
                second.mustBeClosed();
                go.countDown();
                assertEquals("/wait", Reply.read(first).body());
                assertEquals("/3", Reply.to(first, get("/3")).body());
                notes.mustBe("/wait", "/3");
            }
        }

        @Test
        @Spec("http 75")
        void overWorkerMaxConcurrencyARequestWaits() throws Exception {
            try (Site site = Site.start(Map.of("worker_max_concurrency", 1)).serves(page);
                    RawClient first = site.connect();
                    RawClient second = site.connect()) {
                first.sendText(get("/wait"));
                notes.mustBe("/wait");
                second.sendText(get("/2"));
                mustAnswer(site, "none\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n"); // so the one before is read
                notes.mustBe("/wait");
                go.countDown();
                assertEquals("/wait", Reply.read(first).body());
                assertEquals("/2", Reply.read(second).body());
                notes.mustBe("/wait", "/2");
            }
        }

        @Test
        void thoseThatEndedOrWhoseClientsLeftCountNoMore() throws Exception {
            try (Site site = Site.start(Map.of("worker_max_concurrency", 1)).serves(page)) {
                for (int i = 0; i < 20; i++) {
                    assertEquals("/" + i, site.ask(get("/" + i)).body());
                }
                try (RawClient first = site.connect();
                        RawClient gone = site.connect()) {
                    first.sendText(get("/wait"));
                    notes.await(21);
                    gone.sendText(get("/gone")).abort();
                    go.countDown();
                    assertEquals("/wait", Reply.read(first).body());
                }
                assertEquals("/last", site.ask(get("/last")).body());
            }
        }
    }

    @Nested
    class Pace {
        private static final Callback.OnRequest OK = (request, response) -> response.end("ok");

        private static Site site;

        @BeforeAll
        static void start() {
            site = Site.start(Map.of("http_header_timeout", 0.1, "http_body_timeout", 0.1));
        }

        @AfterAll
        static void stop() {
            site.close();
        }

        @Test
        void aRequestThatStopsIsRefused() throws Exception {
            List<String> parts = List.of(
                    "GET / HT",
                    "\r\n",
                    get("/").substring(0, 25),
                    declared(10) + "abc",
                    CHUNKED,
                    CHUNKED + chunk(5),
                    CHUNKED + chunk(5) + "5\r\nab",
                    CHUNKED + chunk(5) + "0\r\nX: ");
            List<RawClient> clients = new ArrayList<>();
            for (String part : parts) clients.add(site.connect().sendText(part));
            for (RawClient client : clients) {
                assertEquals(TOO_SLOW, Reply.latin1(client.readToEnd()));
                client.close();
            }
        }

        @Test
        void aSecondRequestThatStopsIsRefusedBehindTheFirstAnswer() throws Exception {
            site.serves(OK);
            try (RawClient client = site.connect()) {
                assertEquals("ok", Reply.to(client, get("/") + "GET /").body());
                assertEquals(TOO_SLOW, Reply.latin1(client.readToEnd()));
            }
        }

        @Test
        void theTimeOfAHeadIsOneTimeForAllOfIt() throws Exception {
            try (RawClient client = site.connect()) {
                client.sendText("GET / HTTP/1.1\r\n");
                Thread sender = Thread.ofPlatform().start(() -> trickle(client));
                assertEquals(TOO_SLOW, Reply.latin1(client.readToEnd()));
                sender.interrupt();
                sender.join();
            }
        }

        /** Sends a byte of a header every ten milliseconds. */
        private static void trickle(RawClient client) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    client.sendText("X");
                    Waiting.pass(10_000_000);
                }
            } catch (IOException _) {
                // The server has ended it.
            }
        }

        @Test
        void aBodyMayTakeItsTimeWhileSomethingComes() throws Exception {
            try (Site patient = Site.start(Map.of("http_body_timeout", 0.4)).serves(LENGTH);
                    RawClient client = patient.connect()) {
                client.sendText(declared(1000));
                int sent = 0;
                for (long start = System.nanoTime(); System.nanoTime() - start < 900_000_000; sent++) {
                    client.sendText("x");
                    Waiting.pass(5_000_000);
                }
                client.sendText("x".repeat(1000 - sent));
                assertEquals("1000", Reply.read(client).body());
            }
        }

        @Test
        void theTimeOfACallbackIsNotThatOfThePeer() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            site.serves((request, response) -> {
                Site.await(go);
                response.end("ok");
            });
            try (RawClient client = site.connect()) {
                client.sendText(get("/") + get("/").substring(0, 20));
                for (int i = 0; i < 2; i++) mustAnswer(site, "GET", TOO_SLOW); // so the time is over
                go.countDown();
                assertEquals("ok", Reply.read(client).body());
                client.sendText(get("/").substring(20));
                assertEquals("ok", Reply.read(client).body());
            }
        }
    }
}
