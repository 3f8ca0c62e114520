package swoole4j.client.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.MimeTypes;
import swoole4j.coroutine.http.ClientException;
import swoole4j.spi.ClientRequestHandle;

/** What a script has set for its requests, and what the next one becomes of it. One thread at a time. */
public final class Draft implements ClientRequestHandle {
    private static final int NO_SUCH_FILE = 2;

    private final CookieJar cookies;
    private final Failures failures;

    private @Nullable String method;
    private @Nullable Map<String, Object> headers;
    private @Nullable Object body;
    /** A body of one post is not that of a get. */
    private boolean bodyOfPost;

    private @Nullable String authorization;
    private List<Attachment> attachments = new ArrayList<>();

    /** Where a call says why it did not work. */
    @FunctionalInterface
    public interface Failures {
        /** Tells it; returns false. */
        boolean failed(int error, String text);
    }

    /** Nothing is set. */
    public Draft(CookieJar cookies, Failures failures) {
        this.cookies = cookies;
        this.failures = failures;
    }

    // ---- what a script sets

    @Override
    public boolean setMethod(String method) {
        String upper = method.toUpperCase(Locale.ROOT);
        if (!Ascii.isToken(upper)) return invalid("method [" + method + "] is none, expected letters such as GET");
        if (upper.equals("CONNECT")) return invalid("method CONNECT is for proxies, set http_proxy_host instead");
        this.method = upper;
        return true;
    }

    @Override
    public boolean setHeaders(Map<String, ?> headers) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : headers.entrySet()) {
            if (!Ascii.isToken(entry.getKey())) return invalid("header name [" + entry.getKey() + "] is none");
            Object value = entry.getValue();
            if (value == null) continue;
            try {
                if (!isFieldValue(entry.getKey(), value)) {
                    return invalid("the value of header [" + entry.getKey() + "] has a control character");
                }
            } catch (IllegalArgumentException e) {
                return invalid(String.valueOf(e.getMessage()));
            }
            copy.put(entry.getKey(), value instanceof Iterable<?> list ? listOf(list) : value);
        }
        this.headers = copy;
        return true;
    }

    private static List<Object> listOf(Iterable<?> values) {
        List<Object> list = new ArrayList<>();
        values.forEach(list::add);
        return list;
    }

    private static boolean isFieldValue(String name, Object value) {
        if (value instanceof Iterable<?> list) {
            for (Object element : list) {
                if (element != null && !isFieldValue(name, element)) return false;
            }
            return true;
        }
        String text = Scalar.text("header " + name, value);
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
    }

    @Override
    public boolean setCookies(Map<String, ?> values) {
        for (String name : values.keySet()) {
            if (!Ascii.isToken(name)) return invalid("cookie name [" + name + "] is none");
        }
        cookies.replace(values);
        return true;
    }

    @Override
    public boolean setData(@Nullable Object data) {
        keep(data, false);
        return true;
    }

    private void keep(@Nullable Object data, boolean ofPost) {
        switch (data) {
            case null -> body = null;
            case byte[] bytes -> body = bytes.clone();
            case Map<?, ?> map -> body = new LinkedHashMap<>(map);
            case CharSequence text -> body = text.toString();
            case Number number -> body = Scalar.text("data", number);
            default ->
                throw new ClientException(
                        "data is a " + data.getClass().getName() + ", expected text, bytes or a map",
                        SwooleError.INVALID_PARAMS.number());
        }
        bodyOfPost = ofPost;
    }

    @Override
    public boolean setBasicAuth(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
        return true;
    }

    @Override
    public boolean addFile(
            String path, String name, @Nullable String type, @Nullable String filename, long offset, long length) {
        long size;
        Path file;
        try {
            file = Path.of(path);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                return failures.failed(NO_SUCH_FILE, "file [" + path + "] is not there or cannot be read");
            }
            size = Files.size(file);
        } catch (IOException | InvalidPathException e) {
            return failures.failed(NO_SUCH_FILE, "file [" + path + "] cannot be read: " + e.getMessage());
        }
        if (size == 0) return failures.failed(SwooleError.FILE_EMPTY.number(), "file [" + path + "] is empty");
        if (offset < 0 || offset >= size) {
            return invalid("parameter $offset[" + offset + "] exceeds the file size " + size);
        }
        if (length < 0 || length > size - offset) {
            return invalid("parameter $length[" + length + "] exceeds the file size " + size);
        }
        Path last = file.getFileName();
        String usualName = last == null ? path : last.toString();
        return attach(Attachment.of(
                name,
                type,
                MimeTypes.ofFile(usualName),
                filename,
                usualName,
                new Content.FilePart(file, offset, length == 0 ? size - offset : length)));
    }

    @Override
    public boolean addData(byte[] data, String name, @Nullable String type, @Nullable String filename) {
        return attach(Attachment.of(name, type, MimeTypes.UNKNOWN, filename, name, new Content.Bytes(data)));
    }

    private boolean attach(Attachment attachment) {
        if (attachment.type().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return invalid("type [" + attachment.type() + "] has a control character");
        }
        attachments.add(attachment);
        return true;
    }

    private boolean invalid(String text) {
        return failures.failed(SwooleError.INVALID_PARAMS.number(), text);
    }

    // ---- what a script sees

    @Override
    public @Nullable String method() {
        return method;
    }

    @Override
    public @Nullable Map<String, Object> headers() {
        return headers;
    }

    @Override
    public @Nullable Object body() {
        return body;
    }

    @Override
    public @Nullable List<Map<String, Object>> uploadFiles() {
        return attachments.isEmpty()
                ? null
                : attachments.stream().map(Attachment::shown).toList();
    }

    // ---- what becomes of it

    /** The next request gets something. */
    public void get() {
        method = "GET";
        if (bodyOfPost) body = null;
    }

    /** The next request posts something. */
    public void post(@Nullable Object data) {
        keep(data, true);
        method = "POST";
    }

    /** Returns the method of the next request. */
    public String effectiveMethod() {
        if (method != null) return method;
        return body != null || !attachments.isEmpty() ? "POST" : "GET";
    }

    /**
     * Makes the body of the next request and forgets its files.
     *
     * @throws ClientException for a form with values that cannot be in one
     */
    public Content takeContent() {
        List<Attachment> files = attachments;
        attachments = new ArrayList<>();
        try {
            return files.isEmpty() ? Content.of(body) : Multipart.of(body, files);
        } catch (IllegalArgumentException e) {
            throw new ClientException(String.valueOf(e.getMessage()), SwooleError.INVALID_PARAMS.number());
        }
    }

    /** Returns the value of Authorization that was asked for, or null. */
    @Nullable
    String authorization() {
        return authorization;
    }
}
