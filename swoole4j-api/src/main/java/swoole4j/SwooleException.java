package swoole4j;

/**
 * Misuse by the program: what Swoole reports as a fatal error or a thrown {@code Swoole\Exception}.
 *
 * <p>Failures that a correct program must expect (a peer that is gone, a full buffer) are return values instead.
 */
public class SwooleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with the text shown to the user.
     *
     * @param message what was wrong, with the offending value and what is allowed
     */
    public SwooleException(String message) {
        super(message);
    }

    /**
     * Makes an exception with the text shown to the user and its reason.
     *
     * @param message what was wrong, with the offending value and what is allowed
     * @param cause the failure behind it
     */
    public SwooleException(String message, Throwable cause) {
        super(message, cause);
    }
}
