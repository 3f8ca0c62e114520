package swoole4j.core.http;

/**
 * A multipart body breaks RFC 2046 or RFC 7578, or one of the limits; the message says how and fits into a log line.
 * Carries no stack trace: a hostile peer must not make it expensive. Any thread.
 */
public final class MultipartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private MultipartException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The status of the answer: 400 for a malformed body, 413 for a limit (RFC 9110 15.5.1, 15.5.14). */
    public int status() {
        return status;
    }

    /**
     * A limit that the receiver of the parts watches, such as the size of one file.
     *
     * @param what what is too large, with the limit
     */
    public static MultipartException tooLarge(String what) {
        return new MultipartException(413, what);
    }

    static MultipartException malformed(String what) {
        return new MultipartException(400, what);
    }
}
