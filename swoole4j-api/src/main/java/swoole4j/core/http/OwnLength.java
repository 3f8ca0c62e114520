package swoole4j.core.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When a head names the length of its content, whichever protocol sends it (RFC 9110 8.6). */
final class OwnLength {
    private OwnLength() {}

    /**
     * Decides what becomes of a Content-Length that the application set.
     *
     * @return what is sent, or null when nothing is
     */
    static @Nullable String check(
            ResponseHead head, String name, String value, Delivery delivery, Consumer<String> warnings) {
        if (!HttpStatus.allowsContentLength(head.status())) {
            warnings.accept("a response with status " + head.status() + " has no 'Content-Length', it will be ignored");
            return null;
        }
        if (delivery.length() < 0) {
            warnings.accept("You have set 'Transfer-Encoding', 'Content-Length' will be ignored");
            return null;
        }
        if (!HttpStatus.allowsBody(head.status()) || delivery.headRequest()) {
            // The application may know the length a GET would have had.
            if (isLength(value)) return value;
            warnings.accept("'Content-Length' " + value + " is not a number and was dropped");
            return null;
        }
        if (delivery.compressionOffered()) {
            warnings.accept("The client has set 'Accept-Encoding', 'Content-Length' will be ignored");
            return null;
        }
        String real = Long.toString(delivery.length());
        if (!value.equals(real)) {
            warnings.accept("'Content-Length' " + value + " is wrong and was replaced by " + real);
        }
        return real;
    }

    /**
     * Tells whether the server says the length by itself. That of an empty answer to a HEAD says nothing about the GET and is
     * left out, as Swoole does.
     */
    static boolean isPrinted(Delivery delivery) {
        return delivery.length() >= (delivery.headRequest() ? 1 : 0);
    }

    private static boolean isLength(String value) {
        return !value.isEmpty() && value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
