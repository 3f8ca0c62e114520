package swoole4j.coroutine;

import swoole4j.SwooleException;

/**
 * Thrown where a coroutine waits, when its time is over ({@link swoole4j.Coroutine#setTimeLimit}). Counterpart of
 * {@code Swoole\Coroutine\TimeoutException}.
 */
public final class TimeoutException extends SwooleException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its text and number. */
    public TimeoutException(String message, int code) {
        super(message, code);
    }
}
