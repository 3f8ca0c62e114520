package swoole4j.framework.app;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.ExceptionHandler;
import swoole4j.framework.Middleware;

/** What kernels have in common. */
public abstract sealed class Kernel permits WebSocketKernel, HttpKernel {
    /** What is around the core, those of routes apart. */
    protected List<Middleware> middlewares = List.of();

    /** What answers for exceptions. */
    protected List<ExceptionHandler> exceptionHandlers = List.of();

    private @Nullable KernelParts parts;

    Kernel() {}

    /** Hands the parts over; the kernel of a server does no work before. */
    final void init(KernelParts parts) {
        this.parts = parts;
        initCoreMiddleware(parts.serverName(), parts.config());
    }

    /** Chooses middleware, core and exception handlers; called once, before the start. */
    protected abstract void initCoreMiddleware(String serverName, AppConfig config);

    final KernelParts parts() {
        return Objects.requireNonNull(parts);
    }
}
