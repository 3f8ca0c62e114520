package swoole4j.client;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.client.message.Content;
import swoole4j.client.net.Expected;

/**
 * One request, ready to be sent as often as it takes.
 *
 * @param expected what it waits for
 * @param path of the target, without the query
 * @param head its head, without the blank line
 * @param content its body
 * @param persistent whether the connection may outlive it
 * @param tunnel whether a proxy must hand it on unread
 * @param download where the body of the response goes, or null
 */
record Plan(
        Expected expected,
        String path,
        String head,
        Content content,
        boolean persistent,
        boolean tunnel,
        @Nullable Download download) {
    /** RFC 9110 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    /**
     * Where a body goes.
     *
     * @param file a path
     * @param offset where in the file it begins
     */
    record Download(Path file, long offset) {}

    /** Tells whether it does no harm to send it twice. */
    boolean isIdempotent() {
        return IDEMPOTENT.contains(expected.method());
    }
}
