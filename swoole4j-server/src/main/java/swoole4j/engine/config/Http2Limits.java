package swoole4j.engine.config;

/**
 * What the server announces to HTTP/2 clients and holds them to (RFC 9113 6.5.2).
 *
 * @param headerTableSize of the table that a client may use to compress its headers
 * @param maxConcurrentStreams of one connection
 * @param initWindowSize how much of a request's body may come before any of it was taken
 * @param maxFrameSize the largest payload of a frame that is accepted
 * @param maxHeaderListSize of one request, as RFC 9113 counts it
 * @param maxHeaders how many header fields a request may have; with more its connection ends
 */
public record Http2Limits(
        int headerTableSize,
        int maxConcurrentStreams,
        int initWindowSize,
        int maxFrameSize,
        long maxHeaderListSize,
        int maxHeaders) {
    /** Whatever is asked for: a header list is in memory as a whole before anybody looks at it. */
    private static final long LARGEST_HEADER_LIST = 16 * 1024 * 1024;

    static Http2Limits of(Options options) {
        return new Http2Limits(
                (int) options.number(Option.HTTP2_HEADER_TABLE_SIZE),
                (int) options.number(Option.HTTP2_MAX_CONCURRENT_STREAMS),
                (int) options.number(Option.HTTP2_INIT_WINDOW_SIZE),
                (int) options.number(Option.HTTP2_MAX_FRAME_SIZE),
                Math.min(LARGEST_HEADER_LIST, options.number(Option.HTTP2_MAX_HEADER_LIST_SIZE)),
                (int) options.number(Option.HTTP2_MAX_HEADERS));
    }
}
