package swoole4j.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One response inside an engine; {@link swoole4j.http.Response} delegates to it. Coroutines of one worker. */
public interface ResponseHandle {
    /** Returns the connection. */
    int fd();

    /** See {@link swoole4j.http.Response#header(String, Object, boolean)}. */
    boolean header(String name, @Nullable Object value, boolean format);

    /** See {@link swoole4j.http.Response#cookie}. */
    boolean cookie(Cookie cookie);

    /** See {@link swoole4j.http.Response#status(int, String)}. */
    boolean status(int code, String reason);

    /** See {@link swoole4j.http.Response#write(String)}. */
    boolean write(byte[] data);

    /** See {@link swoole4j.http.Response#end(String)}. */
    boolean end(byte @Nullable [] content);

    /** See {@link swoole4j.http.Response#sendfile(String, long, long)}. */
    boolean sendfile(String file, long offset, long length);

    /** See {@link swoole4j.http.Response#trailer(String, String)}. */
    boolean trailer(String name, String value);

    /** See {@link swoole4j.http.Response#initHeader}. */
    boolean initHeader();

    /** Returns the headers that were set, in order: a String, a List or null by name. */
    Map<String, @Nullable Object> header();

    /** Returns the values of the Set-Cookie lines in order. */
    List<String> cookie();

    /** Returns the trailers that were set, in order. */
    Map<String, String> trailer();

    /** See {@link swoole4j.http.Response#ping(String)}. */
    boolean ping(byte[] data);

    /** See {@link swoole4j.http.Response#goaway(int, String)}. */
    boolean goaway(int code, String debug);

    /** See {@link swoole4j.http.Response#detach}. */
    boolean detach();

    /** See {@link swoole4j.http.Response#defer}. */
    boolean defer();

    /** See {@link swoole4j.http.Response#isWritable}. */
    boolean isWritable();

    /** See {@link swoole4j.http.Response#close}. */
    boolean close();

    /** Returns what only the coroutine server offers; elsewhere it refuses everything with error 503 and a warning. */
    DialogHandle dialog();

    /** Refuses something: false with error 503 and a warning with that text. */
    boolean refuse(String warning);

    /**
     * The arguments of {@code cookie()}.
     *
     * @param name the cookie
     * @param value its value; empty deletes the cookie
     * @param expires seconds since the epoch, 0 for a session cookie
     * @param path path attribute or empty
     * @param domain domain attribute or empty
     * @param secure whether to add {@code secure}
     * @param httpOnly whether to add {@code HttpOnly}
     * @param sameSite SameSite attribute or empty
     * @param priority Priority attribute or empty
     * @param partitioned whether to add {@code Partitioned}
     * @param encode whether the value is form-encoded
     */
    record Cookie(
            String name,
            String value,
            long expires,
            String path,
            String domain,
            boolean secure,
            boolean httpOnly,
            String sameSite,
            String priority,
            boolean partitioned,
            boolean encode) {}
}
