package swoole4j.spi;

import org.jspecify.annotations.Nullable;
import swoole4j.websocket.Frame;

/** The WebSocket that a request of a coroutine server may become; {@link swoole4j.http.Response} delegates to it. */
public interface DialogHandle {
    /** See {@link swoole4j.http.Response#upgrade}. */
    boolean upgrade();

    /** See {@link swoole4j.http.Response#recv(double)}. */
    @Nullable
    Frame recv(double seconds);

    /** See {@link swoole4j.http.Response#isClosed}. */
    boolean isClosed();

    /** See {@link swoole4j.http.Response#push(String, int, int)}. */
    boolean push(String data, int opcode, int flags);

    /** See {@link swoole4j.http.Response#push(byte[], int, int)}. */
    boolean push(byte[] data, int opcode, int flags);

    /** See {@link swoole4j.http.Response#push(Frame)}. */
    boolean push(Frame frame);

    /** See {@link swoole4j.http.Response#disconnect(int, String)}. */
    boolean disconnect(int code, String reason);
}
