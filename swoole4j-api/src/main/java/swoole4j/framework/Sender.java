package swoole4j.framework;

import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.framework.spi.Applications;
import swoole4j.websocket.Frame;

/**
 * Sends to connections from anywhere: handlers of requests, timers, threads. Counterpart of {@code Hyperf\WebSocketServer\Sender}.
 *
 * <p>Works for connections of all workers and of all servers of the application. All methods return what became of it, where
 * Hyperf always says true; none throws or warns for a connection that is not there.
 */
public final class Sender {
    private Sender() {}

    /** Sends a text message; false when the connection is not there or not open. */
    public static boolean push(int fd, @Nullable Object data) {
        return push(fd, data, Constants.WEBSOCKET_OPCODE_TEXT);
    }

    /** Sends a message. */
    public static boolean push(int fd, @Nullable Object data, int opcode) {
        return Applications.current().push(fd, data, opcode, Constants.SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a frame. */
    public static boolean pushFrame(int fd, Frame frame) {
        return Applications.current().push(fd, frame);
    }

    /** Closes a WebSocket with code 1000. */
    public static boolean disconnect(int fd) {
        return disconnect(fd, Constants.WEBSOCKET_CLOSE_NORMAL, "");
    }

    /** Closes a WebSocket; false also for a reason of more than 123 bytes. */
    public static boolean disconnect(int fd, int code, String reason) {
        return Applications.current().disconnect(fd, code, reason);
    }

    /** Tells whether {@code fd} is a WebSocket that messages can be sent to. */
    public static boolean check(int fd) {
        return Applications.current().check(fd);
    }
}
