package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import swoole4j.testing.RawClient;
import swoole4j.testing.WireFrame;

/** A client that has agreed on permessage-deflate with an echo server. */
final class DeflatePair implements AutoCloseable {
    private final RawClient client;
    private final Agreement agreed;
    private final DeflateWriter writer;
    private final DeflateReader reader;

    /** Takes the connection over. */
    DeflatePair(RawClient client, String offer) throws IOException {
        try {
            this.client = client;
            this.agreed = Agreement.of(offer, client.head());
            this.writer = agreed.writer();
            this.reader = agreed.reader();
        } catch (RuntimeException | Error e) {
            client.abort();
            throw e;
        }
    }

    static DeflatePair connect(EchoServers servers, java.util.Map<String, ?> options, String offer) throws IOException {
        return new DeflatePair(servers.with(options).websocket("Sec-WebSocket-Extensions: " + offer), offer);
    }

    RawClient client() {
        return client;
    }

    Agreement agreed() {
        return agreed;
    }

    DeflateWriter writer() {
        return writer;
    }

    /** Sends a message, compressed already, in fragments of that size and awaits its echo; returns its compressed size. */
    int echo(int opcode, byte[] message, byte[] compressed, int fragment) throws IOException {
        client.send(Fragments.masked(0xc0 | opcode, compressed, fragment));
        return receive(opcode, message);
    }

    /** Sends a message and awaits its echo; returns its compressed size. */
    int echo(int opcode, byte[] message) throws IOException {
        return echo(opcode, message, writer.write(message), Integer.MAX_VALUE);
    }

    /** The next message is this one, compressed in one frame as agreed. */
    int receive(int opcode, byte[] message) throws IOException {
        WireFrame frame = client.read();
        assertEquals(0xc0 | opcode, frame.first(), frame::toString);
        assertArrayEquals(message, reader.read(frame.payload()));
        return frame.payload().length;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
