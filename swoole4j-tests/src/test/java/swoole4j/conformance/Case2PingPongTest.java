package swoole4j.conformance;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 2: pings are answered with what they carry, pongs are not (RFC 6455 5.5.2, 5.5.3). */
@DisplayName("2 pings and pongs")
class Case2PingPongTest {
    private static final int MANY = 10;

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static RawClient connect() throws IOException {
        return servers.with(Map.of()).websocket();
    }

    private static void answered(byte[] payload, int chop) throws IOException {
        try (RawClient client = connect()) {
            client.chop(chop).frame(0x89, payload).mustReceive(0x8a, payload);
            client.mustCloseCleanly();
        }
    }

    @Test
    @Spec("websocket 81, 82")
    @DisplayName("2.1 ping without payload")
    void empty() throws IOException {
        answered(new byte[0], 200);
    }

    @Test
    @Spec("websocket 81")
    @DisplayName("2.2 ping with text")
    void text() throws IOException {
        answered(Payloads.ascii(13), 200);
    }

    @Test
    @DisplayName("2.3 ping with bytes that are no text")
    void bytes() throws IOException {
        answered(Frames.hex("00 ff fe fd fc fb 00 ff"), 200);
    }

    @Test
    @Spec("websocket 82")
    @DisplayName("2.4 ping of 125 bytes")
    void longest() throws IOException {
        answered(Payloads.same(0xfe, 125), 200);
    }

    @Test
    @Spec("websocket 83")
    @DisplayName("2.5 ping of 126 bytes")
    void tooLong() throws IOException {
        try (RawClient client = connect()) {
            client.frame(0x89, Payloads.same(0xfe, 126)).mustFailWith(1002);
        }
    }

    @Test
    @DisplayName("2.6 ping of 125 bytes, octet by octet")
    void octetByOctet() throws IOException {
        answered(Payloads.same(0xfe, 125), 1);
    }

    @Test
    @Spec("websocket 84")
    @DisplayName("2.7 pong that nobody asked for")
    void unsolicitedPong() throws IOException {
        try (RawClient client = connect()) {
            client.frame(0x8a, "").mustCloseCleanly();
        }
    }

    @Test
    @Spec("websocket 84")
    @DisplayName("2.8 pong with payload that nobody asked for")
    void unsolicitedPongWithPayload() throws IOException {
        try (RawClient client = connect()) {
            client.frame(0x8a, "unsolicited").mustCloseCleanly();
        }
    }

    @Test
    @DisplayName("2.9 pong that nobody asked for, then a ping")
    void pongThenPing() throws IOException {
        try (RawClient client = connect()) {
            client.frame(0x8a, "unsolicited").frame(0x89, "ping").mustReceive(0x8a, "ping");
            client.mustCloseCleanly();
        }
    }

    @ParameterizedTest(quoteTextArguments = false, name = "2.10, 2.11 ten pings, sent by {0}")
    @EnumSource(Chop.class)
    void many(Chop chop) throws IOException {
        byte[][] pings = new byte[MANY][];
        for (int i = 0; i < MANY; i++) pings[i] = Frames.masked(0x89, payload(i));
        try (RawClient client = connect()) {
            chop.send(client, pings);
            for (int i = 0; i < MANY; i++) client.mustReceive(0x8a, payload(i));
            client.mustCloseCleanly();
        }
    }

    private static byte[] payload(int number) {
        return Payloads.ascii(number + 1);
    }
}
