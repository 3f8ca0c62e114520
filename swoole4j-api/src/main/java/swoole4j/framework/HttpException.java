package swoole4j.framework;

/** Ends a chain of middleware with a status. Counterpart of {@code Hyperf\HttpMessage\Exception\HttpException}. */
public class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates one; without an exception handler of the application the peer gets both.
     *
     * @throws IllegalArgumentException when {@code status} is not from 400 to 599
     */
    public HttpException(int status, String message) {
        super(message);
        if (status < 400 || status > 599)
            throw new IllegalArgumentException("status " + status + ": an error has one from 400 to 599");
        this.status = status;
    }

    /** Returns the status of the answer. */
    public final int status() {
        return status;
    }
}
