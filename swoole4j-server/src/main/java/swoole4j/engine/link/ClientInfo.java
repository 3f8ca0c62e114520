package swoole4j.engine.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The map of {@code getClientInfo()}. */
public final class ClientInfo {
    // Values of dispatch_mode.
    private static final int BY_USER = 5;
    private static final int STICKY = 8;

    private ClientInfo() {}

    /**
     * The server's side of connections of one port.
     *
     * @param websocket whether it speaks WebSocket
     * @param port the port it is bound to, 0 where its address is a path
     * @param socket the number of its socket
     * @param type the number of its kind of socket
     */
    public record Side(boolean websocket, int port, int socket, int type) {}

    /** Makes the map. */
    public static Map<String, Object> of(
            ConnectionState connection,
            Facts facts,
            Side side,
            int dispatchMode,
            long connectedMicros,
            @Nullable String clientCertificate) {
        Map<String, Object> info = new LinkedHashMap<>();
        if (facts.uid() != 0 || dispatchMode == BY_USER) info.put("uid", facts.uid());
        if (facts.worker() > 0 || dispatchMode == STICKY) info.put("worker_id", facts.worker());
        if (side.websocket()) info.put("websocket_status", facts.websocketStatus());
        if (clientCertificate != null) info.put("ssl_client_cert", clientCertificate);
        info.put("server_port", side.port());
        info.put("server_fd", side.socket());
        info.put("socket_fd", connection.socketFd());
        info.put("socket_type", side.type());
        info.put("remote_port", connection.address().remotePort());
        info.put("remote_ip", connection.address().remoteIp());
        info.put("reactor_id", connection.reactorId());
        info.put("connect_time", (int) (connectedMicros / 1_000_000));
        info.put("last_time", (int) (facts.lastReceived() / 1_000_000));
        info.put("last_recv_time", facts.lastReceived() / 1e6);
        info.put("last_send_time", facts.lastSent() / 1e6);
        info.put("last_dispatch_time", facts.lastDispatched() / 1e6);
        info.put("close_errno", 0);
        info.put("recv_queued_bytes", 0);
        info.put("send_queued_bytes", (int) Math.min(facts.unsent(), Integer.MAX_VALUE));
        return info;
    }
}
