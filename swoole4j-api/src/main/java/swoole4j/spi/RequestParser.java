package swoole4j.spi;

/** A request that is parsed piece by piece; {@link swoole4j.http.Request#parse} feeds it. Confined to one thread. */
public interface RequestParser extends RequestSource {
    /**
     * Parses some more.
     *
     * @return the number of bytes that were taken; -1 when the request was complete already
     */
    int parse(byte[] data);
}
