package swoole4j.framework.dispatcher;

/** What one call does, or is preceded or followed by. */
@FunctionalInterface
public interface Action {
    /** Runs in the coroutine of the message; what it throws goes to the exception hooks. */
    void run(Call call) throws Exception;
}
