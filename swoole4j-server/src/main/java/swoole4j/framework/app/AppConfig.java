package swoole4j.framework.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.ExceptionHandler;
import swoole4j.framework.Middleware;

/** What an application was configured with. Counterpart of {@code Hyperf\Contract\ConfigInterface}. Any thread. */
public interface AppConfig {
    /** Returns a value of the configuration by its path, such as {@code "settings.worker_num"}, or null. */
    @Nullable
    Object get(String path);

    /** Returns the middleware of a server, without that of its routes, in the order it was given. */
    List<Middleware> middlewares(String serverName);

    /** Returns the exception handlers of a server; without any, {@code otherwise}. */
    List<ExceptionHandler> exceptionHandlers(String serverName, ExceptionHandler... otherwise);
}
