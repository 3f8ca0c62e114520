package swoole4j.engine.files;

import swoole4j.core.http.ByteRanges;
import swoole4j.core.http.MultipartRanges;

/** What the static handler makes of a request. */
public sealed interface StaticOutcome {
    /** It is for the request callback. */
    enum NotStatic implements StaticOutcome {
        /** The only one. */
        INSTANCE
    }

    /** A location has no such file: 404 with a page. */
    enum Missing implements StaticOutcome {
        /** The only one. */
        INSTANCE
    }

    /** The client has it already: 304. */
    record NotModified(Document document) implements StaticOutcome {}

    /** The client means another version: 412. */
    record PreconditionFailed(Document document) implements StaticOutcome {}

    /** None of the ranges touches the file: 416. */
    record Unsatisfiable(Document document) implements StaticOutcome {}

    /** All of it. */
    record Whole(Document document) implements StaticOutcome {}

    /** One range of it. */
    record Part(Document document, ByteRanges.Range range) implements StaticOutcome {}

    /** Several ranges of it, as {@code multipart/byteranges}. */
    record Parts(Document document, MultipartRanges ranges) implements StaticOutcome {}

    /**
     * The list of a directory.
     *
     * @param page HTML
     * @param modified the epoch second of the directory's last change
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Listing(byte[] page, long modified) implements StaticOutcome {}
}
