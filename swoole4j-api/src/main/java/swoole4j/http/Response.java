package swoole4j.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.ResponseHandle;

/**
 * The answer to a request, counterpart of {@code Swoole\Http\Response}.
 *
 * <p>On an ended or detached response every method returns false with error 7106. When the callback returns and the response
 * is neither ended nor detached nor {@linkplain #defer() deferred}, it is ended with status 500, or with the status that was
 * set. Swoole does that when the object is destroyed, which Java cannot see. Used by the coroutines of one worker.
 */
public final class Response {
    private final ResponseHandle handle;

    /** Wraps the engine's response; scripts meet responses in their callbacks. */
    public Response(ResponseHandle handle) {
        this.handle = handle;
    }

    /** Returns the connection's id. */
    public int fd() {
        return handle.fd();
    }

    /** Sets a header; see {@link #header(String, Object, boolean)}. */
    public boolean header(String name, @Nullable Object value) {
        return header(name, value, true);
    }

    /**
     * Sets a header; setting it again replaces the value and keeps the place. Counterpart of {@code header()}.
     *
     * @param name at most 127 bytes
     * @param value a string, number or boolean; a list makes one line per element; null or, for the headers that the server
     *     adds itself, an empty string leaves the header out
     * @param format whether to spell the name {@code Like-This}; names such as {@code Sec-WebSocket-Accept} keep their
     *     registered spelling
     * @return false for a name that is too long or holds a line break
     */
    public boolean header(String name, @Nullable Object value, boolean format) {
        return handle.header(name, value, format);
    }

    /** Alias of {@link #header(String, Object)}. */
    public boolean setHeader(String name, @Nullable Object value) {
        return header(name, value);
    }

    /** Sets a session cookie; see {@link #cookie(String, String, long, String, String, boolean, boolean, String)}. */
    public boolean cookie(String name, String value) {
        return cookie(name, value, 0, "", "", false, false, "");
    }

    /** Sets a cookie; see {@link #cookie(String, String, long, String, String, boolean, boolean, String)}. */
    public boolean cookie(String name, String value, long expires, String path) {
        return cookie(name, value, expires, path, "", false, false, "");
    }

    /**
     * Adds a Set-Cookie line, the value form-encoded. Counterpart of {@code cookie()}.
     *
     * @param value empty deletes the cookie at the client
     * @param expires seconds since the epoch, 0 for a session cookie
     * @return false with a warning for a name or attribute with forbidden characters
     */
    public boolean cookie(
            String name,
            String value,
            long expires,
            String path,
            String domain,
            boolean secure,
            boolean httpOnly,
            String sameSite) {
        return handle.cookie(new ResponseHandle.Cookie(
                name, value, expires, path, domain, secure, httpOnly, sameSite, "", false, true));
    }

    /** Adds a session cookie whose value is sent as given. Counterpart of {@code rawcookie()}. */
    public boolean rawcookie(String name, String value) {
        return handle.cookie(new ResponseHandle.Cookie(name, value, 0, "", "", false, false, "", "", false, false));
    }

    /** Sets the status with its usual reason phrase; see {@link #status(int, String)}. */
    public boolean status(int code) {
        return status(code, "");
    }

    /**
     * Sets the status. Counterpart of {@code status()}.
     *
     * @param code 100 to 999; 0 stands for 200
     * @param reason the reason phrase; empty for the usual one
     * @return false (505) for a code out of range or a reason with a line break
     */
    public boolean status(int code, String reason) {
        return handle.status(code, reason);
    }

    /** Alias of {@link #status(int)}. */
    public boolean setStatusCode(int code) {
        return status(code);
    }

    /**
     * Sends a piece of the body at once, with chunked transfer coding. Counterpart of {@code write()}.
     *
     * @return false (550) for an empty piece; false when the connection is gone
     */
    public boolean write(String data) {
        return handle.write(data.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a piece of the body as bytes; see {@link #write(String)}. */
    public boolean write(byte[] data) {
        return handle.write(data);
    }

    /** Ends the response without a body. */
    public boolean end() {
        return handle.end(null);
    }

    /**
     * Sends head and body, or the last piece after {@link #write}. Counterpart of {@code end()}.
     *
     * @return false when it was ended or detached (7106) or the connection is gone (1005)
     */
    public boolean end(@Nullable String content) {
        return handle.end(content == null ? null : content.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends head and body; see {@link #end(String)}. */
    public boolean end(byte[] content) {
        return handle.end(content);
    }

    /** Answers with a Location header. Counterpart of {@code redirect()}; 302. */
    public boolean redirect(String url) {
        return redirect(url, 302);
    }

    /** Answers with a Location header and that status. */
    public boolean redirect(String url, int code) {
        return status(code) && header("Location", url) && end();
    }

    /** Gives the response up: nothing is sent by itself, and this object can no longer be used. Counterpart of {@code detach()}. */
    public boolean detach() {
        return handle.detach();
    }

    /**
     * Keeps the response open when the callback returns, for an answer that comes later from a timer or another coroutine.
     * Not in Swoole, where keeping a reference does the same.
     */
    public boolean defer() {
        return handle.defer();
    }

    /** Tells whether the response was neither ended nor detached; does not look at the connection. */
    public boolean isWritable() {
        return handle.isWritable();
    }

    /** Closes the connection without an answer. Counterpart of {@code close()}. */
    public boolean close() {
        return handle.close();
    }

    /** Refused on an event-callback server, as in Swoole: false with error 503 and a warning. */
    public boolean upgrade() {
        return handle.refuse("async server does not support protocol upgrade");
    }

    /** Refused on an event-callback server, as in Swoole: false with error 503 and a warning. */
    public boolean push(String data) {
        return handle.refuse("fd[" + fd() + "] is not a websocket connection");
    }

    /** Refused on an event-callback server, as in Swoole: null with error 503 and a warning. */
    public @Nullable Object recv() {
        handle.refuse("fd[" + fd() + "] is not a websocket connection");
        return null;
    }
}
