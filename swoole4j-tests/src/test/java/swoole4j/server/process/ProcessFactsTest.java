package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** What each process of a server knows of all of them. */
class ProcessFactsTest {
    private static void awaitWorkers(ChildServer server, int count) {
        for (int worker = 0; worker < count; worker++) {
            String begins = "begins " + worker + " ";
            server.awaitLine(line -> line.startsWith(begins));
        }
    }

    private static String ask(RawClient client, String line) throws Exception {
        return client.sendText(line + "\r\n").readLine();
    }

    private static Map<String, Long> stats(RawClient client) throws Exception {
        Map<String, Long> stats = new TreeMap<>();
        for (String pair : ask(client, "stats").split(" ", -1)) {
            int equals = pair.indexOf('=');
            stats.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        }
        return stats;
    }

    private static void signal(long pid, String signal) throws Exception {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status);
    }

    @Test
    @Spec("server 130, 131")
    void statisticsAreTheWholeServersInEachProcess() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=3")) {
            awaitWorkers(server, 3);
            List<RawClient> clients = new ArrayList<>();
            for (int n = 0; n < 3; n++) clients.add(server.connect());
            TreeSet<String> pids = new TreeSet<>();
            for (RawClient client : clients) pids.add(ask(client, "who"));
            assertEquals(3, pids.size(), "connections in a row have workers in a row");

            long sent = 3;
            for (RawClient client : clients) {
                Map<String, Long> stats = stats(client);
                assertEquals(sent, stats.get("response_count"));
                assertEquals(1, stats.get("worker_response_count"));
                assertEquals(3, stats.get("worker_dispatch_count")); // connect and two lines
                assertTrue(stats.get("dispatch_count") >= 3 + sent + 1, stats::toString);
                assertTrue(stats.get("request_count") >= stats.get("worker_request_count"));
                assertTrue(stats.get("idle_worker_num") < 3, "who answers is not idle");
                assertEquals(3, stats.get("worker_num"));
                sent++;
            }
            long started = stats(clients.getFirst()).get("start_time");
            signal(server.pid(), "USR1");
            server.awaitLine(line -> line.equals("after reload"));
            Map<String, Long> later = stats(clients.getLast());
            assertEquals(started, later.get("start_time"));
            assertEquals(7, later.get("response_count"), "what processes did that are gone");
            for (RawClient client : clients) client.close();
        }
    }

    @Test
    void everyProcessKnowsWhoTheOtherWorkersAreAndHowTheyStand() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=2");
                RawClient first = connect(server);
                RawClient second = server.connect()) {
            Map<String, String> pids = new TreeMap<>();
            for (RawClient client : List.of(first, second)) {
                String[] facts = ask(client, "facts").split(" ", -1);
                pids.put(facts[4], ask(client, "who").substring(4));
            }
            assertEquals(2, pids.size());
            for (RawClient client : List.of(first, second)) {
                assertEquals(pids.get("0"), ask(client, "worker 0").split(" ", -1)[0]);
                assertEquals(pids.get("1"), ask(client, "worker 1").split(" ", -1)[0]);
                assertEquals("-1 -1", ask(client, "worker 2"));
            }
            String idOfSecond = ask(second, "facts").split(" ", -1)[4];
            while (!ask(first, "worker " + idOfSecond).endsWith(" 2")) Thread.onSpinWait();
            second.sendText("spin\r\n");
            server.awaitLine(line -> line.equals("spins " + pids.get(idOfSecond)));
            assertEquals(pids.get(idOfSecond) + " 1", ask(first, "worker " + idOfSecond));
            assertEquals(0, stats(first).get("idle_worker_num"));

            signal(Long.parseLong(pids.get(idOfSecond)), "KILL");
            ask(second, "who");
            String next = ask(first, "worker " + idOfSecond).split(" ", -1)[0];
            assertNotEquals(pids.get(idOfSecond), next);
            assertEquals("who " + next, ask(second, "who"));
        }
    }

    private static RawClient connect(ChildServer server) throws Exception {
        awaitWorkers(server, 2);
        return server.connect();
    }

    @Test
    @Spec("http 74")
    void requestsThatDiedWithTheirWorkerAreNotInWork() throws Exception {
        try (ChildServer server = ChildServer.start(HttpWorkers.class, "max_concurrency=1");
                RawClient first = connect(server);
                RawClient second = server.connect()) {
            first.sendText("GET /spin HTTP/1.1\r\nHost: x\r\n\r\n");
            server.awaitLine(line -> line.startsWith("spins "));
            String spins = server.printed().stream()
                    .filter(line -> line.startsWith("spins "))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    503,
                    second.sendText("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readHead()
                            .status(),
                    "of all workers");
            signal(Long.parseLong(spins.substring(6)), "KILL");
            assertEquals(500, first.readHead().status());
            server.awaitLine(line -> line.startsWith("error "));
            try (RawClient third = server.connect();
                    RawClient fourth = server.connect()) {
                for (RawClient client : List.of(third, fourth)) {
                    client.sendText("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertEquals(200, client.readHead().status());
                    assertEquals("concurrency=1", new String(client.readBytes(13), StandardCharsets.US_ASCII));
                }
            }
        }
    }

    @Test
    void theSocketsAreTheMastersAndItSendsNoFiles() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "backlog=77")) {
            awaitWorkers(server, 1);
            try (RawClient client = server.connect()) {
                String sockets = ask(client, "sockets");
                assertTrue(sockets.contains("SO_BACKLOG=77"), sockets);
                assertEquals(1, server.count("sockets " + sockets));
                assertEquals(1, server.count("sendfile false 9009"));
            }
        }
    }

    @Test
    void aProcessThatStandsStillIsReported() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "slow_callback_ms=400")) {
            awaitWorkers(server, 1);
            try (RawClient client = server.connect()) {
                long worker = Long.parseLong(ask(client, "who").substring(4));
                String who = "worker 0 (pid " + worker + ")";
                signal(worker, "STOP");
                client.sendText("who\r\n");
                server.awaitLine(line -> line.contains(who + " has not run for "));
                signal(worker, "CONT");
                assertEquals("who " + worker, client.readLine());
                server.awaitLine(line -> line.contains(who + " runs again, after "));
            }
        }
    }

    @Test
    @Spec("server 202")
    void exitInACoroutineIsLikeAnExceptionThatNobodyCatches() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1")) {
            awaitWorkers(server, 1);
            try (RawClient client = server.connect()) {
                String first = ask(client, "who").substring(4);
                client.sendText("exit 0\r\n");
                server.awaitLine(line -> line.equals("error 0 " + first + " 255 0"));
                assertNotEquals("who " + first, ask(client, "who"));
            }
        }
    }

    @Test
    void withoutCoroutinesTheStatusIsTheScripts() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "enable_coroutine=0")) {
            awaitWorkers(server, 1);
            try (RawClient client = server.connect()) {
                String first = ask(client, "who").substring(4);
                client.sendText("exit 3\r\n");
                server.awaitLine(line -> line.equals("error 0 " + first + " 3 0"));
            }
        }
    }

    @Test
    @Spec("server 246, 247")
    void aSenderWaitsForRoomInTheConnectionsWorkerAlsoWhenThatIsReplaced() throws Exception {
        try (ChildServer server = ChildServer.start(
                        Workers.class, "worker_num=2", "socket_buffer_size=200000", "max_wait_time=30");
                RawClient slow = connect(server);
                RawClient other = server.connect()) {
            String id = ask(slow, "facts").split(" ", -1)[4];
            String first = ask(slow, "worker " + id).split(" ", -1)[0];
            slow.sendText("flood\r\n");
            server.awaitLine(line -> line.equals("floods " + first));
            String refused = ask(other, "flood 1");
            assertTrue(refused.startsWith("false 1009 "), refused);

            signal(server.pid(), "USR1");
            server.awaitLine(line -> line.startsWith("begins " + id + " ") && !line.endsWith(" " + first));
            while (ask(other, "worker " + id).startsWith(first + " ")) Thread.onSpinWait();
            String answer = slow.readLine();
            assertTrue(answer.length() > Workers.FLOOD * Workers.PIECE, answer.length() + " bytes");
            assertTrue(answer.endsWith("xtrue 0 " + first), answer.substring(answer.length() - 30));
        }
    }
}
