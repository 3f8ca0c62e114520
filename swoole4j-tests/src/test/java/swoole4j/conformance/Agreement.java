package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import swoole4j.testing.ResponseText;

/**
 * What a server answered to an offer of permessage-deflate (RFC 7692 7.1).
 *
 * @param serverBits window of what the server sends
 * @param clientBits window of what the client sends
 * @param serverTakeover whether the server may refer to its earlier messages
 * @param clientTakeover whether the client may
 */
record Agreement(int serverBits, int clientBits, boolean serverTakeover, boolean clientTakeover) {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";

    /** Reads the answer in a 101, which must fit this one offer. */
    static Agreement of(String offer, ResponseText head) {
        List<String> answers = head.headers("Sec-WebSocket-Extensions");
        assertEquals(1, answers.size(), head::toString);
        String answer = answers.getFirst();
        Map<String, String> offered = parameters(offer);
        Map<String, String> answered = parameters(answer);
        if (offered.containsKey(SERVER_NO_TAKEOVER)) assertTrue(answered.containsKey(SERVER_NO_TAKEOVER), answer);
        int serverBits = bits(answered.get(SERVER_BITS));
        if (offered.containsKey(SERVER_BITS)) {
            assertNotNull(answered.get(SERVER_BITS), answer);
            assertTrue(serverBits <= bits(offered.get(SERVER_BITS)), answer);
        }
        int clientBits = bits(answered.get(CLIENT_BITS));
        if (!offered.containsKey(CLIENT_BITS)) assertNull(answered.get(CLIENT_BITS), answer);
        else assertTrue(clientBits <= bits(offered.get(CLIENT_BITS)), answer);
        return new Agreement(
                serverBits,
                clientBits,
                !answered.containsKey(SERVER_NO_TAKEOVER),
                !answered.containsKey(CLIENT_NO_TAKEOVER));
    }

    private static int bits(String value) {
        int bits = value == null || value.isEmpty() ? 15 : Integer.parseInt(value);
        assertTrue(bits >= 8 && bits <= 15, value);
        return bits;
    }

    private static Map<String, String> parameters(String extension) {
        String[] parts = extension.split("; *", -1);
        assertEquals(NAME, parts[0]);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            assertTrue(
                    List.of(SERVER_BITS, CLIENT_BITS, SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER)
                            .contains(pair[0]),
                    extension);
            assertNull(parameters.put(pair[0], pair.length == 2 ? pair[1] : ""), () -> "twice in " + extension);
        }
        return parameters;
    }

    /** Makes what compresses for the client. */
    DeflateWriter writer() {
        return new DeflateWriter(clientBits, clientTakeover);
    }

    /** Makes what reads from the server. */
    DeflateReader reader() {
        return new DeflateReader(serverBits, serverTakeover);
    }
}
