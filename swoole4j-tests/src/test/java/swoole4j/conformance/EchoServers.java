package swoole4j.conformance;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/**
 * The echo servers of a test class: one for each set of options, from its first use to the end of the class. With
 * {@code -Dswoole4j.tests.mode=process} each is a program of its own, whose worker is a process.
 */
final class EchoServers implements AfterAllCallback {
    /** Much longer than a test waits for the end, which must come by itself. */
    private static final int CLOSE_TIMEOUT = 60;

    private static final boolean PROCESS = "process".equals(System.getProperty("swoole4j.tests.mode"));

    private final Map<Map<String, ?>, Echo> running = new HashMap<>();

    /** A server that sends every message back with its opcode. */
    interface Echo {
        /** Connects and upgrades; see {@link RawClient#upgrade}. */
        RawClient websocket(String... headerLines) throws IOException;

        void close();
    }

    /** Returns the server with these options. */
    Echo with(Map<String, ?> options) {
        return running.computeIfAbsent(options, EchoServers::start);
    }

    private static Echo start(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("websocket_close_timeout", CLOSE_TIMEOUT);
        try {
            return PROCESS ? new OfProcesses(all) : new OfThisJvm(TestServer.echo(all));
        } catch (Exception e) {
            throw new AssertionError("the server does not start", e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.values().forEach(Echo::close);
        running.clear();
    }

    private record OfThisJvm(TestServer server) implements Echo {
        @Override
        public RawClient websocket(String... headerLines) throws IOException {
            return server.websocket(headerLines);
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static final class OfProcesses implements Echo {
        private final ChildServer server;
        private final int port;

        OfProcesses(Map<String, Object> options) throws Exception {
            server = ChildServer.startQuickly(EchoProgram.class, options);
            server.awaitLine(line -> line.equals(EchoProgram.SERVES));
            port = server.port();
        }

        @Override
        public RawClient websocket(String... headerLines) throws IOException {
            RawClient client = RawClient.connect(port);
            try {
                return client.upgrade(headerLines);
            } catch (IOException | RuntimeException | Error e) {
                client.abort();
                throw e;
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
