package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodingLinkTest {
    /** Else the tests that run with encoded messages would prove nothing. */
    @Test
    void messagesCrossAsBytesWhenTheTestsAskForThat() throws Exception {
        long toWorkers = EncodingLink.TO_WORKERS.sum();
        long toReactors = EncodingLink.TO_REACTORS.sum();
        try (var running = TestServer.echo(Map.of());
                var client = running.websocket()) {
            client.text("x").mustReceive(0x81, "x");
        }
        boolean encoded = "encoded".equals(System.getProperty("swoole4j.tests.mode"));
        assertEquals(encoded, EncodingLink.TO_WORKERS.sum() > toWorkers);
        assertEquals(encoded, EncodingLink.TO_REACTORS.sum() > toReactors);
    }
}
