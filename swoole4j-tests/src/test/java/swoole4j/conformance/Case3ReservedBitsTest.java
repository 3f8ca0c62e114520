package swoole4j.conformance;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 3: a reserved bit that no extension gave a meaning fails the connection (RFC 6455 5.2). */
@DisplayName("3 reserved bits")
class Case3ReservedBitsTest {
    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static final byte[] TEXT = Payloads.ascii(5);

    private static RawClient connect() throws IOException {
        return servers.with(Map.of()).websocket();
    }

    private static void failsAtOnce(int first, byte[] payload) throws IOException {
        try (RawClient client = connect()) {
            client.frame(first, payload).mustFailWith(1002);
        }
    }

    @Test
    @Spec("websocket 67")
    @DisplayName("3.1 text with RSV = 1")
    void text() throws IOException {
        failsAtOnce(0x91, TEXT);
    }

    @Spec("websocket 66, 67")
    @ParameterizedTest(
            quoteTextArguments = false,
            name = "3.2-3.4 text, then text with RSV = {0}, then ping, sent by {1}")
    @CsvSource({"2, WHOLE", "3, FRAMES", "4, OCTETS", "1, WHOLE", "4, WHOLE", "7, FRAMES"})
    void afterAMessage(int rsv, Chop chop) throws IOException {
        try (RawClient client = connect()) {
            byte[] bad = Frames.masked(0x81 | rsv << 4, TEXT);
            chop.send(client, Frames.masked(0x81, TEXT), bad, Frames.masked(0x89, new byte[0]));
            client.mustReceive(0x81, TEXT).mustFailWith(1002);
        }
    }

    @Test
    @Spec("websocket 67")
    @DisplayName("3.5 binary with RSV = 5")
    void binary() throws IOException {
        failsAtOnce(0xd2, Payloads.random(8));
    }

    @Test
    @Spec("websocket 67")
    @DisplayName("3.6 ping with RSV = 6")
    void ping() throws IOException {
        failsAtOnce(0xe9, TEXT);
    }

    @Test
    @Spec("websocket 67")
    @DisplayName("3.7 close with RSV = 7")
    void close() throws IOException {
        failsAtOnce(0xf8, Frames.hex("03e8"));
    }

    @ParameterizedTest(quoteTextArguments = false, name = "with permessage-deflate agreed: first byte {0}")
    @CsvSource({"91", "a1", "d1", "e1", "92", "a2", "c9", "ca", "c8", "99", "b8"})
    void onlyTheFirstFrameOfAMessageMayBeCompressed(String first) throws IOException {
        try (RawClient client = deflating()) {
            client.frame(Integer.parseInt(first, 16), Frames.hex("03e8")).mustFailWith(1002);
        }
    }

    @ParameterizedTest(
            quoteTextArguments = false,
            name = "with permessage-deflate agreed: continuation with RSV1, sent by {0}")
    @EnumSource(Chop.class)
    void noContinuationIsCompressed(Chop chop) throws IOException {
        try (RawClient client = deflating()) {
            chop.send(client, Frames.masked(0x41, Frames.hex("ca48cd")), Frames.masked(0xc0, Frames.hex("c9c90700")));
            client.mustFailWith(1002);
        }
    }

    private static RawClient deflating() throws IOException {
        return servers.with(Map.of("websocket_compression", true))
                .websocket("Sec-WebSocket-Extensions: permessage-deflate");
    }
}
