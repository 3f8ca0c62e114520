package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;

/** A coroutine server inside an engine; {@link swoole4j.coroutine.http.Server} delegates to it. */
public interface CoroutineServerHandle {
    /** See {@link swoole4j.coroutine.http.Server#set}. */
    boolean set(Map<String, ?> settings);

    /** See {@link swoole4j.coroutine.http.Server#handle}. */
    boolean handle(String pattern, Callback.@Nullable OnRequest handler);

    /** See {@link swoole4j.coroutine.http.Server#start}. */
    boolean start();

    /** See {@link swoole4j.coroutine.http.Server#shutdown}. */
    void shutdown();

    /** See {@link swoole4j.coroutine.http.Server#fd}. */
    int fd();

    /** See {@link swoole4j.coroutine.http.Server#host}. */
    String host();

    /** See {@link swoole4j.coroutine.http.Server#port}. */
    int port();

    /** See {@link swoole4j.coroutine.http.Server#ssl}. */
    boolean ssl();

    /** See {@link swoole4j.coroutine.http.Server#settings}. */
    @Nullable
    Map<String, Object> settings();

    /** See {@link swoole4j.coroutine.http.Server#errCode}. */
    int errCode();

    /** See {@link swoole4j.coroutine.http.Server#errMsg}. */
    String errMsg();
}
