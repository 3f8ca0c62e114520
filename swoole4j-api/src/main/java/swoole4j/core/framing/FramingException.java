package swoole4j.core.framing;

import org.jspecify.annotations.Nullable;

/** The peer sent what is no message: the connection has to be closed. Has no stack trace, since the peer can cause it at will. */
public final class FramingException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int TOO_LARGE = 1201;
    private static final int NO_LENGTH = 1202;
    private static final int MALFORMED = 1204;

    private final int number;

    private FramingException(int number, String message) {
        this(number, message, null);
    }

    private FramingException(int number, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.number = number;
    }

    static FramingException tooLarge(long length, int limit) {
        return new FramingException(
                TOO_LARGE, "the received packet length " + length + " is too large, package_max_length is " + limit);
    }

    static FramingException endless(int limit) {
        return new FramingException(
                TOO_LARGE, "no end of a message in " + limit + " bytes, which is package_max_length");
    }

    static FramingException noLength(int size) {
        return new FramingException(NO_LENGTH, "bad request, no length found in " + size + " bytes");
    }

    static FramingException malformed(String what) {
        return new FramingException(MALFORMED, "received malformed data: " + what);
    }

    static FramingException failed(Throwable cause) {
        return new FramingException(MALFORMED, "package_length_func failed", cause);
    }

    /** Returns Swoole's error number: 1201 too large, 1202 no length, 1204 malformed. */
    public int number() {
        return number;
    }
}
