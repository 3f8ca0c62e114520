package swoole4j.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.admin.Admin;
import swoole4j.engine.log.LogProvider;

/**
 * SIGTERM and SIGINT shut all running servers down, SIGUSR1 reloads them, SIGUSR2 their task workers, SIGWINCH reopens the
 * log file; when none runs they do what they did before.
 *
 * <p>The JDK's only way is {@code sun.misc.Signal}, whose every use is a warning that cannot be switched off; so it is
 * called by name.
 */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final Set<Running> running = ConcurrentHashMap.newKeySet();
    private static final Map<String, Object> before = new ConcurrentHashMap<>();

    private Signals() {}

    static synchronized void add(Running server) {
        if (running.isEmpty()) {
            install("TERM", Running::shutdown);
            install("INT", Running::shutdown);
            install("WINCH", _ -> LogProvider.reopen());
            install("USR1", it -> reload(it, false));
            install("USR2", it -> reload(it, true));
        }
        running.add(server);
    }

    private static void reload(Running server, boolean onlyTasks) {
        if (!Admin.isInner(server.services().invoker().server())) server.reload(onlyTasks);
    }

    /** In a worker process SIGTERM ends the worker; all else is its master's, which gets what the terminal sends as well. */
    static void ofWorker(Runnable end) {
        for (String name : List.of("TERM", "INT", "USR1", "USR2", "WINCH")) {
            try {
                Raw.handle(name, Raw.handler(() -> {
                    if (name.equals("TERM")) end.run();
                }));
            } catch (Throwable e) {
                log.info("signal {} cannot be handled: {}", name, String.valueOf(e.getMessage()));
            }
        }
    }

    static synchronized void remove(Running server) {
        if (!running.remove(server) || !running.isEmpty()) return;
        before.forEach((name, handler) -> {
            try {
                Raw.handle(name, handler);
            } catch (Throwable e) {
                log.info("signal {} cannot be given back", name, e);
            }
        });
        before.clear();
    }

    private static void install(String name, Consumer<Running> action) {
        try {
            Object handler = Raw.handler(() -> running.forEach(action));
            before.put(name, Raw.handle(name, handler));
        } catch (Throwable e) { // such as a JVM that was started with -Xrs
            log.info("signal {} cannot be handled: {}", name, String.valueOf(e.getMessage()));
        }
    }

    /** The calls by name. */
    private static final class Raw {
        private Raw() {}

        static Object handler(Runnable action) throws ClassNotFoundException {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "handle" -> action.run();
                    case "hashCode" -> {
                        return System.identityHashCode(proxy);
                    }
                    case "equals" -> {
                        return proxy == arguments[0];
                    }
                    default -> {
                        return method.getName();
                    }
                }
                return null;
            });
        }

        /** Installs a handler and returns the one before. */
        static Object handle(String name, Object handler) throws Throwable {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle create = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
            MethodHandle install = lookup.findStatic(signal, "handle", MethodType.methodType(type, signal, type));
            return install.invoke(create.invoke(name), handler);
        }
    }
}
