package swoole4j.engine.framework.callback;

import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.server.ConnectionEvent;

/** Calls callbacks of whatever shape; what they throw is the caller's. */
@SuppressWarnings({"unchecked", "rawtypes"
}) // a callback that declares a narrower server than it gets fails when called
public final class Calls {
    private Calls() {}

    /** Calls an event of the server or of a worker; null is nothing to call. */
    public static void server(@Nullable Callback callback, Server server, int workerId) throws Exception {
        switch (callback) {
            case null -> {}
            case Callback.OnId it -> it.call(server, workerId);
            default -> common(callback, server);
        }
    }

    /** Calls connect, close or disconnect. */
    public static void connection(Callback callback, Server server, int fd, int reactorId) throws Exception {
        switch (callback) {
            case Callback.OnConnection it -> it.call(server, fd, reactorId);
            case Callback.OnId it -> it.call(server, fd);
            case Callback.OnEvent it -> it.call(server, new ConnectionEvent(fd, reactorId, 0, null));
            default -> common(callback, server);
        }
    }

    /** Calls open. */
    public static void open(Callback callback, Server server, Request request) throws Exception {
        switch (callback) {
            case Callback.OnOpen it -> it.call(server, request);
            default -> common(callback, server);
        }
    }

    /** Calls request or handshake. */
    public static void exchange(Callback callback, Request request, Response response) throws Exception {
        switch (callback) {
            case Callback.OnRequest it -> it.call(request, response);
            case Callback.OnHandshake it -> it.call(request, response);
            case Callback.Plain it -> it.call();
            default -> throw new IllegalStateException(callback + " takes no request");
        }
    }

    private static void common(Callback callback, Server server) throws Exception {
        switch (callback) {
            case Callback.Plain it -> it.call();
            case Callback.OnServer it -> it.call(server);
            default -> throw new IllegalStateException(callback + " does not fit its event");
        }
    }
}
