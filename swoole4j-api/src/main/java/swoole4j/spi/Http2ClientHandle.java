package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.http2.Request;
import swoole4j.http2.Response;

/**
 * An HTTP/2 client inside an engine; each method is that of {@link swoole4j.coroutine.http2.Client} with its name. Any
 * thread; one at a time receives.
 */
public interface Http2ClientHandle {
    /** Sets options. */
    boolean set(Map<String, ?> options);

    /** Returns the options. */
    @Nullable
    Map<String, Object> setting();

    /** Connects. */
    boolean connect();

    /** Sends a request. */
    int send(Request request);

    /** Sends more of a body. Takes the array over. */
    boolean write(int streamId, byte[] data, boolean endStream);

    /** Waits for a response. */
    @Nullable
    Response recv(double timeout);

    /** Tells whether a stream is open. */
    boolean isStreamExist(int streamId);

    /** Returns what the connection is about. */
    @Nullable
    Map<String, Object> stats();

    /** Announces the end. */
    boolean goaway(int errorCode, String debugData);

    /** Asks whether the server is there. */
    boolean ping();

    /** Closes the connection. */
    boolean close();

    /** Tells whether there is a connection. */
    boolean connected();

    /** Returns the host. */
    String host();

    /** Returns the port. */
    int port();

    /** Tells whether TLS is used. */
    boolean ssl();

    /** Returns the last stream that the server has taken. */
    int serverLastStreamId();

    /** Returns the number of the last failure. */
    int errCode();

    /** Returns the text of the last failure. */
    String errMsg();
}
