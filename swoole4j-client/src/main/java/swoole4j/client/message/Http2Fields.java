package swoole4j.client.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.coroutine.http.ClientException;
import swoole4j.http2.Request;

/** The header fields of an HTTP/2 request (RFC 9113 8.3). */
public final class Http2Fields {
    /** What belongs to HTTP/1 connections (RFC 9113 8.2.2), or is written here. */
    private static final Set<String> LEFT_OUT = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "cookie");

    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private final Content content;

    private Http2Fields(Content content) {
        this.content = content;
    }

    /**
     * Makes them.
     *
     * @param scheme http or https
     * @param authority the usual value of {@code :authority}
     * @param codings what to accept, or null
     * @throws ClientException for a method, path, header or body that is none
     */
    public static Http2Fields of(
            Request request, String scheme, String authority, CookieJar jar, @Nullable String codings) {
        StringBuilder problem = new StringBuilder();
        Draft draft = new Draft(jar, (_, text) -> {
            problem.append(text);
            return false;
        });
        String target = Target.of(request.path());
        if (target == null || request.path().isEmpty()) {
            throw new ClientException("path [" + request.path() + "] is none", SwooleError.INVALID_PARAMS.number());
        }
        draft.setData(request.data());
        if (!draft.setMethod(request.method()) || !draft.setHeaders(request.headers())) {
            throw new ClientException(problem.toString(), SwooleError.INVALID_PARAMS.number());
        }
        Http2Fields made = new Http2Fields(draft.takeContent());
        made.write(draft, request, target, scheme, authority, jar, codings);
        return made;
    }

    private void write(
            Draft draft,
            Request request,
            String target,
            String scheme,
            String authority,
            CookieJar jar,
            @Nullable String codings) {
        Map<String, Object> headers = draft.headers() == null ? Map.of() : draft.headers();
        add(":method", draft.effectiveMethod());
        add(":path", target);
        add(":scheme", scheme);
        String host = null;
        boolean typed = false;
        boolean coded = codings == null;
        List<Map.Entry<String, String>> others = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            List<?> values = header.getValue() instanceof List<?> list ? list : List.of(header.getValue());
            for (Object value : values) {
                String text = Scalar.text("header " + name, value);
                if (name.equals("host")) host = text;
                if (name.equals("cookie")) cookies.add(text);
                if (LEFT_OUT.contains(name) || (name.equals("te") && !text.equals("trailers"))) continue;
                typed |= name.equals("content-type");
                coded |= name.equals("accept-encoding");
                others.add(Map.entry(name, text));
            }
        }
        add(":authority", host == null ? authority : host);
        fields.addAll(others);
        if (!coded && codings != null) add("accept-encoding", codings);
        if (content.type() != null && !typed) add("content-type", content.type());
        if (content.isPresent() && !request.pipeline()) add("content-length", Long.toString(content.length()));
        String stored = jar.header(Target.path(target));
        if (stored != null) cookies.add(stored);
        String own = own(request.cookies());
        if (own != null) cookies.add(own);
        if (!cookies.isEmpty()) add("cookie", String.join("; ", cookies));
    }

    private static @Nullable String own(Map<String, Object> cookies) {
        if (cookies.isEmpty()) return null;
        CookieJar own = new CookieJar("own", true, java.time.Clock.systemUTC());
        own.replace(cookies);
        return own.header("/");
    }

    private void add(String name, String value) {
        fields.add(Map.entry(name, value));
    }

    /** Returns the fields, pseudo header fields first. */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /** Returns the body, all of which is in memory. */
    public byte[] body() {
        return content.pieces().isEmpty()
                ? new byte[0]
                : ((Content.Bytes) content.pieces().getFirst()).bytes();
    }
}
