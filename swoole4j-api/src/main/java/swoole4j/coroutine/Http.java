package swoole4j.coroutine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.coroutine.http.Client;
import swoole4j.coroutine.http.ClientException;
import swoole4j.coroutine.http.ClientProxy;

/**
 * One request and its response in one call, counterpart of the functions {@code Swoole\Coroutine\Http\request},
 * {@code get} and {@code post}. Each makes a connection of its own and closes it. Redirects are not followed.
 *
 * <p>Of coroutines and other threads; the caller waits, its worker goes on.
 */
public final class Http {
    private Http() {}

    /** Gets a page; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy get(String url) {
        return get(url, null, null, null);
    }

    /** Gets a page; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy get(
            String url,
            @Nullable Map<String, ?> options,
            @Nullable Map<String, ?> headers,
            @Nullable Map<String, ?> cookies) {
        return request(url, "GET", null, options, headers, cookies);
    }

    /** Posts data; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy post(String url, @Nullable Object data) {
        return post(url, data, null, null, null);
    }

    /** Posts data; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy post(
            String url,
            @Nullable Object data,
            @Nullable Map<String, ?> options,
            @Nullable Map<String, ?> headers,
            @Nullable Map<String, ?> cookies) {
        return request(url, "POST", data, options, headers, cookies);
    }

    /** Sends a request without data; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy request(String url, String method) {
        return request(url, method, null, null, null, null);
    }

    /** Sends a request; see {@link #request(String, String, Object, Map, Map, Map)}. */
    public static ClientProxy request(String url, String method, @Nullable Object data) {
        return request(url, method, data, null, null, null);
    }

    /**
     * Sends a request and waits for the response.
     *
     * @param url {@code http://} or {@code https://}
     * @param method such as {@code GET}
     * @param data a String, bytes, or a Map that becomes a form; null for none
     * @param options see {@link Client#set}
     * @param headers see {@link Client#setHeaders}
     * @param cookies see {@link Client#setCookies}
     * @throws ClientException for a URL that is none, and when there is no response: with the text and the number of
     *     {@link Client#errMsg()} and {@link Client#errCode()}
     */
    public static ClientProxy request(
            String url,
            String method,
            @Nullable Object data,
            @Nullable Map<String, ?> options,
            @Nullable Map<String, ?> headers,
            @Nullable Map<String, ?> cookies) {
        URI parts = parse(url);
        String scheme = parts.getScheme();
        if (scheme == null) throw new ClientException("The URL given is illegal [no scheme]", 0);
        boolean ssl = scheme.equalsIgnoreCase("https");
        if (!ssl && !scheme.equalsIgnoreCase("http")) {
            throw new ClientException("unknown scheme \"" + scheme + "\"", 0);
        }
        Client client = new Client(host(parts), Math.max(parts.getPort(), 0), ssl);
        try {
            if (options != null && !options.isEmpty()) client.set(options);
            if (!client.setMethod(method)) throw new ClientException(client.errMsg(), client.errCode());
            if (data != null) client.setData(data);
            if (headers != null) client.setHeaders(headers);
            if (cookies != null) client.setCookies(cookies);
            if (client.execute(target(parts))) return new ClientProxy(client);
            throw new ClientException(client.errMsg(), client.errCode());
        } finally {
            client.close();
        }
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new ClientException(
                    "The URL given is illegal [" + e.getReason() + "]: " + url, SwooleError.INVALID_PARAMS.number());
        }
    }

    /** The host, which a URI tells without help only when it is a name of the Internet. */
    private static String host(URI url) {
        if (url.getHost() != null) return url.getHost();
        String authority = url.getRawAuthority();
        if (authority == null) return "";
        String behindUser = authority.substring(authority.lastIndexOf('@') + 1);
        return behindUser.replaceFirst(":\\d*$", "");
    }

    private static String target(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery();
        return query == null || query.isEmpty() ? path : path + "?" + query;
    }
}
