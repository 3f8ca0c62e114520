package swoole4j.engine.pipeline;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What RFC 9110 and RFC 9112 ask of a request's head beyond its syntax. */
final class RequestHead {
    /** The methods that Swoole knows. */
    private static final Set<String> METHODS = Set.of(
            "DELETE",
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "CONNECT",
            "OPTIONS",
            "TRACE",
            "COPY",
            "LOCK",
            "MKCOL",
            "MOVE",
            "PROPFIND",
            "PROPPATCH",
            "UNLOCK",
            "REPORT",
            "MKACTIVITY",
            "CHECKOUT",
            "MERGE",
            "M-SEARCH",
            "NOTIFY",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "PATCH",
            "PURGE");

    private static final String NOT_IN_NAMES = "\"#/<>?@[\\]^`{|},";

    private RequestHead() {}

    /** Throws when the request cannot be served. */
    static void check(HttpRequest request) throws RefusedException {
        if (!METHODS.contains(request.method().name())) {
            throw new RefusedException(400, "unknown method " + request.method());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.protocolName().equals("HTTP")) throw new RefusedException(400, "not HTTP: " + version);
        if (version.majorVersion() != 1) throw new RefusedException(505, "version " + version);
        target(request.uri());
        host(request.headers(), version);
        transferCoding(request.headers(), version);
    }

    private static void target(String target) throws RefusedException {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f) throw new RefusedException(400, "character " + (int) c + " in the target");
        }
    }

    /** RFC 9112 3.2. */
    private static void host(HttpHeaders headers, HttpVersion version) throws RefusedException {
        Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            if (version.minorVersion() > 0) throw new RefusedException(400, "no Host header");
            return;
        }
        String host = hosts.next();
        if (hosts.hasNext()) throw new RefusedException(400, "several Host headers");
        if (!isAuthority(host)) throw new RefusedException(400, "Host: " + host);
    }

    /** RFC 9110 4.2.1: a name or an address and perhaps a port; both may be empty. */
    private static boolean isAuthority(String host) {
        boolean address = host.startsWith("[");
        int end = address ? host.indexOf(']') + 1 : host.indexOf(':');
        if (address && end == 0) return false;
        int nameEnd = end < 0 ? host.length() : end;
        for (int i = 0; i < nameEnd; i++) {
            char c = host.charAt(i);
            boolean bracket = address && (i == 0 || i == nameEnd - 1);
            if (c <= ' ' || c >= 0x7f || (!bracket && NOT_IN_NAMES.indexOf(c) >= 0)) return false;
        }
        if (nameEnd == host.length()) return true;
        for (int i = nameEnd + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') return false;
        }
        return host.charAt(nameEnd) == ':';
    }

    /** RFC 9112 6.1: what is not understood cannot be delimited. */
    private static void transferCoding(HttpHeaders headers, HttpVersion version) throws RefusedException {
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) return;
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (version.minorVersion() == 0) throw new RefusedException(400, "Transfer-Encoding in HTTP/1.0");
        String coding = String.join(",", codings).strip();
        if (coding.equalsIgnoreCase("chunked")) return;
        String[] all = coding.split("[ \t]*,[ \t]*", -1);
        boolean delimited = all[all.length - 1].equalsIgnoreCase("chunked");
        boolean twice = Arrays.stream(all).filter("chunked"::equalsIgnoreCase).count() > 1;
        throw new RefusedException(delimited && !twice ? 501 : 400, "transfer coding " + coding); // RFC 9112 6.3
    }

    /**
     * Tells whether the client waits for a 100 (RFC 9110 10.1.1).
     *
     * @throws RefusedException 417 for any other expectation
     */
    static boolean expectsContinue(HttpRequest request) throws RefusedException {
        List<String> expectations = request.headers().getAll(HttpHeaderNames.EXPECT);
        if (expectations.isEmpty() || request.protocolVersion().minorVersion() == 0) return false;
        for (String expectation : expectations) {
            if (!expectation.equalsIgnoreCase("100-continue")) {
                throw new RefusedException(417, "Expect: " + expectation);
            }
        }
        return true;
    }

    /** Returns the declared length of the body, -1 for a chunked one. */
    static long length(HttpRequest request) throws RefusedException {
        if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) return -1;
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length == null) return 0;
        try {
            long value = Long.parseLong(length);
            if (value >= 0 && length.charAt(0) != '+' && length.charAt(0) != '-') return value;
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new RefusedException(400, "Content-Length: " + length);
    }

    /** Returns names and values in turn. */
    static List<String> headers(HttpRequest request) {
        List<String> flat = new ArrayList<>(2 * request.headers().size());
        for (Map.Entry<String, String> header : request.headers()) {
            flat.add(header.getKey());
            flat.add(header.getValue());
        }
        return flat;
    }

    static @Nullable String contentType(HttpRequest request) {
        return request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    }
}
