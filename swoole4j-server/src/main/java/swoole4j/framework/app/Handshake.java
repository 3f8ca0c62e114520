package swoole4j.framework.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;

/** A handshake in work: what its steps know of each other. Of one coroutine. */
final class Handshake {
    // 16 bytes as base64: the last character before the padding has four bits that are zero.
    private static final Pattern KEY = Pattern.compile("[+/0-9A-Za-z]{21}[AQgw]==");
    private static final String RFC_6455 = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";

    private final HttpRequest request;
    private String route = "";
    private @Nullable Runnable open;

    Handshake(HttpRequest request) {
        this.request = request;
    }

    HttpRequest request() {
        return request;
    }

    /** Returns the pattern of the route; empty without one. */
    String route() {
        return route;
    }

    void routed(Dispatched dispatched) {
        String pattern = dispatched.route();
        if (pattern != null) route = pattern;
    }

    /** Says what is to run when the 101 has left. */
    void afterwards(Runnable task) {
        open = task;
    }

    /** The 101 has left. */
    void answered() {
        if (open != null) open.run();
    }

    /** Tells whether a key is one. */
    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** Returns what a request is refused with whoever asks, or null. */
    static @Nullable HttpReply refusal(HttpRequest request) {
        boolean stream = String.valueOf(request.request().server().get("server_protocol"))
                .startsWith("HTTP/2");
        if (!stream && !request.method().equals("GET"))
            return HttpReply.of(405).header("Allow", "GET").body("Method Not Allowed");
        if (!request.header("sec-websocket-version").strip().equals(VERSION))
            return HttpReply.of(426).header("Sec-WebSocket-Version", VERSION).body("Upgrade Required");
        return null;
    }

    /** Returns {@code Sec-WebSocket-Accept}. */
    static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + RFC_6455).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
