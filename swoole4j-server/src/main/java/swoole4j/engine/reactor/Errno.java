package swoole4j.engine.reactor;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors of the system that opening a socket meets, which the JDK tells by their text only. */
enum Errno {
    NO_SUCH_FILE(2, "No such file or directory"),
    PERMISSION_DENIED(13, "Permission denied"),
    FAMILY_NOT_SUPPORTED(97, "Address family not supported by protocol"),
    ADDRESS_IN_USE(98, "Address already in use"),
    ADDRESS_NOT_AVAILABLE(99, "Cannot assign requested address"),
    CONNECTION_REFUSED(111, "Connection refused");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    static @Nullable Errno of(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (Errno errno : values()) {
            if (message.contains(errno.text.toLowerCase(Locale.ROOT))) return errno;
        }
        return null;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }
}
