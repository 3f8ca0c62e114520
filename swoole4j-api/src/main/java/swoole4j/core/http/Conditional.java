package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of a GET or HEAD request (RFC 9110 13.1), each the value of its header or null. A value; any thread.
 * Swoole knows If-Modified-Since and If-Range with a date only.
 */
public record Conditional(
        @Nullable String ifMatch,
        @Nullable String ifUnmodifiedSince,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifRange) {
    /** What the conditions make of the request. */
    public enum Outcome {
        /** They hold: answer as if there were none. */
        PROCEED,
        /** The client has it already: 304. */
        NOT_MODIFIED,
        /** The client meant something else: 412. */
        PRECONDITION_FAILED
    }

    /**
     * Evaluates the conditions in the order of RFC 9110 13.2.2. Dates that cannot be read are ignored.
     *
     * @param lastModified when the content changed, in epoch seconds
     * @param tag its entity tag, or null if it has none
     * @param now the epoch second, for dates with a two-digit year
     */
    public Outcome evaluate(long lastModified, @Nullable String tag, long now) {
        if (ifMatch != null) {
            if (!EntityTag.strongMatch(ifMatch, tag == null ? "" : tag)) {
                return Outcome.PRECONDITION_FAILED;
            }
        } else {
            Long limit = date(ifUnmodifiedSince, now);
            if (limit != null && lastModified > limit) {
                return Outcome.PRECONDITION_FAILED;
            }
        }
        if (ifNoneMatch != null) {
            return EntityTag.weakMatch(ifNoneMatch, tag == null ? "" : tag) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        Long since = date(ifModifiedSince, now);
        return since != null && lastModified <= since ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }

    /**
     * Tells whether a Range header of the request counts (RFC 9110 13.1.5): without If-Range always, else if it names this
     * very version. A date does that if it is the date of the change and that second is over (8.8.2.2); a weak tag never does.
     *
     * @param lastModified when the content changed, in epoch seconds
     * @param tag its entity tag, or null if it has none
     * @param now the epoch second
     */
    public boolean allowsRange(long lastModified, @Nullable String tag, long now) {
        if (ifRange == null) {
            return true;
        }
        if (ifRange.startsWith("\"")) {
            return ifRange.equals(tag);
        }
        Long date = date(ifRange, now);
        return date != null && date == lastModified && lastModified < now;
    }

    private static @Nullable Long date(@Nullable String text, long now) {
        return text == null ? null : HttpDate.parse(text, now);
    }
}
