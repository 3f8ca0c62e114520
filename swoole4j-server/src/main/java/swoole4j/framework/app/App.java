package swoole4j.framework.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.AppEvent;
import swoole4j.framework.Container;
import swoole4j.framework.ExceptionHandler;
import swoole4j.framework.MessageExceptionHandler;
import swoole4j.framework.MessageMiddleware;
import swoole4j.framework.Middleware;
import swoole4j.framework.Router;
import swoole4j.server.Port;

/**
 * An application: servers, their routes, middleware and exception handlers, on one bare server. Counterpart of Hyperf's
 * {@code server.php}, {@code routes.php}, {@code middlewares.php} and {@code exceptions.php}, and of what {@code hyperf.php start}
 * makes of them.
 *
 * <p>What it is told before {@link #start} is checked there as a whole, before a socket is opened. All these methods are for one
 * thread; they return the application. Differs from Hyperf: nothing is scanned, and an unknown name is an error.
 */
public final class App {
    private final Setup setup;
    private volatile @Nullable Boot boot;

    private App(Setup setup) {
        this.setup = setup;
    }

    /**
     * Returns an application with these servers.
     *
     * @throws IllegalArgumentException without any
     */
    public static App of(ServerSpec... servers) {
        if (servers.length == 0) throw noServers();
        Setup setup = new Setup();
        setup.servers.addAll(Arrays.asList(servers));
        return new App(setup);
    }

    /**
     * Returns the application of a configuration: nested maps and lists with Hyperf's keys, as loaders of JSON or YAML make
     * them. {@code mode}, {@code servers}, {@code settings} and {@code callbacks} are those of {@code server.php};
     * {@code middlewares} has a list of classes for each server, or a map from class to priority; {@code exceptions} has
     * {@code handler} with a list of classes for each server.
     *
     * @throws IllegalArgumentException naming key and value that cannot be used
     */
    public static App fromMap(Map<String, ?> config) {
        return new App(ConfigReader.read(config));
    }

    static IllegalArgumentException noServers() {
        return new IllegalArgumentException("there is no server: the configuration needs servers");
    }

    /** Runs workers in {@code SWOOLE_BASE}, the default, {@code SWOOLE_THREAD} or {@code SWOOLE_PROCESS}. */
    public App mode(int mode) {
        setup.mode = mode;
        return this;
    }

    /** Adds settings of all servers; a server's own win. */
    public App settings(Map<String, ?> settings) {
        setup.settings.putAll(settings);
        return this;
    }

    /** Adds middleware of a server, around all its requests or handshakes, those without route included. */
    public App middleware(String server, Middleware... middleware) {
        Setup.add(setup.middlewares, server, List.of(middleware));
        return this;
    }

    /** Adds exception handlers of a server. */
    public App exceptionHandler(String server, ExceptionHandler... handlers) {
        Setup.add(setup.exceptionHandlers, server, List.of(handlers));
        return this;
    }

    /** Adds middleware around the messages of a server. */
    public App messageMiddleware(String server, MessageMiddleware... middleware) {
        Setup.add(setup.messageMiddlewares, server, List.of(middleware));
        return this;
    }

    /** Adds handlers of what the handling of messages of a server throws. */
    public App messageExceptionHandler(String server, MessageExceptionHandler... handlers) {
        Setup.add(setup.messageExceptionHandlers, server, List.of(handlers));
        return this;
    }

    /** Adds routes, which are asked for at the start. */
    public App routes(Consumer<Router> routes) {
        setup.routes.add(Objects.requireNonNull(routes));
        return this;
    }

    /** Has {@code container} make the objects of classes; by default their constructor without parameters does. */
    public App container(Container container) {
        setup.container = Objects.requireNonNull(container);
        return this;
    }

    /** Has {@code encoder} write the values of {@link swoole4j.framework.HttpReply#json(Object)}. */
    public App json(Function<Object, String> encoder) {
        setup.json = Objects.requireNonNull(encoder);
        return this;
    }

    /** Has events of a class told to {@code listener}. */
    public <E extends AppEvent> App on(Class<E> event, Consumer<? super E> listener) {
        return on(event, listener, 0);
    }

    /**
     * Has events of a class told to {@code listener}, before those of lower priority. What it throws before the workers have
     * started ends the start, later it is logged.
     */
    public <E extends AppEvent> App on(Class<E> event, Consumer<? super E> listener, int priority) {
        setup.listeners.add(event, Objects.requireNonNull(listener), priority);
        return this;
    }

    /**
     * Runs the application; returns when it was shut down.
     *
     * @return true after a complete shutdown
     * @throws IllegalArgumentException for a setup that cannot be; no socket was opened
     * @throws swoole4j.SwooleException when an address cannot be listened on, for a setting that is not allowed
     * @throws IllegalStateException when it was started already, and when a listener ended the start
     */
    public boolean start() {
        Boot starting;
        synchronized (this) {
            if (boot != null) throw new IllegalStateException("the application was started already");
            starting = new Boot(setup);
            boot = starting;
        }
        return starting.run();
    }

    /** Begins the graceful end, see {@link swoole4j.Server#shutdown}; false when it does not run. Any thread. */
    public boolean shutdown() {
        return boot != null && started().runtime().server().shutdown();
    }

    /** Replaces all workers, see {@link swoole4j.Server#reload}; false when it does not run. Any thread. */
    public boolean reload() {
        return boot != null && started().runtime().server().reload();
    }

    /**
     * Returns where a server listens. Any thread.
     *
     * @throws IllegalArgumentException for a name that no server has
     * @throws IllegalStateException before the start
     */
    public Port server(String name) {
        return started().port(name);
    }

    /**
     * Runs a task for which the static verbs, such as {@link swoole4j.framework.Sender}, speak of this application. Needed only
     * outside of callbacks, where a JVM has several applications. Any thread.
     */
    public void run(Runnable task) {
        started().runtime().scope(0).run(task);
    }

    private Boot started() {
        Boot started = boot;
        if (started == null) throw new IllegalStateException("the application has not been started");
        return started;
    }
}
