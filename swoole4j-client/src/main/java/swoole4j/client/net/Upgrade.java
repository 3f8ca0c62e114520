package swoole4j.client.net;

import io.netty.handler.codec.http.HttpHeaders;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.core.websocket.DeflateOffer;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.ProtocolException;

/** The client's side of an opening handshake (RFC 6455 4.1). */
public final class Upgrade {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_LENGTH = 16;

    private final String key;
    private final @Nullable DeflateOffer offer;
    private final List<String> subprotocols;
    private final ClientSettings settings;

    /**
     * Begins one.
     *
     * @param subprotocols what a script has set as Sec-WebSocket-Protocol, or null
     */
    public Upgrade(ClientSettings settings, @Nullable String subprotocols) {
        byte[] random = new byte[KEY_LENGTH];
        RANDOM.nextBytes(random);
        this.key = Base64.getEncoder().encodeToString(random);
        this.settings = settings;
        this.subprotocols = subprotocols == null
                ? List.of()
                : Arrays.stream(subprotocols.split(",", -1)).map(String::strip).toList();
        this.offer = !settings.websocketCompression()
                ? null
                : settings.websocketContextTakeover() ? DeflateOffer.WITH_TAKEOVER : DeflateOffer.WITHOUT_TAKEOVER;
    }

    /** Returns the headers of the request. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", WebSocketHandshake.VERSION);
        headers.put("Sec-WebSocket-Key", key);
        if (offer != null) headers.put("Sec-Websocket-Extensions", offer.text());
        return headers;
    }

    ClientSettings settings() {
        return settings;
    }

    /**
     * Checks the answer.
     *
     * @return what was agreed about compression, or null
     * @throws FailedException when the answer breaks a rule: the connection must end
     */
    @Nullable
    DeflateParameters check(HttpHeaders answer) throws FailedException {
        String upgrade = answer.get("Upgrade");
        if (upgrade == null || !Ascii.equalsIgnoreCase(Ascii.trim(upgrade), "websocket")) {
            throw failed("websocket handshake failed: invalid Upgrade header");
        }
        String connection = String.join(",", answer.getAll("Connection"));
        if (!Ascii.listContains(connection, "Upgrade")) {
            throw failed("websocket handshake failed: invalid Connection header");
        }
        List<String> accept = answer.getAll("Sec-WebSocket-Accept");
        if (accept.size() != 1 || !Ascii.trim(accept.getFirst()).equals(WebSocketHandshake.acceptKey(key))) {
            throw failed("websocket handshake failed: invalid Sec-WebSocket-Accept header");
        }
        List<String> protocols = answer.getAll("Sec-WebSocket-Protocol");
        if (!protocols.isEmpty()
                && (protocols.size() > 1 || !subprotocols.contains(Ascii.trim(protocols.getFirst())))) {
            throw failed("websocket handshake failed: invalid Sec-WebSocket-Protocol header");
        }
        return agreement(answer.getAll("Sec-WebSocket-Extensions"));
    }

    private @Nullable DeflateParameters agreement(List<String> answers) throws FailedException {
        if (answers.isEmpty()) return null;
        DeflateOffer made = offer;
        if (made == null) throw failed("websocket handshake failed: invalid Sec-WebSocket-Extensions header");
        try {
            return made.agree(String.join(", ", answers));
        } catch (ProtocolException e) {
            throw failed("websocket handshake failed: " + e.getMessage());
        }
    }

    private static FailedException failed(String text) {
        return FailedException.answer(SwooleError.WEBSOCKET_HANDSHAKE_FAILED, text);
    }
}
