package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.framework.callback.AppCallback;

/** Reads an application's configuration from nested maps, as loaders of JSON or YAML make them. */
final class ConfigReader {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("type", "mode", "servers", "settings", "callbacks", "middlewares", "exceptions"));
    private static final Set<String> ENTRY_KEYS =
            new TreeSet<>(Set.of("name", "type", "host", "port", "sock_type", "callbacks", "settings", "options"));
    /** What Hyperf's skeleton has there; none of it changes anything here. */
    private static final Set<String> OPTIONS = Set.of("send_channel_capacity", "enable_request_lifecycle");

    private static final int MOST_PORTS = 65535;

    private ConfigReader() {}

    /** A middleware whose priority was configured. */
    record WithPriority(Object value, int priority) {}

    /**
     * Reads everything.
     *
     * @throws IllegalArgumentException naming key and value
     */
    static Setup read(Map<String, ?> config) {
        known("key", config, KEYS);
        Setup setup = new Setup();
        setup.config = config;
        Object type = config.get("type");
        if (type != null && !type.equals("async"))
            throw new IllegalArgumentException("type " + type + " is not allowed, expected async");
        Object mode = config.get("mode");
        if (mode != null) setup.mode = mode(mode);
        servers(config.get("servers"), (name, entry) -> setup.servers.add(server(name, entry)));
        setup.settings.putAll(map("settings", config.get("settings")));
        callbacks("callbacks", config.get("callbacks"), setup.callbacks);
        map("middlewares", config.get("middlewares"))
                .forEach((server, list) ->
                        Setup.add(setup.middlewares, server, middlewares("middlewares." + server, list)));
        Map<String, Object> exceptions = map("exceptions", config.get("exceptions"));
        known("key of exceptions", exceptions, Set.of("handler"));
        map("exceptions.handler", exceptions.get("handler"))
                .forEach((server, list) ->
                        Setup.add(setup.exceptionHandlers, server, list("exceptions.handler." + server, list)));
        return setup;
    }

    private static void servers(@Nullable Object servers, BiConsumer<@Nullable String, Map<String, Object>> reader) {
        switch (servers) {
            case Collection<?> list
            when !list.isEmpty() -> list.forEach(entry -> reader.accept(null, map("an entry of servers", entry)));
            case Map<?, ?> map
            when !map.isEmpty() ->
                map.forEach((key, entry) -> reader.accept(String.valueOf(key), map("servers." + key, entry)));
            case null, default -> throw App.noServers();
        }
    }

    private static ServerSpec server(@Nullable String key, Map<String, Object> entry) {
        Object given = entry.get("name");
        String name = given != null ? given.toString() : key != null ? key : "http";
        try {
            known("key", entry, ENTRY_KEYS);
            ServerSpec spec = new ServerSpec(name, ServerType.of(entry.getOrDefault("type", 1)));
            Object host = entry.get("host");
            if (host != null) spec.host(host.toString());
            Object port = entry.get("port");
            if (port != null) spec.port(port(port));
            Object sockType = entry.get("sock_type");
            if (sockType != null) spec.sockType(SocketType.of(sockType));
            spec.settings(map("settings", entry.get("settings")));
            callbacks("callbacks", entry.get("callbacks"), spec.callbacks());
            options(name, map("options", entry.get("options")));
            return spec;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("server " + name + ": " + e.getMessage(), e);
        }
    }

    private static void options(String server, Map<String, Object> options) {
        known("option", options, OPTIONS);
        options.forEach((key, value) -> {
            boolean off = value.equals(false) || value.toString().equals("0");
            if (!off) log.warn("server {}: option {} has no effect", server, key);
        });
    }

    private static int port(Object value) {
        try {
            int port = Integer.parseInt(value.toString());
            if (port >= 0 && port <= MOST_PORTS) return port;
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException("port " + value + " is not from 0 to " + MOST_PORTS);
    }

    private static int mode(Object value) {
        return switch (value.toString()) {
            case "1", "base" -> SWOOLE_BASE;
            case "2", "process" -> SWOOLE_PROCESS;
            case "3", "thread" -> SWOOLE_THREAD;
            default ->
                throw new IllegalArgumentException(
                        "mode " + value + " is not allowed, expected 1 or base, 2 or process, 3 or thread");
        };
    }

    private static void callbacks(String what, @Nullable Object given, Map<AppCallback, Object> to) {
        map(what, given).forEach((name, callback) -> {
            AppCallback event = AppCallback.of(name);
            if (event == null) throw new IllegalArgumentException(what + ": there is no event " + name);
            to.put(event, callback);
        });
    }

    /** A map is from middleware to priority, as Hyperf has it; the number is the key's where there is none. */
    private static List<Object> middlewares(String what, Object given) {
        if (!(given instanceof Map<?, ?> map)) return list(what, given);
        List<Object> all = new ArrayList<>();
        map.forEach((value, priority) -> {
            if (!(priority instanceof Integer number))
                throw new IllegalArgumentException(what + ": the priority of " + value + " is no number: " + priority);
            all.add(new WithPriority(value, number));
        });
        return all;
    }

    private static List<Object> list(String what, Object given) {
        if (given instanceof Collection<?> many) return List.copyOf(many);
        throw new IllegalArgumentException(what + ": " + given + " is no list");
    }

    private static Map<String, Object> map(String what, @Nullable Object given) {
        if (given == null) return Map.of();
        // A loader may make a list of an empty map.
        if (given instanceof Collection<?> none && none.isEmpty()) return Map.of();
        if (!(given instanceof Map<?, ?> map)) throw new IllegalArgumentException(what + ": " + given + " is no map");
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) read.put(String.valueOf(key), value);
        });
        return read;
    }

    private static void known(String what, Map<String, ?> given, Set<String> allowed) {
        for (String key : given.keySet()) {
            if (!allowed.contains(key))
                throw new IllegalArgumentException("unknown " + what + " " + key + ", expected one of " + allowed);
        }
    }
}
