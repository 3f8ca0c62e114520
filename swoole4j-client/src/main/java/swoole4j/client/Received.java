package swoole4j.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Incoming;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.http.ReceivedText;
import swoole4j.spi.ClientResponseHandle;

/** What the last request has brought. One thread at a time. */
final class Received implements ClientResponseHandle {
    private static final byte[] NOTHING = {};

    private int statusCode;
    private @Nullable Map<String, Object> headers;
    private @Nullable List<String> setCookieHeaders;
    private byte[] body = NOTHING;
    private @Nullable String headerOut;
    private int errCode;
    private String errMsg = "";
    private @Nullable String downloadFile;
    private long downloadOffset;

    // ---- what becomes known

    /** A request begins. */
    void begin() {
        statusCode = 0;
        headers = null;
        setCookieHeaders = null;
        body = NOTHING;
        succeed();
    }

    void succeed() {
        errCode = 0;
        errMsg = "";
    }

    void sent(String head) {
        headerOut = head.endsWith("\r\n") ? head.substring(0, head.length() - 2) : head;
    }

    /** Takes the head of a response; returns the values of Set-Cookie. */
    List<String> head(Incoming.Head head, boolean lowercase) {
        statusCode = head.status();
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> cookies = new ArrayList<>();
        for (Map.Entry<String, String> field : head.fields()) {
            String value = ReceivedText.of(field.getValue());
            String lower = field.getKey().toLowerCase(Locale.ROOT);
            if (lower.equals("set-cookie")) cookies.add(value);
            fields.merge(lowercase ? lower : field.getKey(), value, Received::join);
        }
        headers = fields;
        setCookieHeaders = cookies.isEmpty() ? null : cookies;
        return cookies;
    }

    private static Object join(Object before, Object value) {
        List<Object> all = before instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(before));
        all.add(value);
        return all;
    }

    void body(byte[] bytes) {
        body = bytes;
    }

    void download(@Nullable String file, long offset) {
        downloadFile = file;
        downloadOffset = offset;
    }

    /** A request failed; returns false. What is known of the response stays. */
    boolean failed(FailedException why) {
        statusCode = why.status();
        body = NOTHING;
        return failed(why.error(), String.valueOf(why.getMessage()));
    }

    boolean failed(SwooleError error) {
        return failed(error.number(), error.text());
    }

    boolean failed(int status, int error, String text) {
        statusCode = status;
        return failed(error, text);
    }

    boolean failed(int error, String text) {
        errCode = error;
        errMsg = text;
        LastError.set(error);
        return false;
    }

    // ---- what a script sees

    @Override
    public int statusCode() {
        return statusCode;
    }

    @Override
    public @Nullable Map<String, Object> headers() {
        return headers;
    }

    @Override
    public @Nullable List<String> setCookieHeaders() {
        return setCookieHeaders;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public @Nullable String headerOut() {
        return headerOut;
    }

    @Override
    public int errCode() {
        return errCode;
    }

    @Override
    public String errMsg() {
        return errMsg;
    }

    @Override
    public @Nullable String downloadFile() {
        return downloadFile;
    }

    @Override
    public long downloadOffset() {
        return downloadOffset;
    }
}
