package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.callback.AppCallback;
import swoole4j.engine.framework.callback.ReflectiveContainer;
import swoole4j.framework.ClusterBus;
import swoole4j.framework.Container;
import swoole4j.framework.MessageExceptionHandler;
import swoole4j.framework.MessageMiddleware;
import swoole4j.framework.Router;

/** What an application was told before its start. For one thread. */
final class Setup {
    final List<ServerSpec> servers = new ArrayList<>();
    final Map<String, Object> settings = new LinkedHashMap<>();
    /** Those of the main server, unless it has its own. */
    final Map<AppCallback, Object> callbacks = new LinkedHashMap<>();
    /** By server; objects, classes or names of classes. */
    final Map<String, List<Object>> middlewares = new HashMap<>();

    final Map<String, List<Object>> exceptionHandlers = new HashMap<>();
    final Map<String, List<MessageMiddleware>> messageMiddlewares = new HashMap<>();
    final Map<String, List<MessageExceptionHandler>> messageExceptionHandlers = new HashMap<>();
    final List<Consumer<Router>> routes = new ArrayList<>();
    final Listeners listeners = new Listeners();
    int mode = SWOOLE_BASE;
    Container container = new ReflectiveContainer();
    Function<Object, String> json = Setup::noJson;

    @Nullable
    ClusterBus bus;

    /** As it was read. */
    Map<String, ?> config = Map.of();

    private static String noJson(Object value) {
        throw new IllegalStateException(
                "no JSON for " + value.getClass().getName() + ": App.json(encoder) tells how to write it");
    }

    /** Adds to one of the lists above. */
    static <T> void add(Map<String, List<T>> lists, String server, List<? extends T> more) {
        lists.computeIfAbsent(server, _ -> new ArrayList<>()).addAll(more);
    }
}
