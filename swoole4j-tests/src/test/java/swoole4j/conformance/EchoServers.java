package swoole4j.conformance;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import swoole4j.testing.TestServer;

/** The echo servers of a test class: one for each set of options, from its first use to the end of the class. */
final class EchoServers implements AfterAllCallback {
    private final Map<Map<String, ?>, TestServer> running = new HashMap<>();

    /** Returns the server with these options. */
    TestServer with(Map<String, ?> options) {
        return running.computeIfAbsent(options, TestServer::echo);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.values().forEach(TestServer::close);
        running.clear();
    }
}
