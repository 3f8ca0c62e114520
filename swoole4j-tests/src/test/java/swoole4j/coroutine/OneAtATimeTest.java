package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Coroutine;
import swoole4j.Timer;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Server;

/** The coroutines of a worker never run at the same time, so that plain fields need no lock. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class OneAtATimeTest {
    private static final int CONNECTIONS = 50;
    private static final int MESSAGES = 40;
    private static final int ROUNDS = 50;

    @Parameter
    String transport;

    /** Plain, on purpose. */
    private int counter;

    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger twoAtOnce = new AtomicInteger();

    @Test
    void aHundredThousandIncrementsOfAPlainCounterComeOutExact() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (TestServer server = Servers.start(transport, Map.of(), (it, frame) -> {
            for (int round = 0; round < ROUNDS; round++) {
                increment();
                giveWay(round);
            }
            it.push(frame.fd(), "done");
        })) {
            for (int n = 0; n < CONNECTIONS; n++) clients.add(server.websocket());
            for (int message = 0; message < MESSAGES; message++) {
                for (RawClient client : clients) client.text("go");
            }
            for (RawClient client : clients) {
                for (int message = 0; message < MESSAGES; message++) client.mustReceive(0x81, "done");
                client.close();
            }
        }
        assertEquals(CONNECTIONS * MESSAGES * ROUNDS, counter);
        assertEquals(0, twoAtOnce.get());
    }

    @Test
    void callbacksTimersAndTheirChildrenTakeTurns() throws Exception {
        Server server = Servers.server(transport, Map.of(), (it, frame) -> {
            List<Thread> children = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                Coroutine.go(this::increment);
                children.add(Thread.startVirtualThread(this::increment));
                increment();
                giveWay(n);
            }
            for (Thread child : children) child.join();
            it.push(frame.fd(), "done");
        });
        AtomicInteger ticks = new AtomicInteger();
        server.on(
                "workerStart",
                (Server _, int _) -> Timer.tick(1, id -> {
                    increment();
                    if (ticks.incrementAndGet() == 20) Timer.clear(id);
                }));
        try (TestServer running = TestServer.start(server);
                RawClient client = running.websocket()) {
            for (int n = 0; n < 30; n++) client.text("go");
            for (int n = 0; n < 30; n++) client.mustReceive(0x81, "done");
            Servers.until(() -> ticks.get() == 20, "twenty ticks");
        }
        assertEquals(30 * 30 + 20, counter);
        assertEquals(0, twoAtOnce.get());
    }

    private void increment() {
        if (running.getAndSet(true)) twoAtOnce.incrementAndGet();
        int read = counter;
        for (int spin = 0; spin < 20; spin++) Thread.onSpinWait();
        counter = read + 1;
        running.set(false);
    }

    @SuppressWarnings("ThreadPriorityCheck") // one of the ways to give way
    private static void giveWay(int round) {
        switch (round % 10) {
            case 0 -> LockSupport.parkNanos(1000);
            case 3 -> Coroutine.sleep(.001);
            case 6 -> Thread.yield();
            default -> {}
        }
    }
}
