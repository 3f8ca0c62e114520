package swoole4j.http;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.spi.Engines;
import swoole4j.spi.ResponseHandle;
import swoole4j.spi.ServerHandle;
import swoole4j.websocket.Frame;

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

    /**
     * Makes a response for a connection of the server that runs. Counterpart of {@code Response::create($fd)}; see
     * {@link #create(Server, int)}.
     *
     * @return null with error 503 and a warning when no server runs
     */
    public static @Nullable Response create(int fd) {
        ServerHandle server = Engines.server().current();
        if (server == null) {
            LastError.set(SwooleError.PHP_FATAL_ERROR.number());
            return null;
        }
        return new Response(server.response(fd, null));
    }

    /**
     * Makes a response for a connection, to answer after {@link #detach()} or from another place. It keeps the connection
     * and knows nothing of the request: no compression, and a body even if that was a HEAD.
     *
     * @param fd a connection; one that is not there gives a response that cannot be ended (1005)
     */
    public static Response create(Server server, int fd) {
        return new Response(server.engine().response(fd, null));
    }

    /** Makes a response for a request; counterpart of {@code Response::create([$server, $request])}. */
    public static Response create(Server server, Request request) {
        return create(server, request, request.fd());
    }

    /** Makes a response for a request; counterpart of {@code Response::create([$server, $request], $fd)}. */
    public static Response create(Server server, Request request, int fd) {
        return new Response(server.engine().response(fd, request.source()));
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

    /** Returns the headers that were set, in order; a value is a String, a List or null. */
    public Map<String, @Nullable Object> header() {
        return handle.header();
    }

    /** Returns the values of the Set-Cookie lines in order. */
    public List<String> cookie() {
        return handle.cookie();
    }

    /** Returns the trailers that were set, in order. */
    public Map<String, String> trailer() {
        return handle.trailer();
    }

    /** Forgets the headers, cookies and trailers that were set. Counterpart of {@code initHeader()}. */
    public boolean initHeader() {
        return handle.initHeader();
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
        return cookie(name, value, expires, path, domain, secure, httpOnly, sameSite, "", false);
    }

    /** Sets a cookie; see {@link #cookie(String, String, long, String, String, boolean, boolean, String)}. */
    public boolean cookie(
            String name,
            String value,
            long expires,
            String path,
            String domain,
            boolean secure,
            boolean httpOnly,
            String sameSite,
            String priority,
            boolean partitioned) {
        return cookie(name, value, expires, path, domain, secure, httpOnly, sameSite, priority, partitioned, true);
    }

    /**
     * Adds a Set-Cookie line as {@code cookie} is now; it can be changed and used again afterwards.
     *
     * @return false with a warning for a name or attribute with forbidden characters
     */
    public boolean cookie(Cookie cookie) {
        return handle.cookie(cookie.copy());
    }

    /** Alias of {@link #cookie(Cookie)}. */
    public boolean setCookie(Cookie cookie) {
        return cookie(cookie);
    }

    /** Adds a cookie whose value is sent as given; see {@link #rawcookie(String, String)}. */
    public boolean rawcookie(
            String name,
            String value,
            long expires,
            String path,
            String domain,
            boolean secure,
            boolean httpOnly,
            String sameSite,
            String priority,
            boolean partitioned) {
        return cookie(name, value, expires, path, domain, secure, httpOnly, sameSite, priority, partitioned, false);
    }

    /** Adds a session cookie whose value is sent as given. Counterpart of {@code rawcookie()}. */
    public boolean rawcookie(String name, String value) {
        return rawcookie(name, value, 0, "");
    }

    /** Adds a cookie whose value is sent as given. Counterpart of {@code rawcookie()}. */
    public boolean rawcookie(String name, String value, long expires, String path) {
        return rawcookie(name, value, expires, path, "", false, false, "", "", false);
    }

    /** Alias of {@link #cookie(String, String)}. */
    public boolean setCookie(String name, String value) {
        return cookie(name, value);
    }

    /** Alias of {@link #rawcookie(String, String)}. */
    public boolean setRawCookie(String name, String value) {
        return rawcookie(name, value);
    }

    private boolean cookie(
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
            boolean encode) {
        return handle.cookie(new ResponseHandle.Cookie(
                name, value, expires, path, domain, secure, httpOnly, sameSite, priority, partitioned, encode));
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

    /** Sends a whole file; see {@link #sendfile(String, long, long)}. */
    public boolean sendfile(String file) {
        return sendfile(file, 0, 0);
    }

    /** Sends the rest of a file; see {@link #sendfile(String, long, long)}. */
    public boolean sendfile(String file, long offset) {
        return sendfile(file, offset, 0);
    }

    /**
     * Ends the response with part of a file, which the kernel copies where that is possible. Counterpart of
     * {@code sendfile()}. Content-Type comes from the file's extension unless it was set.
     *
     * @param offset bytes to leave out at the front
     * @param length how many bytes to send, 0 for the rest
     * @return false, with nothing sent, for a missing file (2), what is no regular file (9013), an empty name (510), an offset
     *     or length beyond the end, or after {@link #write} (503)
     */
    public boolean sendfile(String file, long offset, long length) {
        return handle.sendfile(file, offset, length);
    }

    /**
     * Sets a trailer field, sent behind the body: after {@link #write}, and always with HTTP/2. Counterpart of
     * {@code trailer()}; the name becomes lower case.
     *
     * @return false for a name longer than 127 bytes or with forbidden characters
     */
    public boolean trailer(String name, String value) {
        return handle.trailer(name, value);
    }

    /** Answers with a Location header. Counterpart of {@code redirect()}; 302. */
    public boolean redirect(String url) {
        return redirect(url, 302);
    }

    /**
     * Answers with a Location header and that status.
     *
     * @return false, with nothing sent, for a URL with a line break; Swoole leaves the header out then
     */
    public boolean redirect(String url, int code) {
        if (url.indexOf('\n') >= 0 || url.indexOf('\r') >= 0) {
            return handle.refuse("Header may not contain more than a single header, new line detected");
        }
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

    /**
     * Closes the connection without an answer, or without a close frame. Counterpart of {@code close()}.
     *
     * @return false when it is closed already, on an upgraded connection with error 9
     */
    public boolean close() {
        return handle.close();
    }

    /**
     * Sends an HTTP/2 PING, or on an upgraded connection of a coroutine server one of WebSocket; false with error 503 and a
     * warning on other connections. Counterpart of {@code ping()}.
     */
    public boolean ping() {
        return ping("");
    }

    /** Sends a PING with up to 8 bytes, of WebSocket with up to 125, else it is false with error 8505; see {@link #ping()}. */
    public boolean ping(String data) {
        return handle.ping(data.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends an HTTP/2 GOAWAY with no error; see {@link #goaway(int, String)}. */
    public boolean goaway() {
        return goaway(0, "");
    }

    /**
     * Sends an HTTP/2 GOAWAY: the peer opens no more streams. Counterpart of {@code goaway()}.
     *
     * @param code one of {@code SWOOLE_HTTP2_ERROR_*}
     * @return false with a warning on a connection that does not speak HTTP/2
     */
    public boolean goaway(int code, String debug) {
        return handle.goaway(code, debug);
    }

    // ---- on a coroutine server; an event-callback server refuses these, as Swoole does: false or null, 503 and a
    // warning

    /**
     * Turns the request into a WebSocket. Counterpart of {@code upgrade()}: the built-in handshake answers, without the
     * headers and cookies set here. Afterwards the response is ended in the sense of {@link #isWritable}, and the connection
     * is closed when the handler returns, with a close frame.
     *
     * @return false for a request that is no right handshake, which is answered with its status, 400 most of the time, and
     *     closed; false (7106) when the response was ended
     */
    public boolean upgrade() {
        return handle.dialog().upgrade();
    }

    /** Waits for the next frame as long as {@code socket_read_timeout} says; see {@link #recv(double)}. */
    public @Nullable Frame recv() {
        return recv(0);
    }

    /**
     * Waits for the next message; the calling coroutine sleeps meanwhile. Counterpart of {@code recv()}. Fragments are
     * joined; control frames are answered by the server, unless {@code open_websocket_*_frame} hands them over.
     *
     * @param seconds 0 for {@code socket_read_timeout}, which is 60 s by default; -1 for ever
     * @return null when there is none; {@link swoole4j.Swoole#lastError()} says why: 0 when the peer closed, for which
     *     Swoole returns an empty string; 110 after the time; 508 when the peer broke the protocol, 1201 for too large a
     *     message; 9 when this side has closed; 503 before {@link #upgrade}; 10002 while another coroutine waits; 10017 when
     *     the coroutine was cancelled. But for 110, 10002 and 10017 the connection is closed then
     */
    public @Nullable Frame recv(double seconds) {
        return handle.dialog().recv(seconds);
    }

    /** Tells whether an upgraded connection is known to be closed, by the peer or by this side. Not in Swoole. */
    public boolean isClosed() {
        return handle.dialog().isClosed();
    }

    /** Pushes a text frame; see {@link #push(String, int, int)}. */
    public boolean push(String data) {
        return push(data, WEBSOCKET_OPCODE_TEXT);
    }

    /** Pushes a frame that ends its message; see {@link #push(String, int, int)}. */
    public boolean push(String data, int opcode) {
        return push(data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /**
     * Pushes a frame. Counterpart of {@code push()}; see {@link swoole4j.websocket.Server#push(int, String, int, int)}.
     * A coroutine waits while the peer does not take what was sent, as long as {@code socket_write_timeout} says.
     *
     * @param flags of {@code SWOOLE_WEBSOCKET_FLAG_*}
     * @return false (9) when the connection is closed, 8505 or 8502 for an opcode or a size that is not allowed, 503 before
     *     {@link #upgrade}
     */
    public boolean push(String data, int opcode, int flags) {
        return handle.dialog().push(data, opcode, flags);
    }

    /** Pushes bytes as a frame; see {@link #push(String, int, int)}. */
    public boolean push(byte[] data, int opcode) {
        return push(data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Pushes bytes as a frame; see {@link #push(String, int, int)}. */
    public boolean push(byte[] data, int opcode, int flags) {
        return handle.dialog().push(data, opcode, flags);
    }

    /** Pushes a frame as it is; see {@link #push(String, int, int)}. */
    public boolean push(Frame frame) {
        return handle.dialog().push(frame);
    }

    /** Closes a WebSocket with code 1000; see {@link #disconnect(int, String)}. */
    public boolean disconnect() {
        return disconnect(WEBSOCKET_CLOSE_NORMAL, "");
    }

    /** Closes a WebSocket with a code; see {@link #disconnect(int, String)}. */
    public boolean disconnect(int code) {
        return disconnect(code, "");
    }

    /**
     * Sends a close frame and ends the connection. Counterpart of {@code disconnect()}.
     *
     * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
     * @param reason up to 123 bytes
     * @return false (9) when it is closed already, 505 for a code or reason that is not allowed
     */
    public boolean disconnect(int code, String reason) {
        return handle.dialog().disconnect(code, reason);
    }
}
