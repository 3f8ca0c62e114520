package swoole4j.server.tls;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import java.util.HashMap;
import java.util.Map;
import swoole4j.Server;

/** Servers whose first port has TLS. */
final class Servers {
    private static final int TLS = SWOOLE_SOCK_TCP | SWOOLE_SSL;

    private Servers() {}

    static Server tcp(Map<String, ?> certificate, Map<String, ?> more) {
        return set(new Server("127.0.0.1", 0, SWOOLE_BASE, TLS), certificate, more);
    }

    static swoole4j.http.Server http(Map<String, ?> certificate, Map<String, ?> more) {
        return set(new swoole4j.http.Server("127.0.0.1", 0, SWOOLE_BASE, TLS), certificate, more);
    }

    static swoole4j.websocket.Server websocket(Map<String, ?> certificate, Map<String, ?> more) {
        return set(new swoole4j.websocket.Server("127.0.0.1", 0, SWOOLE_BASE, TLS), certificate, more);
    }

    private static <S extends Server> S set(S server, Map<String, ?> certificate, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(certificate);
        all.putAll(more);
        server.set(all);
        return server;
    }
}
