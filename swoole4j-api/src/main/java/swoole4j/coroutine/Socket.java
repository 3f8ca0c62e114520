package swoole4j.coroutine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.SocketHandle;

/**
 * One end of a connection, counterpart of {@code Swoole\Coroutine\Socket} as {@link swoole4j.Process#exportSocket}
 * returns it; connections to other programs are {@link Client}'s.
 *
 * <p>A call waits for its end; other coroutines run meanwhile. A method that did not work returns null, false or -1, and
 * {@link #errCode()} and {@link #errMsg()} tell why. Times are seconds, 0 stands for the server's options
 * {@code socket_read_timeout} and {@code socket_write_timeout} (60 s), a negative number for no limit.
 */
public final class Socket {
    private static final int USUAL_LENGTH = 65536;

    private final SocketHandle handle;

    /** Makes one; for engines. */
    public Socket(SocketHandle handle) {
        this.handle = handle;
    }

    /** Sends a string as UTF-8; see {@link #send(byte[], double)}. */
    public int send(String data) {
        return send(data, 0);
    }

    /** Sends a string as UTF-8; see {@link #send(byte[], double)}. */
    public int send(String data, double timeout) {
        return handle.send(data.getBytes(StandardCharsets.UTF_8), timeout);
    }

    /**
     * Sends bytes; waits for room.
     *
     * @return how many bytes, less than all of them when the time has passed meanwhile; -1 when it has passed before the first
     *     (110), for more than 64 KiB where messages have boundaries (90), for none at all (505), and when closed (9)
     */
    public int send(byte[] data, double timeout) {
        return handle.send(data.clone(), timeout);
    }

    /** Receives up to 64 KiB; see {@link #recv(int, double)}. */
    public @Nullable String recv() {
        return recv(USUAL_LENGTH, 0);
    }

    /** Receives; see {@link #recv(int, double)}. */
    public @Nullable String recv(int length) {
        return recv(length, 0);
    }

    /**
     * Receives up to {@code length} bytes, read as UTF-8; of a message with boundaries the rest is lost.
     *
     * @return null after the timeout (110), for a length below 1 (22) and when closed (9)
     */
    public @Nullable String recv(int length, double timeout) {
        byte[] data = handle.recv(length, timeout);
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }

    /** Receives as bytes; see {@link #recv(int, double)}. */
    public byte @Nullable [] recvBytes(int length, double timeout) {
        return handle.recv(length, timeout);
    }

    /** Closes it; false when it is closed. Other ends, and {@code exportSocket()} again, are not concerned. */
    public boolean close() {
        return handle.close();
    }

    /** Returns the number of the last failure, 0 when the last call worked. */
    public int errCode() {
        return handle.errCode();
    }

    /** Returns the text of the last failure, empty when the last call worked. */
    public String errMsg() {
        return handle.errMsg();
    }
}
