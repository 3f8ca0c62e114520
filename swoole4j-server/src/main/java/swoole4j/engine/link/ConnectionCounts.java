package swoole4j.engine.link;

/**
 * What the connections of a server come to at one moment.
 *
 * @param open connections now
 * @param accepted connections so far
 * @param closed of these
 * @param aborted accepted sockets that did not become a connection
 * @param receivedBytes from all of them, without TLS
 * @param sentBytes to all of them, without TLS
 * @param lastFd the fd given out last
 * @param minSocketFd the smallest number of an open connection, 0 without any
 * @param maxSocketFd the largest number of an open connection, 0 without any
 */
public record ConnectionCounts(
        int open,
        long accepted,
        long closed,
        long aborted,
        long receivedBytes,
        long sentBytes,
        int lastFd,
        int minSocketFd,
        int maxSocketFd) {}
