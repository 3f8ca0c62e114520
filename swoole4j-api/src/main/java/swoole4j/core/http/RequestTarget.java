package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/**
 * A request target taken apart as Swoole's {@code server} map shows it. A value; any thread.
 *
 * @param uri {@code request_uri}: everything before the first question mark, not decoded
 * @param query {@code query_string}: everything after it, null if there is nothing
 */
public record RequestTarget(String uri, @Nullable String query) {
    /** Takes {@code target} apart; absolute targets, {@code *} and authorities stay as they are. */
    public static RequestTarget of(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return new RequestTarget(target, null);
        }
        String query = target.substring(mark + 1);
        return new RequestTarget(target.substring(0, mark), query.isEmpty() ? null : query);
    }

    /** {@code path_info}: the decoded uri, see {@link UrlCoding#decodePath}. */
    public String pathInfo() {
        return UrlCoding.decodePath(uri);
    }
}
