package swoole4j.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's client, which writes down what it hears: {@code text hi}, {@code pong}, {@code close 1000 bye}. */
final class WebSocketClient implements AutoCloseable {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** Connects; a refused handshake is an exception of the JDK. */
    WebSocketClient(int port, String target, String... subprotocols) throws Exception {
        var builder = http.newWebSocketBuilder();
        if (subprotocols.length == 1) builder.subprotocols(subprotocols[0]);
        if (subprotocols.length == 2) builder.subprotocols(subprotocols[0], subprotocols[1]);
        try {
            socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + target), new Ears())
                    .join();
        } catch (CompletionException refused) {
            http.shutdownNow();
            throw refused.getCause() instanceof Exception cause ? cause : refused;
        }
    }

    WebSocketClient(int port) throws Exception {
        this(port, "/");
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void text(String message) {
        socket.sendText(message, true).join();
    }

    void ping(String data) {
        socket.sendPing(StandardCharsets.UTF_8.encode(data)).join();
    }

    void pong(String data) {
        socket.sendPong(StandardCharsets.UTF_8.encode(data)).join();
    }

    void end(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    /** The next thing heard, null when nothing comes. */
    @Nullable
    String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /** Hears; pings are answered by the JDK. */
    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add("text " + text);
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            return hear(webSocket, "ping", message);
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            return hear(webSocket, "pong", message);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            heard.add(("close " + statusCode + " " + reason).strip());
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            heard.add("error " + error);
        }

        private @Nullable CompletionStage<?> hear(WebSocket webSocket, String what, ByteBuffer message) {
            heard.add((what + " " + StandardCharsets.UTF_8.decode(message)).strip());
            webSocket.request(1);
            return null;
        }
    }
}
