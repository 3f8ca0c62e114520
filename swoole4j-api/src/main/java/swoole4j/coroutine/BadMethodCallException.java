package swoole4j.coroutine;

/** A call that must not be made now. Counterpart of PHP's {@code BadMethodCallException}. */
public final class BadMethodCallException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its text. */
    public BadMethodCallException(String message) {
        super(message);
    }
}
