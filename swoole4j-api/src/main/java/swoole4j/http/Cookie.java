package swoole4j.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.SetCookie;
import swoole4j.spi.ResponseHandle;

/**
 * A cookie to set, filled step by step. Counterpart of {@code Swoole\Http\Cookie}.
 *
 * <p>Changeable and fit for {@linkplain #reset() reuse}: a response takes a copy. Nothing is checked until the cookie is sent or
 * printed. Confined to one coroutine.
 */
public final class Cookie {
    private static final Logger log = LoggerFactory.getLogger(Cookie.class);

    private boolean encode;
    private String name = "";
    private String value = "";
    private long expires;
    private String path = "";
    private String domain = "";
    private boolean secure;
    private boolean httpOnly;
    private String sameSite = "";
    private String priority = "";
    private boolean partitioned;

    /** Begins an empty cookie whose value will be form-encoded. */
    public Cookie() {
        this(true);
    }

    /**
     * Begins an empty cookie.
     *
     * @param encode whether the value is form-encoded, as {@code cookie()} does, or sent as given, as {@code rawcookie()} does
     */
    public Cookie(boolean encode) {
        this.encode = encode;
    }

    /** Sets the name. */
    public Cookie withName(String name) {
        this.name = name;
        return this;
    }

    /** Sets the value; an empty one deletes the cookie at the client. */
    public Cookie withValue(String value) {
        this.value = value;
        return this;
    }

    /** Sets when the cookie expires, in seconds since the epoch; 0 for a session cookie. */
    public Cookie withExpires(long expires) {
        this.expires = expires;
        return this;
    }

    /** Sets the path; empty for none. */
    public Cookie withPath(String path) {
        this.path = path;
        return this;
    }

    /** Sets the domain; empty for none. */
    public Cookie withDomain(String domain) {
        this.domain = domain;
        return this;
    }

    /** Sets whether the cookie is for encrypted connections only. */
    public Cookie withSecure(boolean secure) {
        this.secure = secure;
        return this;
    }

    /** Sets whether scripts in the page cannot see the cookie. */
    public Cookie withHttpOnly(boolean httpOnly) {
        this.httpOnly = httpOnly;
        return this;
    }

    /** Sets SameSite: {@code Strict}, {@code Lax}, {@code None} or empty. */
    public Cookie withSameSite(String sameSite) {
        this.sameSite = sameSite;
        return this;
    }

    /** Sets the priority: {@code Low}, {@code Medium}, {@code High} or empty. */
    public Cookie withPriority(String priority) {
        this.priority = priority;
        return this;
    }

    /** Sets whether the cookie is kept apart per top-level site. */
    public Cookie withPartitioned(boolean partitioned) {
        this.partitioned = partitioned;
        return this;
    }

    /** Empties the cookie; its value will be form-encoded, whatever the constructor was told, as in Swoole. */
    public Cookie reset() {
        encode = true;
        name = "";
        value = "";
        expires = 0;
        path = "";
        domain = "";
        secure = false;
        httpOnly = false;
        sameSite = "";
        priority = "";
        partitioned = false;
        return this;
    }

    /**
     * Returns the value of the Set-Cookie line; its Max-Age counts from now. Counterpart of {@code toString()}.
     *
     * @return empty, with a warning, for an invalid cookie, where Swoole returns false
     */
    @Override
    public String toString() {
        SetCookie line = new SetCookie(
                name, value, encode, expires, path, domain, secure, httpOnly, sameSite, priority, partitioned);
        String problem = line.problem();
        if (problem != null) {
            log.warn("Cookie: {}", problem);
            return "";
        }
        return line.format(System.currentTimeMillis() / 1000);
    }

    /** Returns all settings by Swoole's names, in Swoole's order; {@code expires} is a Long. Counterpart of {@code toArray()}. */
    public Map<String, Object> toArray() {
        Map<String, Object> array = LinkedHashMap.newLinkedHashMap(11);
        array.put("name", name);
        array.put("value", value);
        array.put("path", path);
        array.put("domain", domain);
        array.put("sameSite", sameSite);
        array.put("priority", priority);
        array.put("encode", encode);
        array.put("expires", expires);
        array.put("secure", secure);
        array.put("httpOnly", httpOnly);
        array.put("partitioned", partitioned);
        return array;
    }

    /** A copy for the engine. */
    ResponseHandle.Cookie copy() {
        return new ResponseHandle.Cookie(
                name, value, expires, path, domain, secure, httpOnly, sameSite, priority, partitioned, encode);
    }
}
