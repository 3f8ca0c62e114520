package swoole4j.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls over Chromium's DevTools protocol: one connection for the browser and all its tabs. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIMEOUT_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private int lastId;

    DevTools(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /** Calls a method of a tab, or of the browser when there is no session; returns its result. */
    synchronized JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) throws Exception {
        int id = ++lastId;
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        if (session != null) call.put("sessionId", session);
        call.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        socket.sendText(JSON.writeValueAsString(call), true).join();
        JsonNode answered = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (answered.has("error")) throw new AssertionError(method + ": " + answered.get("error"));
        return answered.get("result");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            take(message.toString());
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        fail(new AssertionError("the browser closed the connection: " + statusCode + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        fail(error);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /** Events have no id; nobody asked for any. */
    private void take(String text) {
        try {
            JsonNode answer = JSON.readTree(text);
            CompletableFuture<JsonNode> call = calls.remove(answer.path("id").asInt());
            if (call != null) call.complete(answer);
        } catch (JsonProcessingException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        for (CompletableFuture<JsonNode> call : calls.values()) call.completeExceptionally(cause);
    }
}
