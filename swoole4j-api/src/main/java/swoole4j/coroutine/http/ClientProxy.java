package swoole4j.coroutine.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response without its connection, counterpart of {@code Swoole\Coroutine\Http\ClientProxy}. Any thread. */
public final class ClientProxy {
    private final byte[] body;
    private final int statusCode;
    private final @Nullable Map<String, Object> headers;
    private final @Nullable Map<String, String> cookies;

    /** Takes over what the client's last request has brought. */
    public ClientProxy(Client client) {
        this.body = client.bodyBytes();
        this.statusCode = client.getStatusCode();
        this.headers = client.getHeaders();
        this.cookies = client.getCookies();
    }

    /** Returns the body as UTF-8 text. */
    public String getBody() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of the body, not a copy. */
    public byte[] getBodyBytes() {
        return body;
    }

    /** Returns the status. */
    public int getStatusCode() {
        return statusCode;
    }

    /** Returns the headers: lower-case names, a String or a List each. */
    public @Nullable Map<String, Object> getHeaders() {
        return headers;
    }

    /** Returns the cookies that were set, or null when there were none. */
    public @Nullable Map<String, String> getCookies() {
        return cookies;
    }
}
