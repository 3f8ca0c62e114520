package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Workers that are processes: they come and go, and connections stay. */
class ProcessModeTest {
    /** Connects when the first process of worker 0 is there. */
    private static RawClient connect(ChildServer server) throws Exception {
        server.awaitLine(line -> line.startsWith("begins 0 "));
        return server.connect();
    }

    private static String ask(RawClient client, String line) throws Exception {
        return client.sendText(line + "\r\n").readLine();
    }

    /** Returns the process that answers. */
    private static long pid(RawClient client) throws Exception {
        String answer = ask(client, "who");
        assertTrue(answer.startsWith("who "), answer);
        return Long.parseLong(answer.substring(4));
    }

    /** Waits until the first process of worker 0 is not the only one: that takes as long as the machine needs to start a JVM. */
    private static void awaitNext(ChildServer server, long first) {
        server.awaitLine(line -> line.startsWith("begins 0 ") && !line.endsWith(" " + first));
    }

    /** Keeps the worker's thread busy: from here on nothing begins in that process. */
    private static void spin(ChildServer server, RawClient client, long worker) throws Exception {
        client.sendText("spin\r\n");
        server.awaitLine(line -> line.equals("spins " + worker));
    }

    private static void signal(long pid, String signal) throws Exception {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status);
    }

    private static void mustEnd(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    @Spec("server 2, 29, 45, 101")
    void theMasterHasTheSocketsAndWorkersTheCallbacks() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "reactor_num=2");
                RawClient client = connect(server);
                RawClient another = connect(server)) {
            long worker = pid(client);
            assertNotEquals(server.pid(), worker);
            assertEquals(1, server.count("started " + server.pid() + " " + server.pid()));
            for (RawClient each : List.of(client, another)) {
                String[] facts = ask(each, "facts").split(" ", -1);
                int reactors = Math.min(2, Runtime.getRuntime().availableProcessors());
                assertEquals(Integer.parseInt(facts[2]) % reactors, Integer.parseInt(facts[0]));
                assertEquals(facts[0], facts[1]);
                assertEquals(Runtime.getRuntime().availableProcessors(), Integer.parseInt(facts[3]));
            }
            assertEquals("false 507", ask(client, "sendwait"));
        }
    }

    @Test
    @Spec("server 200")
    void aWorkerThatIsKilledCostsNoConnectionAndNoMessageItHadNotBegun() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1");
                RawClient client = connect(server);
                RawClient another = connect(server)) {
            long first = pid(client);
            spin(server, another, first);
            for (int n = 0; n < 50; n++) client.sendText("m" + n + "\r\n");
            signal(first, "KILL");
            awaitNext(server, first);
            long second = 0;
            for (int n = 0; n < 50; n++) {
                String[] answer = client.readLine().split(" ", -1);
                assertEquals("m" + n, answer[0]);
                second = Long.parseLong(answer[1]);
            }
            assertNotEquals(first, second);
            assertEquals(second, pid(another)); // whose message was being handled
            server.awaitLine(line -> line.equals("error 0 " + first + " 0 9"));
            assertEquals(0, server.count("close "));
        }
    }

    @Test
    @Spec("server 199")
    void anExceptionEndsTheWorkerWhereThatIsWanted() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "exit_on_uncaught=1");
                RawClient client = connect(server)) {
            long first = pid(client);
            client.sendText("throw\r\n");
            server.awaitLine(line -> line.equals("error 0 " + first + " 255 0"));
            awaitNext(server, first);
            assertNotEquals(first, pid(client));
            assertEquals(0, server.count("close "));
        }
    }

    @Test
    @Spec("server 206, 207")
    void aReloadMovesConnectionsToNewProcesses() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "max_wait_time=20");
                RawClient client = connect(server);
                RawClient another = connect(server)) {
            long first = pid(client);
            assertEquals("asleep " + first, ask(another, "later 2.5"));
            assertEquals("true", ask(client, "reload"));
            awaitNext(server, first);
            while (pid(client) == first) Thread.onSpinWait(); // the next process takes over when it is ready
            assertEquals("awake " + first, another.readLine());
            assertNotEquals(first, pid(another));
            server.awaitLine(line -> line.equals("ends 0 " + first));
            server.awaitLine(line -> line.equals("after reload"));
            assertEquals(1, server.count("before reload"));
            assertEquals(0, server.count("close "));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    void aProcessThatIsStartingIsTooOldForAReload() throws Exception {
        try (ChildServer server = ChildServer.start(Sharing.class, "1")) {
            String own = "starts " + server.pid();
            server.awaitLine(line -> line.startsWith("starts ") && !line.equals(own));
            signal(server.pid(), "USR1");
            server.awaitLine(line -> line.equals("after reload"));
            assertEquals(2, server.count("begins 0 "));
        }
    }

    @Test
    @Spec("server 212")
    void aWorkerThatDoesNotEndIsKilled() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "max_wait_time=1");
                RawClient client = connect(server);
                RawClient another = connect(server)) {
            long first = pid(client);
            spin(server, another, first);
            client.sendText("who\r\n"); // waits behind
            signal(server.pid(), "USR1");
            awaitNext(server, first);
            String answer = client.readLine();
            assertNotEquals("who " + first, answer);
            mustEnd(first);
            server.awaitLine(line -> line.equals("after reload"));
        }
    }

    @Test
    void whatAReplacedWorkerHadInWorkIsReportedWhenItIsKilled() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "max_wait_time=1");
                RawClient client = connect(server)) {
            long first = pid(client);
            assertEquals("asleep " + first, ask(client, "later 60"));
            signal(server.pid(), "USR1");
            mustEnd(first);
            server.awaitLine(line -> line.endsWith("(pid " + first + ") ended; 1 events were being handled"));
            assertNotEquals(first, pid(client));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    @Spec("server 217")
    void aWorkerEndsBehindAsManyRequestsAsItMayServe() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1", "max_request=3");
                RawClient client = connect(server)) {
            client.sendText("a\r\nb\r\nc\r\nd\r\n");
            long[] pids = new long[4];
            for (int n = 0; n < 4; n++) {
                if (n == 3) awaitNext(server, pids[0]);
                pids[n] = Long.parseLong(client.readLine().substring(2));
            }
            assertEquals(pids[0], pids[1]);
            assertEquals(pids[0], pids[2]);
            assertNotEquals(pids[0], pids[3]);
            server.awaitLine(line -> line.equals("ends 0 " + pids[0]));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    @Spec("server 227")
    void theEndClosesConnectionsAtOnceAndTellsNobody() throws Exception {
        ChildServer server = ChildServer.start(Workers.class, "worker_num=2");
        try (server;
                RawClient client = connect(server)) {
            long worker = pid(client);
            signal(server.pid(), "TERM");
            client.mustBeClosed();
            mustEnd(worker);
            server.awaitLine(line -> line.equals("returns true"));
            assertEquals(1, server.count("ends 0"));
            assertEquals(1, server.count("ends 1"));
            assertEquals(1, server.count("shutdown " + server.pid()));
            assertEquals(0, server.count("close "));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    void aMasterThatDiesTakesItsWorkersWithIt() throws Exception {
        ChildServer server = ChildServer.start(Workers.class, "worker_num=2");
        try (server;
                RawClient client = connect(server)) {
            long worker = pid(client);
            spin(server, client, worker);
            signal(server.pid(), "KILL");
            mustEnd(worker);
            assertFalse(ProcessHandle.of(worker).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void aCloseThatNoWorkerHadBegunWithIsTheNextOnes() throws Exception {
        try (ChildServer server = ChildServer.start(Workers.class, "worker_num=1");
                RawClient client = connect(server);
                RawClient another = connect(server)) {
            long first = pid(client);
            try (RawClient gone = connect(server)) {
                assertEquals(first, pid(gone));
                spin(server, another, first);
            }
            signal(first, "KILL");
            awaitNext(server, first);
            assertNotEquals(first, pid(client));
            server.awaitLine(line -> line.startsWith("close 3 "));
            assertEquals(1, server.count("close "));
            server.awaitLine(line -> line.contains("1 events were being handled"));
        }
    }
}
