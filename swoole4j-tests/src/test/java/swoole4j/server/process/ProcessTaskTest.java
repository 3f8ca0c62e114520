package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Task workers and user processes that are processes; tasks, results and messages between all of them. */
class ProcessTaskTest {
    private static RawClient connect(ChildServer server) throws Exception {
        server.awaitLine(line -> line.startsWith("begins 0 "));
        return server.connect();
    }

    private static String ask(RawClient client, String line) throws Exception {
        return client.sendText(line + "\r\n").readLine();
    }

    /** Returns the process behind the last word of what starts that way. */
    private static long last(ChildServer server, String start) {
        server.awaitLine(line -> line.startsWith(start));
        String found = server.printed().stream()
                .filter(line -> line.startsWith(start))
                .reduce((_, later) -> later)
                .orElseThrow();
        return Long.parseLong(found.substring(found.lastIndexOf(' ') + 1));
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
    @Spec("server 165, 172, 174, 179, 185")
    void tasksRunInAProcessOfTheirOwn() throws Exception {
        try (ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1");
                RawClient client = connect(server)) {
            long event = last(server, "begins 0 false ");
            long task = last(server, "begins 1 true ");
            assertNotEquals(event, task);
            assertEquals("finish 0 hi of 0 from 0 by " + task + " in " + event, ask(client, "task plain hi"));
            assertEquals("called one of 1 from 0 by " + task, ask(client, "call one"));
            assertEquals("result two of 2 from 0 by " + task, ask(client, "wait plain two"));
            assertEquals("all a of 3 from 0 by " + task + ", false, c of 5 from 0 by " + task, ask(client, "all"));
            assertEquals("large 200000 200000", ask(client, "large"));
            assertEquals("finish 7 first in " + event, ask(client, "task twice x"));
            assertEquals("finish 7 x of 7 from 0 by " + task + " in " + event, client.readLine());
            assertEquals("sent by a task 1", ask(client, "task push y"));
            assertEquals("finish 8 y of 8 from 0 by " + task + " in " + event, client.readLine());
            assertEquals("refused 503", ask(client, "to 1 nobody"));
            assertEquals("stats 1 1 0 9 0", ask(client, "stats"));
            assertEquals("sum Sum[numbers=[1, 2, 39], total=42]", ask(client, "sum 1,2,39"));
        }
    }

    @Test
    @Spec("server 166")
    void aTaskWorkerThatDiesLosesNothingButWhatItHadBegun() throws Exception {
        try (ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1");
                RawClient client = connect(server)) {
            long first = last(server, "begins 1 true ");
            client.sendText("task die x\r\n");
            for (int n = 0; n < 20; n++) client.sendText("task plain " + n + "\r\n");
            for (int n = 0; n < 20; n++) {
                String[] words = client.readLine().split(" ", -1);
                assertEquals(
                        List.of("finish", "" + (n + 1), "" + n), List.of(words).subList(0, 3));
                assertNotEquals(first, Long.parseLong(words[8]));
            }
            server.awaitLine(line -> line.equals("error 1 " + first + " 7 0"));
            assertEquals("stats 1 1 0 21 0", ask(client, "stats"));
        }
    }

    @Test
    void aResultFindsTheNextProcessOfTheWorkerThatGaveTheTask() throws Exception {
        try (ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1");
                RawClient client = connect(server)) {
            long giver = last(server, "begins 0 false ");
            long task = last(server, "begins 1 true ");
            client.sendText("task sleep 0.5\r\n");
            server.awaitLine(line -> line.equals("sleeps " + task));
            signal(giver, "KILL");
            String[] words = client.readLine().split(" ", -1);
            assertEquals("finish", words[0]);
            assertNotEquals(giver, Long.parseLong(words[10]));
        }
    }

    @Test
    @Spec("server 211")
    void taskWorkersAreReplacedAlone() throws Exception {
        try (ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1");
                RawClient client = connect(server)) {
            long event = last(server, "begins 0 false ");
            long first = last(server, "begins 1 true ");
            client.sendText("task sleep 0.2\r\n");
            server.awaitLine(line -> line.equals("sleeps " + first));
            signal(server.pid(), "USR2");
            assertEquals("finish 0 0.2 of 0 from 0 by " + first + " in " + event, client.readLine());
            server.awaitLine(line -> line.equals("after reload"));
            long second = last(server, "begins 1 true ");
            assertNotEquals(first, second);
            assertEquals("finish 1 next of 1 from 0 by " + second + " in " + event, ask(client, "task plain next"));
            assertEquals("who " + event, ask(client, "who"));
            assertEquals(1, server.count("ends 1 " + first));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    void aTaskWorkerEndsBehindAsManyTasksAsItMayServe() throws Exception {
        try (ChildServer server =
                        ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1", "task_max_request=2");
                RawClient client = connect(server)) {
            long[] by = new long[3];
            for (int n = 0; n < 3; n++) client.sendText("task plain x\r\n");
            for (int n = 0; n < 3; n++) by[n] = Long.parseLong(client.readLine().split(" ", -1)[8]);
            assertEquals(by[0], by[1]);
            assertNotEquals(by[0], by[2]);
            server.awaitLine(line -> line.equals("ends 1 " + by[0]));
            assertEquals(0, server.count("error "));
        }
    }

    @Test
    @Spec("server 192, 193, 195")
    void messagesGoFromProcessToProcess() throws Exception {
        try (ChildServer server = ChildServer.start(
                        Crew.class, "worker_num=2", "task_worker_num=1", "dispatch_mode=2", "greets=1");
                RawClient client = connect(server)) {
            server.awaitLine(line -> line.equals("message from 0 to 0 from the master"));
            server.awaitLine(line -> line.equals("message from 0 to 0 from the manager"));
            int own = Integer.parseInt(ask(client, "id"));
            int other = 1 - own;
            assertEquals("message from " + own + " to " + other + " hello", ask(client, "message other hello"));
            // two processes send these, neither of which waits for the other
            Set<String> both = Set.of(ask(client, "message 2 task"), client.readLine());
            assertEquals(Set.of("message from " + own + " to 2 task", "message from 2 to " + own + " back"), both);
            assertTrue(ask(client, "message " + own + " self").startsWith("not sent"));
            assertTrue(ask(client, "message 3 nobody").startsWith("not sent"));
        }
    }

    @Test
    @Spec("server 35, 37-40, 184, 215")
    void aUserProcessIsAProcessBesideTheWorkers() throws Exception {
        ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1", "users=1");
        try (server;
                RawClient client = connect(server)) {
            long first = last(server, "user 2 -1 ");
            assertEquals("hello 127.0.0.1", client.readLine());
            server.awaitLine(line -> line.equals("message from 2 to 0 from a process"));
            server.awaitLine(line -> line.equals("waits null"));
            assertEquals("stats 1 1 0 0 1", ask(client, "stats"));
            assertEquals("read ping by 2", ask(client, "pipe ping"));
            signal(first, "KILL");
            server.awaitLine(line -> line.equals("error 2 " + first + " 0 9"));
            server.awaitLine(line -> line.startsWith("user 2 -1 ") && !line.endsWith(" " + first));
            long second = last(server, "user 2 -1 ");
            assertEquals("hello 127.0.0.1", client.readLine()); // it does not know that the one before has done so
            signal(server.pid(), "USR1");
            server.awaitLine(line -> line.equals("after reload"));
            signal(server.pid(), "TERM");
            server.awaitLine(line -> line.equals("terminated " + second));
            server.awaitLine(line -> line.equals("returns true"));
            mustEnd(second);
            assertEquals(1, server.count("error "));
        }
    }

    @Test
    void commandsAreCarriedOutWhereTheyAreMeantToBe() throws Exception {
        try (ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1", "commands=1");
                RawClient _ = connect(server)) {
            long event = last(server, "begins 0 false ");
            long task = last(server, "begins 1 true ");
            server.awaitLine(line -> line.equals("command 2 [-1, " + server.pid() + ", [2]]"));
            server.awaitLine(line -> line.equals("command 32 [-1, " + server.pid() + ", [32]]"));
            server.awaitLine(line -> line.equals("command 8 [0, " + event + ", [8]]"));
            server.awaitLine(line -> line.equals("command 16 [1, " + task + ", [16]]"));
            server.awaitLine(line -> line.equals("command to nobody null 505"));
        }
    }

    @Test
    void theEndWaitsForTheTaskThatRuns() throws Exception {
        ChildServer server = ChildServer.start(Crew.class, "worker_num=1", "task_worker_num=1", "max_wait_time=20");
        try (server;
                RawClient client = connect(server)) {
            long task = last(server, "begins 1 true ");
            client.sendText("task sleep 1\r\n");
            server.awaitLine(line -> line.equals("sleeps " + task));
            signal(server.pid(), "TERM");
            server.awaitLine(line -> line.equals("ends 1 " + task));
            server.awaitLine(line -> line.equals("returns true"));
            assertEquals(0, server.count("error "));
        }
    }
}
