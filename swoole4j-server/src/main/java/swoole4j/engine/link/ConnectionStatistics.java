package swoole4j.engine.link;

/**
 * What is counted of all connections of a server, as {@code stats()} wants it.
 *
 * @param open {@code connection_num}
 * @param accepted {@code accept_count}: became connections
 * @param closed {@code close_count}: ended, whoever ended them
 * @param aborted {@code abort_count}: were accepted and did not become connections
 * @param receivedBytes {@code total_recv_bytes}: decrypted, with the protocol's own bytes
 * @param sentBytes {@code total_send_bytes}: taken by the kernel, before encryption
 * @param lastFd {@code session_round}: the fd that was given out last
 * @param minSocketFd {@code min_fd}: the lowest socket fd of those that are open, 0 when none is
 * @param maxSocketFd {@code max_fd}: the highest one
 */
public record ConnectionStatistics(
        int open,
        long accepted,
        long closed,
        long aborted,
        long receivedBytes,
        long sentBytes,
        int lastFd,
        int minSocketFd,
        int maxSocketFd) {}
