package swoole4j.client.net;

import java.io.FileNotFoundException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;

/** The errors of the system that connections meet, with Linux's numbers; the JDK and Netty tell them by their text only. */
public enum SystemError {
    /** ENOENT. */
    NO_SUCH_FILE(2, "No such file or directory"),
    /** EIO. */
    IO(5, "Input/output error"),
    /** EACCES. */
    PERMISSION_DENIED(13, "Permission denied"),
    /** EINVAL. */
    INVALID(22, "Invalid argument"),
    /** EMFILE. */
    TOO_MANY_FILES(24, "Too many open files"),
    /** EPIPE. */
    BROKEN_PIPE(32, "Broken pipe"),
    /** EAFNOSUPPORT. */
    FAMILY_NOT_SUPPORTED(97, "Address family not supported by protocol"),
    /** EADDRINUSE. */
    ADDRESS_IN_USE(98, "Address already in use"),
    /** EADDRNOTAVAIL. */
    ADDRESS_NOT_AVAILABLE(99, "Cannot assign requested address"),
    /** ENETUNREACH. */
    NETWORK_UNREACHABLE(101, "Network is unreachable"),
    /** ECONNABORTED. */
    ABORTED(103, "Software caused connection abort"),
    /** ECONNRESET. */
    RESET(104, "Connection reset by peer"),
    /** ETIMEDOUT. */
    TIMED_OUT(110, "Connection timed out"),
    /** ECONNREFUSED. */
    REFUSED(111, "Connection refused"),
    /** EHOSTUNREACH. */
    HOST_UNREACHABLE(113, "No route to host"),
    /** What the text does not tell. */
    UNKNOWN(5, "Input/output error");

    private final int number;
    private final String text;

    SystemError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Returns the number. */
    public int number() {
        return number;
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    static SystemError of(Throwable e) {
        if (e instanceof ClosedChannelException || e instanceof RejectedExecutionException) return RESET;
        if (e instanceof FileNotFoundException) return NO_SUCH_FILE; // what Netty makes of it, without a text
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (SystemError error : values()) {
            if (message.contains(error.text.toLowerCase(Locale.ROOT))) return error;
        }
        if (message.contains("connection reset")) return RESET;
        return message.contains("timed out") ? TIMED_OUT : UNKNOWN;
    }
}
