package swoole4j.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.ClientDefaults;

class ClientSettingsTest {
    private static ClientDefaults with(Map<String, ?> given) {
        Options options = new Options();
        options.set(given, false);
        return ClientSettings.of(options, ClientDefaults.STANDARD);
    }

    @Test
    void nothingGivenChangesNothing() {
        assertEquals(new ClientDefaults(60, 10, 60, 60, null), with(Map.of()));
    }

    @Test
    void eachOptionSetsItsTimeout() {
        assertEquals(
                new ClientDefaults(1, 2.5, 3, 4, "127.0.0.53"),
                with(Map.of(
                        "socket_dns_timeout", 1,
                        "socket_connect_timeout", 2.5,
                        "socket_recv_timeout", 3,
                        "socket_send_timeout", 4,
                        "dns_server", "127.0.0.53")));
    }

    @Test
    void socketTimeoutSetsReadAndWriteWhateverElseIsGiven() {
        assertEquals(
                new ClientDefaults(60, 10, 7, 7, null), with(Map.of("socket_timeout", 7, "socket_read_timeout", 1)));
    }

    @Test
    void minusOneMeansForEver() {
        assertEquals(
                new ClientDefaults(60, 0, 0, 0, null),
                with(Map.of("socket_timeout", -1, "socket_connect_timeout", -1)));
    }
}
