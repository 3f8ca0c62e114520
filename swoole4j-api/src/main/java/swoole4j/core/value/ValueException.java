package swoole4j.core.value;

/** A value that cannot be handed to another worker, or bytes that are no value. */
public final class ValueException extends Exception {
    private static final long serialVersionUID = 1L;

    ValueException(String message) {
        super(message, null, false, false);
    }
}
