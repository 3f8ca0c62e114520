package swoole4j.engine.http2;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request, checked where Netty does not (RFC 9113 8.2, 8.3) and brought into the form of HTTP/1:
 * {@code :authority} is the header {@code host}, cookies are one header.
 *
 * @param method of the request
 * @param target the path with the query, of a plain CONNECT the authority
 * @param protocol of an extended CONNECT (RFC 8441), or null
 * @param headers names and values in turn
 */
record RequestFields(String method, String target, @Nullable String protocol, List<String> headers) {
    /** Characters that are in no host name, with those that would begin something else. */
    private static final String NOT_IN_AUTHORITY = "\"#/<>?@\\^`{|},";

    /**
     * Reads them.
     *
     * @throws Http2Exception for a malformed request, which ends its stream
     */
    static RequestFields of(int stream, Http2Headers fields) throws Http2Exception {
        return new Reading(stream).read(fields);
    }

    /** Returns the first value of a header, or null. */
    @Nullable
    String header(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equals(name)) return headers.get(i + 1);
        }
        return null;
    }

    /** Returns the declared length of the body, or -1. */
    long length() {
        String length = header("content-length");
        return length == null ? -1 : Long.parseLong(length); // Netty made sure that it is a number
    }

    private static final class Reading {
        private final int stream;
        private final List<String> headers = new ArrayList<>(32);
        private @Nullable String method;
        private @Nullable String path;
        private @Nullable String scheme;
        private @Nullable String authority;
        private @Nullable String protocol;
        private @Nullable String host;
        private int cookie = -1;

        Reading(int stream) {
            this.stream = stream;
        }

        RequestFields read(Http2Headers fields) throws Http2Exception {
            for (Map.Entry<CharSequence, CharSequence> field : fields) {
                String name = field.getKey().toString();
                String value = field.getValue().toString();
                checkValue(name, value);
                if (name.startsWith(":")) {
                    pseudo(name, value);
                } else {
                    regular(name, value);
                }
            }
            String verb = method;
            if (verb == null || verb.isEmpty()) throw malformed(":method is missing");
            addHost();
            boolean plainConnect = verb.equals("CONNECT") && protocol == null;
            return new RequestFields(verb, plainConnect ? tunnel() : target(verb), protocol, headers);
        }

        private void pseudo(String name, String value) throws Http2Exception {
            String before;
            switch (name) {
                case ":method" -> {
                    before = method;
                    method = token(value);
                }
                case ":path" -> {
                    before = path;
                    path = value;
                }
                case ":scheme" -> {
                    before = scheme;
                    scheme = value;
                }
                case ":authority" -> {
                    before = authority;
                    authority = checkedAuthority(value);
                }
                case ":protocol" -> {
                    before = protocol;
                    protocol = value;
                }
                default -> throw malformed("pseudo-header " + name);
            }
            if (before != null) throw malformed(name + " appears twice"); // RFC 9113 8.3
        }

        private void regular(String name, String value) throws Http2Exception {
            switch (name) {
                case "host" -> {
                    if (host != null) throw malformed("several host fields");
                    host = checkedAuthority(value);
                }
                case "cookie" -> cookie(value);
                default -> add(name, value);
            }
        }

        /** RFC 9113 8.2.3: clients may send each cookie as a field of its own. */
        private void cookie(String value) {
            if (cookie < 0) {
                cookie = headers.size() + 1;
                add("cookie", value);
            } else {
                headers.set(cookie, headers.get(cookie) + "; " + value);
            }
        }

        private void add(String name, String value) {
            headers.add(name);
            headers.add(value);
        }

        /** RFC 9113 8.3.1: two names for the server must not differ. */
        private void addHost() throws Http2Exception {
            String first = authority == null ? host : authority;
            if (first == null) throw malformed("neither :authority nor host");
            if (host != null && !host.equalsIgnoreCase(first)) throw malformed("host differs from :authority");
            headers.addFirst(first);
            headers.addFirst("host");
        }

        private String tunnel() throws Http2Exception {
            if (authority == null || scheme != null || path != null) throw malformed("a CONNECT has :authority only");
            return authority;
        }

        private String target(String verb) throws Http2Exception {
            String target = path;
            if (target == null || scheme == null) throw malformed(":path or :scheme is missing");
            boolean asterisk = verb.equals("OPTIONS") && target.equals("*");
            if (!asterisk && !target.startsWith("/")) throw malformed(":path does not begin with a slash");
            for (int i = 0; i < target.length(); i++) {
                char c = target.charAt(i);
                if (c <= ' ' || c >= 0x7f) throw malformed("character " + (int) c + " in :path");
            }
            return target;
        }

        private String checkedAuthority(String value) throws Http2Exception {
            if (value.isEmpty()) throw malformed("an empty authority");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c <= ' ' || c >= 0x7f || NOT_IN_AUTHORITY.indexOf(c) >= 0) {
                    throw malformed("character " + (int) c + " in the authority");
                }
            }
            return value;
        }

        private String token(String value) throws Http2Exception {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                    throw malformed("character " + (int) c + " in :method");
                }
            }
            return value;
        }

        /** RFC 9113 8.2.1. */
        private void checkValue(String name, String value) throws Http2Exception {
            int length = value.length();
            if (length == 0) return;
            if (isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1))) {
                throw malformed("blanks around the value of " + name);
            }
            for (int i = 0; i < length; i++) {
                char c = value.charAt(i);
                if (c == 0 || c == '\r' || c == '\n') throw malformed("character " + (int) c + " in " + name);
            }
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }

        private Http2Exception malformed(String text) {
            return Http2Exception.streamError(stream, PROTOCOL_ERROR, "malformed request: %s", text);
        }
    }
}
