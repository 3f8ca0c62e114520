package swoole4j.conformance;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 4: an opcode without a meaning fails the connection (RFC 6455 5.2). */
@DisplayName("4 opcodes")
class Case4OpcodesTest {
    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static final byte[] TEXT = Payloads.ascii(7);

    private static RawClient connect() throws IOException {
        return servers.with(Map.of()).websocket();
    }

    @Spec("websocket 68")
    @ParameterizedTest(quoteTextArguments = false, name = "4.1.{0} opcode {1} with {2} bytes")
    @CsvSource({"1, 3, 0", "2, 4, 12"})
    void reservedDataOpcode(int number, int opcode, int length) throws IOException {
        failsAtOnce(opcode, length);
    }

    @Spec("websocket 69")
    @ParameterizedTest(quoteTextArguments = false, name = "4.2.{0} opcode {1} with {2} bytes")
    @CsvSource({"1, 11, 0", "2, 12, 12"})
    void reservedControlOpcode(int number, int opcode, int length) throws IOException {
        failsAtOnce(opcode, length);
    }

    private static void failsAtOnce(int opcode, int length) throws IOException {
        try (RawClient client = connect()) {
            client.frame(0x80 | opcode, Payloads.ascii(length)).mustFailWith(1002);
        }
    }

    @Spec("websocket 68")
    @ParameterizedTest(
            quoteTextArguments = false,
            name = "4.1.{0} text, then opcode {1} with {2} bytes, then ping, sent by {3}")
    @CsvSource({"3, 5, 0, WHOLE", "4, 6, 12, FRAMES", "5, 7, 12, OCTETS"})
    void reservedDataOpcodeAfterAMessage(int number, int opcode, int length, Chop chop) throws IOException {
        failsAfterAMessage(opcode, length, chop);
    }

    @Spec("websocket 69")
    @ParameterizedTest(
            quoteTextArguments = false,
            name = "4.2.{0} text, then opcode {1} with {2} bytes, then ping, sent by {3}")
    @CsvSource({"3, 13, 0, WHOLE", "4, 14, 12, FRAMES", "5, 15, 12, OCTETS"})
    void reservedControlOpcodeAfterAMessage(int number, int opcode, int length, Chop chop) throws IOException {
        failsAfterAMessage(opcode, length, chop);
    }

    private static void failsAfterAMessage(int opcode, int length, Chop chop) throws IOException {
        try (RawClient client = connect()) {
            byte[] bad = Frames.masked(0x80 | opcode, Payloads.ascii(length));
            chop.send(client, Frames.masked(0x81, TEXT), bad, Frames.masked(0x89, new byte[0]));
            client.mustReceive(0x81, TEXT).mustFailWith(1002);
        }
    }

    @ParameterizedTest(quoteTextArguments = false, name = "the first octet is enough: opcode {0}")
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void failsBeforeTheHeaderIsComplete(int opcode) throws IOException {
        for (int fin : new int[] {0, 0x80}) {
            try (RawClient client = connect()) {
                client.send(new byte[] {(byte) (fin | opcode), (byte) 0x80}).mustFailWith(1002);
            }
        }
    }
}
