package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.UpgradeOutcome.Accept;
import swoole4j.core.http.UpgradeOutcome.NotUpgrade;
import swoole4j.core.http.UpgradeOutcome.Reject;

/**
 * The server's check of a WebSocket opening handshake (RFC 6455 4.2.1). Immutable, one per port; any thread.
 */
public final class WebSocketHandshake {
    /** The only protocol version there is. */
    public static final String VERSION = "13";

    private static final byte[] GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 24;
    private static final MessageDigest SHA_1 = sha1(); // never fed, only cloned: cheaper than a provider lookup

    private final List<String> subprotocols;

    /** A check that prefers the subprotocols in this order ({@code websocket_subprotocol}); empty means none. */
    public WebSocketHandshake(List<String> subprotocols) {
        this.subprotocols = List.copyOf(subprotocols);
    }

    /** Looks up a request header in any spelling. */
    @FunctionalInterface
    public interface Headers {
        /** The value, several lines joined with {@code ", "}, or null if the request has no such header. */
        @Nullable
        String get(String name);
    }

    /**
     * Tells whether an {@code Upgrade} value asks for a WebSocket; this alone decides that a request is not plain HTTP.
     *
     * @param upgrade the value, or null if the header is missing
     * @return true if {@code websocket} is one of its elements
     */
    public static boolean isUpgrade(@Nullable String upgrade) {
        return upgrade != null && Ascii.listContains(upgrade, "websocket");
    }

    /**
     * Checks a request.
     *
     * @param http11 true if the request is HTTP/1.1
     * @return what to do with it
     */
    public UpgradeOutcome check(String method, boolean http11, Headers headers) {
        if (!isUpgrade(headers.get("Upgrade"))) {
            return NotUpgrade.INSTANCE;
        }
        String key = headers.get("Sec-WebSocket-Key");
        String problem = problem(method, http11, headers);
        if (problem != null) {
            return new Reject(400, problem);
        }
        String version = headers.get("Sec-WebSocket-Version");
        if (version != null && !Ascii.trim(version).equals(VERSION)) {
            return new Reject(426, "Sec-WebSocket-Version " + version + " is not supported, only 13 is");
        }
        if (version == null) {
            return new Reject(400, "Sec-WebSocket-Version is missing");
        }
        String trimmed = key == null ? null : Ascii.trim(key);
        if (trimmed == null || !isKey(trimmed)) {
            return new Reject(400, "Sec-WebSocket-Key is " + (key == null ? "missing" : "not base64 of 16 bytes"));
        }
        return new Accept(acceptKey(trimmed), subprotocol(headers.get("Sec-WebSocket-Protocol")));
    }

    /**
     * Checks an extended CONNECT for a WebSocket on an HTTP/2 stream, which has neither key nor Upgrade (RFC 8441 5).
     *
     * @return what to do with it
     */
    public UpgradeOutcome checkStream(Headers headers) {
        String version = headers.get("Sec-WebSocket-Version");
        if (version == null || !Ascii.trim(version).equals(VERSION)) {
            return new Reject(400, "Sec-WebSocket-Version " + version + " is not supported, only 13 is");
        }
        return new Accept(null, subprotocol(headers.get("Sec-WebSocket-Protocol")));
    }

    /**
     * The proof that the server understood: base64 of the SHA-1 of the key and a fixed text (RFC 6455 4.2.2).
     *
     * @return the value of {@code Sec-WebSocket-Accept}
     */
    public static String acceptKey(String key) {
        MessageDigest digest = freshSha1();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest.digest(GUID));
    }

    /**
     * Chooses a subprotocol from the client's offer, the server's preference first. Swoole compares without case; here
     * the exact spelling is looked for first, then any spelling, and the answer is the client's, which it can match
     * with what it offered (RFC 6455 4.1).
     *
     * @param offer the value of {@code Sec-WebSocket-Protocol}, or null
     * @return the client's spelling of the chosen one, or null if nothing matches
     */
    public @Nullable String subprotocol(@Nullable String offer) {
        if (offer == null || subprotocols.isEmpty()) {
            return null;
        }
        String[] offered = offer.split(",", -1);
        for (String wanted : subprotocols) {
            String inOtherCase = null;
            for (String element : offered) {
                String candidate = Ascii.trim(element);
                if (candidate.equals(wanted)) {
                    return candidate;
                }
                if (inOtherCase == null && Ascii.equalsIgnoreCase(candidate, wanted)) {
                    inOtherCase = candidate;
                }
            }
            if (inOtherCase != null) {
                return inOtherCase;
            }
        }
        return null;
    }

    private static @Nullable String problem(String method, boolean http11, Headers headers) {
        if (!method.equals("GET")) {
            return "method " + method + " is not GET";
        }
        if (!http11) {
            return "HTTP version is not 1.1";
        }
        if (headers.get("Host") == null) {
            return "Host is missing";
        }
        String connection = headers.get("Connection");
        if (connection == null || !Ascii.listContains(connection, "Upgrade")) {
            return "Connection " + (connection == null ? "is missing" : "'" + connection + "' does not list Upgrade");
        }
        return null;
    }

    /** 16 bytes are 22 base64 characters and two fill characters; the unused bits of the last one are not looked at. */
    private static boolean isKey(String key) {
        if (key.length() != KEY_LENGTH || !key.endsWith("==")) {
            return false;
        }
        for (int i = 0; i < KEY_LENGTH - 2; i++) {
            char c = key.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest freshSha1() {
        try {
            return (MessageDigest) SHA_1.clone();
        } catch (CloneNotSupportedException unused) {
            return sha1();
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }
}
