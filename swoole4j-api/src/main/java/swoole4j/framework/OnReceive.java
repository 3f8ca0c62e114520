package swoole4j.framework;

import swoole4j.Server;

/** Takes what arrives on plain TCP connections. Counterpart of {@code Hyperf\Contract\OnReceiveInterface}. */
@FunctionalInterface
public interface OnReceive {
    /** Called with bytes, as a coroutine of the connection's worker. */
    void onReceive(Server server, int fd, int reactorId, byte[] data) throws Exception;
}
