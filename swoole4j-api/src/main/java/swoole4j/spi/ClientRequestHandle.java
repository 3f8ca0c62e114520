package swoole4j.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client sends with its next request; named as the methods of {@link swoole4j.coroutine.http.Client}. */
public interface ClientRequestHandle {
    /** See {@link swoole4j.coroutine.http.Client#setMethod}. */
    boolean setMethod(String method);

    /** See {@link swoole4j.coroutine.http.Client#setHeaders}. */
    boolean setHeaders(Map<String, ?> headers);

    /** See {@link swoole4j.coroutine.http.Client#setCookies}. */
    boolean setCookies(Map<String, ?> cookies);

    /** See {@link swoole4j.coroutine.http.Client#setData}. */
    boolean setData(@Nullable Object data);

    /** See {@link swoole4j.coroutine.http.Client#setBasicAuth}. */
    boolean setBasicAuth(String user, String password);

    /** See {@link swoole4j.coroutine.http.Client#addFile(String, String, String, String, long, long)}. */
    boolean addFile(
            String path, String name, @Nullable String type, @Nullable String filename, long offset, long length);

    /** See {@link swoole4j.coroutine.http.Client#addData(byte[], String, String, String)}. */
    boolean addData(byte[] data, String name, @Nullable String type, @Nullable String filename);

    /** Returns the method, or null before one was set. */
    @Nullable
    String method();

    /** Returns the headers, or null before some were set. */
    @Nullable
    Map<String, Object> headers();

    /** Returns the body as it was given, or null. */
    @Nullable
    Object body();

    /** Returns a map for each file or data of the next form, or null when there is none. */
    @Nullable
    List<Map<String, Object>> uploadFiles();
}
