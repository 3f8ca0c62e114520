package swoole4j.framework.dispatcher;

/** Gets what a controller, or for the hook of a dispatcher anything else, threw. */
@FunctionalInterface
public interface ExceptionHook {
    /**
     * Runs in the coroutine of the message; may set the reply. One of a controller hands on what it throws itself to the hook of
     * the dispatcher.
     */
    void handle(Call call, Throwable thrown) throws Exception;
}
