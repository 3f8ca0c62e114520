package swoole4j;

/**
 * A mistake of the programmer: a bad constructor argument, a missing callback, a setting out of range.
 *
 * <p>Counterpart of {@code Swoole\Exception} and of PHP's fatal errors. Expected failures at run time are a {@code false}
 * or {@code null} return value with {@link Swoole#lastError()} instead.
 */
public class SwooleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** Creates an exception with Swoole's text and code 0. */
    public SwooleException(String message) {
        this(message, 0);
    }

    /** Creates an exception with Swoole's text and code, such as 98 for an address in use. */
    public SwooleException(String message, int code) {
        super(message);
        this.code = code;
    }

    /** Creates an exception with Swoole's text, its code and what led to it. */
    public SwooleException(String message, int code, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns the error number, counterpart of {@code getCode()}; 0 when there is none. */
    public int code() {
        return code;
    }
}
