package swoole4j.server;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A datagram that a port received, counterpart of {@code Swoole\Server\Packet}: what packet gets when {@code event_object}
 * is on.
 *
 * @param serverSocket the number of the socket it came in on, for {@link swoole4j.Server#sendto(String, int, byte[], int)}
 * @param serverPort the number of the port it came in on; 0 for a Unix socket
 * @param dispatchTime seconds since the epoch when it came to the worker
 * @param address the sender's address; for a Unix socket its path, or empty when it has none
 * @param port the sender's port; 0 for a Unix socket
 * @param bytes what it carries
 */
@SuppressWarnings("ArrayRecordComponent") // handed to one callback, never compared
public record Packet(int serverSocket, int serverPort, double dispatchTime, String address, int port, byte[] bytes) {
    /** Returns what it carries, decoded as UTF-8. */
    public String data() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns what packet callbacks without an object get: server_socket, dispatch_time, server_port, address and port, the last not for a Unix socket. */
    public Map<String, Object> clientInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("server_socket", serverSocket);
        info.put("dispatch_time", dispatchTime);
        info.put("server_port", serverPort);
        info.put("address", address);
        if (serverPort != 0) info.put("port", port);
        return info;
    }
}
