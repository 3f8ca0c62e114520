package swoole4j.framework.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.callback.SharedObjects;
import swoole4j.framework.ExceptionHandler;
import swoole4j.framework.Middleware;

/** The configuration of an application, its classes made. Immutable. */
final class Config implements AppConfig {
    private final Map<String, ?> values;
    private final Map<String, List<Middleware>> middlewares = new HashMap<>();
    private final Map<String, List<ExceptionHandler>> exceptionHandlers = new HashMap<>();

    private Config(Map<String, ?> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Makes what is named.
     *
     * @throws IllegalArgumentException for what cannot be made
     */
    static Config of(Setup setup, SharedObjects objects) {
        Map<String, Object> values = new HashMap<>(setup.config);
        values.put("mode", setup.mode);
        values.put("settings", setup.settings);
        Config config = new Config(values);
        setup.middlewares.forEach((server, given) -> config.middlewares.put(
                server, made("middleware of server " + server, given, value -> middleware(value, objects))));
        setup.exceptionHandlers.forEach((server, given) -> config.exceptionHandlers.put(
                server,
                made(
                        "exception handler of server " + server,
                        given,
                        value -> made(value, ExceptionHandler.class, objects))));
        return config;
    }

    private static <T> List<T> made(String what, List<Object> given, Function<Object, T> make) {
        return given.stream()
                .map(value -> {
                    try {
                        return make.apply(value);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
                    }
                })
                .toList();
    }

    private static Middleware middleware(Object given, SharedObjects objects) {
        if (!(given instanceof ConfigReader.WithPriority(Object value, int priority)))
            return made(given, Middleware.class, objects);
        return made(value, Middleware.class, objects).withPriority(priority);
    }

    private static <T> T made(Object given, Class<T> type, SharedObjects objects) {
        Object made = switch (given) {
            case String name -> objects.get(SharedObjects.named(name));
            case Class<?> known -> objects.get(known);
            default -> given;
        };
        if (type.isInstance(made)) return type.cast(made);
        throw new IllegalArgumentException(given + " is no " + type.getSimpleName());
    }

    @Override
    public @Nullable Object get(String path) {
        Object value = values;
        for (String key : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> map)) return null;
            value = map.get(key);
        }
        return value;
    }

    @Override
    public List<Middleware> middlewares(String serverName) {
        return middlewares.getOrDefault(serverName, List.of());
    }

    @Override
    public List<ExceptionHandler> exceptionHandlers(String serverName, ExceptionHandler... otherwise) {
        List<ExceptionHandler> given = exceptionHandlers.getOrDefault(serverName, List.of());
        return given.isEmpty() ? List.of(otherwise) : given;
    }
}
