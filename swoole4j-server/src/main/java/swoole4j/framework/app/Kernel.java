package swoole4j.framework.app;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.framework.Dispatched;
import swoole4j.framework.ExceptionHandler;
import swoole4j.framework.HttpException;
import swoole4j.framework.HttpReply;
import swoole4j.framework.Middleware;

/**
 * What the kernels of servers have in common: a chain of middleware, and handlers of exceptions. A subclass has a constructor
 * without parameters; one object serves one server, its callbacks run in coroutines of its workers.
 */
public abstract sealed class Kernel permits WebSocketKernel, HttpKernel {
    private static final Logger log = LoggerFactory.getLogger(Kernel.class);

    /** The end of the chain. */
    protected CoreMiddleware core;

    /** What is around the core for all routes, and for paths without one. */
    protected List<Middleware> middlewares = List.of();

    /** Who is asked, in this order, to answer for an exception. */
    protected List<ExceptionHandler> exceptionHandlers = List.of();

    private @Nullable KernelParts parts;
    private @Nullable Emitter emitter;

    Kernel(CoreMiddleware core) {
        this.core = core;
    }

    /** Hands the parts over; the kernel of a server does no work before. */
    final void init(KernelParts parts) {
        this.parts = parts;
        this.emitter = new Emitter(parts.json());
        initCoreMiddleware(parts.serverName(), parts.config());
        ready(parts);
        core.subprotocols(parts.settings().subprotocols());
    }

    /** The parts are there. */
    void ready(KernelParts parts) {}

    /**
     * Chooses middleware, core and exception handlers; called once, before the start. By default: what is configured. Counterpart
     * of {@code initCoreMiddleware()}.
     */
    protected void initCoreMiddleware(String serverName, AppConfig config) {
        middlewares = config.middlewares(serverName);
        exceptionHandlers = config.exceptionHandlers(serverName);
    }

    final KernelParts parts() {
        return Objects.requireNonNull(parts, "the kernel belongs to no application yet");
    }

    final Emitter emitter() {
        return Objects.requireNonNull(emitter);
    }

    /** Returns when the worker has started, so that no request meets one that is half ready. */
    protected final void awaitWorkerStart() {
        parts().awaitWorkerStart().run();
    }

    /** Returns what groups and route put around the core. */
    protected final List<Middleware> routeMiddlewares(Dispatched dispatched) {
        return dispatched.middleware();
    }

    /**
     * Returns the answer to an exception: that of the exception handlers or, when none of them is valid, the status and the message
     * of an {@link HttpException}, and 500 for everything else. Never throws an exception; an {@link Error} goes through to the
     * server, which answers 500 and logs it.
     */
    protected HttpReply dispatchException(Throwable thrown) {
        if (thrown instanceof Refusal refusal) return refusal.reply();
        if (thrown instanceof Error error) throw error;
        HttpReply fresh = HttpReply.of(thrown instanceof HttpException http ? http.status() : 500);
        try {
            HttpReply handled = handled(thrown, fresh);
            if (handled != null) return checked(handled);
        } catch (Exception e) {
            if (e != thrown) e.addSuppressed(thrown);
            log.error("an exception handler of server '{}' has failed", parts().serverName(), e);
            return Emitter.serverError();
        }
        if (thrown instanceof HttpException http) return fresh.body(http.getMessage());
        log.error("uncaught exception in a request of server '{}'", parts().serverName(), thrown);
        return Emitter.serverError();
    }

    private @Nullable HttpReply handled(Throwable thrown, HttpReply fresh) throws Exception {
        HttpReply reply = null;
        for (ExceptionHandler handler : exceptionHandlers) {
            if (!handler.isValid(thrown)) continue;
            reply = Objects.requireNonNull(
                    handler.handle(thrown, reply == null ? fresh : reply), () -> handler + " has returned null");
            if (handler.stopPropagation()) break;
        }
        return reply;
    }

    private HttpReply checked(HttpReply reply) {
        if (Emitter.isFinal(reply.status())) return reply;
        log.error("an exception handler of server '{}' answers {}, 500 is sent", parts().serverName(), reply.status());
        return Emitter.serverError();
    }
}
