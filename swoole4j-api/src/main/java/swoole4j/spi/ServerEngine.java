package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens servers; found with {@link java.util.ServiceLoader}. The module swoole4j-server provides one.
 */
public interface ServerEngine {
    /**
     * Binds the first port and returns the handle that the facade delegates to.
     *
     * @throws swoole4j.SwooleException when the mode is unknown, the port is out of range or cannot be bound
     */
    ServerHandle open(ServerSpec spec);

    /** Returns the server whose coroutine calls, elsewhere the one that started last; null when none runs. */
    @Nullable
    ServerHandle current();

    /**
     * Binds the address of a coroutine server; see {@link swoole4j.coroutine.http.Server}.
     *
     * @throws swoole4j.SwooleException when it cannot be bound
     */
    CoroutineServerHandle openCoroutineServer(String host, int port, boolean ssl, boolean reusePort);

    /**
     * Makes a parser for {@link swoole4j.http.Request#create(Map)}.
     *
     * @throws swoole4j.SwooleException for an unknown option or a value that is not allowed
     */
    RequestParser parser(Map<String, ?> options);
}
