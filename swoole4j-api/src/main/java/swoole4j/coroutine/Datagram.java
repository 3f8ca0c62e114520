package swoole4j.coroutine;

import java.nio.charset.StandardCharsets;

/**
 * A datagram that was received, which Swoole returns in several variables.
 *
 * @param data its bytes
 * @param address of its sender; the path of a Unix socket, empty when it has none
 * @param port of its sender, 0 for a Unix socket
 */
@SuppressWarnings("ArrayRecordComponent") // the receiver's own
public record Datagram(byte[] data, String address, int port) {
    /** Returns the bytes as a string, read as UTF-8. */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }
}
