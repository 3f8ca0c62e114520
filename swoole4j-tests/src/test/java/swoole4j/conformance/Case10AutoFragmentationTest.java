package swoole4j.conformance;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import swoole4j.testing.RawClient;

/** Group 10: a message that a sender's library cut into frames of one size. */
@DisplayName("10 auto-fragmentation")
class Case10AutoFragmentationTest {
    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    @Test
    @DisplayName("10.1.1 text of 65536 bytes in fragments of 1300")
    void text() throws IOException {
        byte[] message = Payloads.ascii(65536);
        try (RawClient client = servers.with(Map.of()).websocket()) {
            client.send(Fragments.masked(0x81, message, 1300)).mustReceive(0x81, message);
            client.mustCloseCleanly();
        }
    }

    @Test
    @DisplayName("10.1.1 each fragment in a piece of its own")
    void textInPieces() throws IOException {
        byte[] message = Payloads.prose(65536, 1);
        try (RawClient client = servers.with(Map.of()).websocket()) {
            client.chop(1300 + 8).send(Fragments.masked(0x81, message, 1300)).mustReceive(0x81, message);
            client.mustCloseCleanly();
        }
    }
}
