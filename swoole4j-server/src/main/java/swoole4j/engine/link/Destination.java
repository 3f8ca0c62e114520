package swoole4j.engine.link;

import java.net.InetAddress;

/** Where a datagram goes. */
public sealed interface Destination {
    /** A socket of a host. */
    record Host(InetAddress address, int port) implements Destination {}

    /** A Unix socket. */
    record Path(String path) implements Destination {}
}
