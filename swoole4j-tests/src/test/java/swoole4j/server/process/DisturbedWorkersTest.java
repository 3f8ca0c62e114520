package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.ChildServer;
import swoole4j.tests.Spec;

/**
 * Workers are killed, stopped and replaced under traffic. No connection ends. Every message is handled at most once, and in
 * order; all are answered but those which were being handled when their worker was killed, and these the master has reported.
 */
class DisturbedWorkersTest {
    private static final int CONNECTIONS = Integer.getInteger("torture.connections", 200);
    private static final int DISTURBANCES = Integer.getInteger("torture.disturbances", 12);
    private static final int WORKERS = Integer.getInteger("torture.workers", 2);
    private static final long SEED = Long.getLong("torture.seed", System.nanoTime());

    /** How many messages each connection sends before a disturbance. */
    private static final int BURST = 4;

    private static final int MESSAGES = DISTURBANCES * BURST + 10;
    private static final Pattern REPORT = Pattern.compile("; (\\d+) events were being handled");

    @TempDir
    private Path folder;

    @Test
    @Spec("server 200, 206")
    void noConnectionAndNoMessageIsLost() throws Exception {
        Path file = folder.resolve("beginnings");
        Beginnings beginnings = Beginnings.open(file, CONNECTIONS, MESSAGES);
        Random random = new Random(SEED);
        try (ChildServer server = ChildServer.start(
                        NumberedMessages.class, "" + file, "" + CONNECTIONS, "" + MESSAGES, "" + WORKERS);
                NumberedClients clients = new NumberedClients()) {
            for (int worker = 0; worker < WORKERS; worker++) {
                String begins = "begins " + worker + " ";
                server.awaitLine(line -> line.startsWith(begins));
            }
            clients.connect(server.port(), CONNECTIONS);
            clients.send();
            clients.awaitLast();
            Disturber disturber = new Disturber(server, WORKERS, clients, random);
            for (int n = 0; n < DISTURBANCES; n++) {
                for (int message = 0; message < BURST; message++) clients.send();
                clients.read(random.nextInt(BURST * CONNECTIONS / 2));
                disturber.disturb();
            }
            disturber.rest();
            clients.sendUntil(number -> !NumberedMessages.isSlow(number));
            clients.awaitLast();
            clients.sendUntil(NumberedMessages::isSlow); // whatever began before it has ended when it does
            clients.awaitLast();
            judge(server, clients, disturber, beginnings);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage(), e);
        }
    }

    private static void judge(ChildServer server, NumberedClients clients, Disturber disturber, Beginnings beginnings) {
        List<String> wrong = new ArrayList<>();
        int lost = 0;
        int lostBeforeTheFirstLine = 0;
        for (int connection = 0; connection < clients.count(); connection++) {
            for (int number = 1; number <= clients.sent(); number++) {
                String message = "message " + number + " of connection " + connection;
                int begun = beginnings.count(connection, number);
                if (begun > 1) wrong.add(message + " was handled " + begun + " times");
                if (beginnings.isLate(connection, number)) wrong.add(message + " was handled behind a later one");
                if (clients.isAnswered(connection, number)) continue;
                lost++;
                if (begun == 0) lostBeforeTheFirstLine++;
            }
        }
        assertEquals(List.of(), wrong);
        long reported = reported(server);
        System.out.printf(
                "%d connections, %d messages each, %d lost, %d reported, %d processes answered; %s%n",
                clients.count(), clients.sent(), lost, reported, clients.processes(), disturber);
        assertTrue(lost <= reported, lost + " messages were lost, " + reported + " reported");
        // What was begun with and had not come to the first line of its callback: a thread does one at a time.
        assertTrue(
                lostBeforeTheFirstLine <= disturber.killed() + server.count("is killed"),
                lostBeforeTheFirstLine + " messages were lost that no callback has seen");
        assertEquals(0, server.count("close "), "connections that ended");
        assertEquals(0, server.count(" ERROR "), () -> String.join("\n", server.printed()));
    }

    private static long reported(ChildServer server) {
        long sum = 0;
        for (String line : server.printed()) {
            Matcher report = REPORT.matcher(line);
            if (report.find()) sum += Long.parseLong(report.group(1));
        }
        return sum;
    }
}
