package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;

/** One listening address; the port facade delegates to it. */
public interface PortHandle {
    /** See {@link swoole4j.server.Port#set}. */
    boolean set(Map<String, ?> options);

    /** See {@link swoole4j.server.EventEmitter#on}. */
    boolean on(String event, Callback callback);

    /** See {@link swoole4j.server.Port#getCallback}. */
    @Nullable
    Callback getCallback(String event);

    /** Returns the host as given. */
    String host();

    /** Returns the bound port number. */
    int port();

    /** Returns the socket type without the TLS bit. */
    int type();

    /** Tells whether TLS is on. */
    boolean ssl();

    /** See {@link swoole4j.server.Port#sock}. */
    int sock();

    /** See {@link swoole4j.server.Port#getSocket}. */
    @Nullable
    Map<String, Object> getSocket();

    /** Returns the options set so far, or null before the first {@code set}. */
    @Nullable
    Map<String, Object> setting();

    /** Returns the connections of this port. */
    ConnectionsHandle connections();
}
