package swoole4j.coroutine.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.coroutine.Socket;

/**
 * A connection of a {@link swoole4j.coroutine.Server}, counterpart of {@code Swoole\Coroutine\Server\Connection}. It belongs
 * to the coroutine that handles it; others may use it, one at a time for each direction.
 */
public final class Connection {
    private final Socket socket;

    /** Makes one of a socket that was accepted. */
    public Connection(Socket socket) {
        this.socket = socket;
    }

    /** Receives the next message; see {@link #recv(double)}. */
    public @Nullable String recv() {
        return recv(0);
    }

    /**
     * Receives the next message as the server's options cut them, read as UTF-8; without such options what is there, up to
     * 64 KiB.
     *
     * @param timeout seconds; 0 for the usual time (60 s), a negative number for no limit
     * @return an empty string when the peer has ended the connection; null after the timeout and other failures, see
     *     {@link Socket#recvPacket(double)}
     */
    public @Nullable String recv(double timeout) {
        return socket.recvPacket(timeout);
    }

    /** Receives as bytes; see {@link #recv(double)}. */
    public byte @Nullable [] recvBytes(double timeout) {
        return socket.recvPacketBytes(timeout);
    }

    /** Sends a string as UTF-8; see {@link #send(byte[])}. */
    public int send(String data) {
        return send(data.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes, and waits until the system has all of them; returns how many, or -1 as {@link Socket#send(byte[], double)}. */
    public int send(byte[] data) {
        return socket.sendAll(data, 0);
    }

    /** Closes it; false when it is closed. One that nobody closes and nobody knows any more is closed some time. */
    public boolean close() {
        return socket.close();
    }

    /** Returns its socket, which tells failures and addresses. */
    public Socket exportSocket() {
        return socket;
    }
}
