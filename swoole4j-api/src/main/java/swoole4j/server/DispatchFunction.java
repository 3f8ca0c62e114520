package swoole4j.server;

import swoole4j.Server;

/**
 * Chooses the worker of an event, the value of the option {@code dispatch_func}; counterpart of Swoole's
 * {@code dispatch_func} setting. It counts in {@code SWOOLE_THREAD} and takes the place of {@code dispatch_mode}.
 *
 * <p>Runs on the I/O thread, of which there is one then: it must not block, and what it throws falls back to
 * {@code dispatch_mode}.
 */
@FunctionalInterface
public interface DispatchFunction {
    /** A message or request; {@code data} is how it begins. */
    int DATA = 0;

    /** The type of a datagram; {@code fd} is the number of the socket it came in on. */
    int DATAGRAM = 1;

    /** A connection ended. */
    int CLOSE = 4;

    /** A connection began. */
    int CONNECT = 5;

    /** Discards the event. */
    int DISCARD = -1;

    /** Discards the event and closes the connection; Swoole only discards. */
    int CLOSE_CONNECTION = -2;

    /** Leaves the choice to {@code dispatch_mode}. */
    int FALLBACK = -3;

    /**
     * Returns the worker from 0 to {@code worker_num - 1}, or one of the negative numbers above. A larger one is warned of
     * and discards the event. The end of a connection cannot be discarded: {@code dispatch_mode} chooses then.
     *
     * @param fd the connection
     * @param type {@link #DATA}, {@link #CONNECT} or {@link #CLOSE}
     * @param data at most the first 8 KiB, empty for other types
     */
    int dispatch(Server server, int fd, int type, byte[] data);
}
