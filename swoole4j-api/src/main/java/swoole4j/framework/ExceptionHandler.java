package swoole4j.framework;

/**
 * Turns what a chain of middleware threw into an answer. Counterpart of {@code Hyperf\ExceptionHandler\ExceptionHandler}.
 *
 * <p>Handlers of a server are asked in the order of their list, on a reply that begins afresh: status 500 or the one of the
 * {@link HttpException}, no body. When none is valid, an {@link HttpException} answers with its status and message, anything else
 * with 500, its text only in the log. What a handler throws is logged, the answer is 500.
 */
public interface ExceptionHandler {
    /** Tells whether this handler wants {@code thrown}. */
    default boolean isValid(Throwable thrown) {
        return true;
    }

    /** Returns the answer; status 101 is never one. */
    HttpReply handle(Throwable thrown, HttpReply reply) throws Exception;

    /** Tells whether later handlers are left out after this one. True by default; Hyperf's handlers ask for it in each handle. */
    default boolean stopPropagation() {
        return true;
    }
}
