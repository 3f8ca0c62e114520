package swoole4j.framework.app;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import swoole4j.engine.framework.connection.ConnectionRegistry;
import swoole4j.engine.framework.routing.RouteTable;
import swoole4j.framework.AppEvent;
import swoole4j.framework.MessageExceptionHandler;
import swoole4j.framework.MessageMiddleware;
import swoole4j.framework.spi.Application;
import swoole4j.websocket.Server;

/**
 * What a kernel works with.
 *
 * @param serverName whose kernel it is
 * @param config the application's
 * @param routes those of the server, their classes resolved
 * @param connections the application's
 * @param settings those of the server
 * @param json writes values as JSON
 * @param server what callbacks get; asked when the server runs
 * @param awaitWorkerStart returns when the worker has started
 * @param stopping whether no new connections are wanted any more
 * @param events is told what happens
 * @param application what the static verbs speak of
 * @param messageMiddlewares those of the server
 * @param messageExceptionHandlers those of the server; without any, what messages threw is logged
 */
record KernelParts(
        String serverName,
        AppConfig config,
        RouteTable routes,
        ConnectionRegistry connections,
        KernelSettings settings,
        Function<Object, String> json,
        Supplier<Server> server,
        Runnable awaitWorkerStart,
        BooleanSupplier stopping,
        Consumer<AppEvent> events,
        Application application,
        List<MessageMiddleware> messageMiddlewares,
        List<MessageExceptionHandler> messageExceptionHandlers) {
    KernelParts {
        messageMiddlewares = List.copyOf(messageMiddlewares);
        messageExceptionHandlers = List.copyOf(messageExceptionHandlers);
    }
}
