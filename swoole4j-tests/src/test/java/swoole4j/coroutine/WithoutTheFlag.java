package swoole4j.coroutine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import swoole4j.Coroutine;
import swoole4j.server.Callback;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** A program for a JVM without {@code --add-opens}: serves with as many workers as its argument says, and prints OK. */
final class WithoutTheFlag {
    private static final int CONNECTIONS = 20;
    private static final int MESSAGES = 20;

    /** Plain, one for each worker. */
    private static final int[] counters = new int[2];

    private static final AtomicInteger inSleep = new AtomicInteger();
    private static final AtomicInteger mostInSleep = new AtomicInteger();

    private WithoutTheFlag() {}

    public static void main(String[] args) throws Exception {
        Callback.OnMessage<Server> message = WithoutTheFlag::message;
        try (TestServer server = Servers.start("auto", Map.of("worker_num", Integer.parseInt(args[0])), message)) {
            List<RawClient> clients = new ArrayList<>();
            for (int n = 0; n < CONNECTIONS; n++) clients.add(server.websocket());
            for (RawClient client : clients) client.text("echo").mustReceive(0x81, "echo");
            for (int n = 0; n < MESSAGES; n++) {
                for (RawClient client : clients) client.text("count");
            }
            for (RawClient client : clients) {
                for (int n = 0; n < MESSAGES; n++) client.mustReceive(0x81, "counted");
                client.mustCloseCleanly();
                client.close();
            }
        }
        if (counters[0] + counters[1] != CONNECTIONS * MESSAGES * 10) {
            throw new AssertionError("updates were lost: " + counters[0] + " + " + counters[1]);
        }
        if (mostInSleep.get() < 2) throw new AssertionError("a sleep held all others up");
        java.lang.System.out.println("OK");
    }

    private static void message(Server server, Frame frame) {
        if (frame.data().equals("echo")) {
            server.push(frame.fd(), "echo");
            return;
        }
        int worker = server.workerId();
        for (int n = 0; n < 10; n++) {
            int read = counters[worker];
            for (int spin = 0; spin < 100; spin++) Thread.onSpinWait();
            counters[worker] = read + 1;
            if (n % 5 == 0) {
                mostInSleep.accumulateAndGet(inSleep.incrementAndGet(), Math::max);
                Coroutine.sleep(.001);
                inSleep.decrementAndGet();
            }
        }
        boolean[] ran = new boolean[1];
        Coroutine.go(() -> ran[0] = true);
        server.push(frame.fd(), ran[0] ? "counted" : "go did not run its coroutine at once");
    }
}
