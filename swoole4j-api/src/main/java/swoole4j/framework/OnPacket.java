package swoole4j.framework;

import java.util.Map;
import swoole4j.Server;

/** Takes datagrams. Counterpart of {@code Hyperf\Contract\OnPacketInterface}. */
@FunctionalInterface
public interface OnPacket {
    /** Called with one datagram and what is known of its sender. */
    void onPacket(Server server, byte[] data, Map<String, Object> clientInfo) throws Exception;
}
