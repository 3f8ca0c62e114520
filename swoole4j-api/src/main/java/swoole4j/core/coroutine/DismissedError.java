package swoole4j.core.coroutine;

/**
 * Unwinds a coroutine whose worker has ended. Not an exception, so that no handler of those takes it for a failure; without a
 * stack, because nothing went wrong.
 */
final class DismissedError extends Error {
    private static final long serialVersionUID = 1;

    DismissedError() {
        super("the worker of this coroutine has ended", null, false, false);
    }
}
