package swoole4j.coroutine;

import swoole4j.SwooleException;

/**
 * Thrown where a coroutine waited, when another one cancels it with {@link swoole4j.Coroutine#cancel(int, boolean)}.
 * Counterpart of {@code Swoole\Coroutine\CanceledException}.
 */
public final class CanceledException extends SwooleException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its text and number. */
    public CanceledException(String message, int code) {
        super(message, code);
    }
}
