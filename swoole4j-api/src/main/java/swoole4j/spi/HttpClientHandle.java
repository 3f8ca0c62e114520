package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.websocket.Frame;

/**
 * A client inside an engine; {@link swoole4j.coroutine.http.Client} delegates to it. One coroutine at a time may send, one
 * may receive.
 */
public interface HttpClientHandle {
    /** Returns what the next request will be. */
    ClientRequestHandle request();

    /** Returns what the last request has brought. */
    ClientResponseHandle response();

    /** Returns the host as given, without {@code unix:}. */
    String host();

    /** Returns the port; 0 for a Unix socket. */
    int port();

    /** Tells whether connections are encrypted. */
    boolean ssl();

    /** Tells whether there is a connection. */
    boolean connected();

    /** Returns the number of the connection's socket, or null without a connection. */
    @Nullable
    Integer socket();

    /** Returns the options set so far, or null before the first {@code set}. */
    @Nullable
    Map<String, Object> setting();

    /** Returns the cookies that are known, or null when there are none. */
    @Nullable
    Map<String, String> cookies();

    /** See {@link swoole4j.coroutine.http.Client#set}. */
    boolean set(Map<String, ?> options);

    /** See {@link swoole4j.coroutine.http.Client#get}. */
    boolean get(String path);

    /** See {@link swoole4j.coroutine.http.Client#post}. */
    boolean post(String path, @Nullable Object data);

    /** See {@link swoole4j.coroutine.http.Client#execute}. */
    boolean execute(String path);

    /** See {@link swoole4j.coroutine.http.Client#download(String, String, long)}. */
    boolean download(String path, String file, long offset);

    /** See {@link swoole4j.coroutine.http.Client#setDefer(boolean)}. */
    boolean setDefer(boolean defer);

    /** See {@link swoole4j.coroutine.http.Client#getDefer}. */
    boolean getDefer();

    /** See {@link swoole4j.coroutine.http.Client#recv(double)}. */
    @Nullable
    Frame recv(double timeout);

    /** See {@link swoole4j.coroutine.http.Client#isClosed}. */
    boolean isClosed();

    /** See {@link swoole4j.coroutine.http.Client#upgrade}. */
    boolean upgrade(String path);

    /** See {@link swoole4j.coroutine.http.Client#push(byte[], int, int)}. Takes the array over. */
    boolean push(byte[] data, int opcode, int flags);

    /** See {@link swoole4j.coroutine.http.Client#push(Frame)}. */
    boolean push(Frame frame);

    /** See {@link swoole4j.coroutine.http.Client#disconnect(int, String)}. */
    boolean disconnect(int code, String reason);

    /** See {@link swoole4j.coroutine.http.Client#close}. */
    boolean close();

    /** See {@link swoole4j.coroutine.http.Client#getsockname}. */
    @Nullable
    Map<String, Object> getsockname();

    /** See {@link swoole4j.coroutine.http.Client#getpeername}. */
    @Nullable
    Map<String, Object> getpeername();

    /** See {@link swoole4j.coroutine.http.Client#getPeerCert}. */
    @Nullable
    String getPeerCert();
}
