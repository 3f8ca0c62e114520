package swoole4j.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client's last request has brought; named as the properties of {@link swoole4j.coroutine.http.Client}. */
public interface ClientResponseHandle {
    /** Returns the status, or a negative {@code SWOOLE_HTTP_CLIENT_ESTATUS_} number. */
    int statusCode();

    /** Returns the headers: a String, or a List where there were several; null without a response. */
    @Nullable
    Map<String, Object> headers();

    /** Returns the values of Set-Cookie as they came, or null when there were none. */
    @Nullable
    List<String> setCookieHeaders();

    /** Returns the body, empty when there is none; not a copy. */
    byte[] body();

    /** Returns the head of the request as it was sent, without the blank line; null before the first. */
    @Nullable
    String headerOut();

    /** Returns the number of the last failure, 0 when there was none. */
    int errCode();

    /** Returns the text of the last failure. */
    String errMsg();

    /** Returns the file that a running download is written to, or null. */
    @Nullable
    String downloadFile();

    /** Returns where in the file the running download begins. */
    long downloadOffset();
}
