package swoole4j.coroutine.http;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.Engines;
import swoole4j.spi.HttpClientHandle;
import swoole4j.spi.HttpClientSpec;
import swoole4j.websocket.Frame;

/**
 * A client for HTTP/1.1 and WebSocket, counterpart of {@code Swoole\Coroutine\Http\Client}. It has one connection, which is
 * made by the first request, kept between requests and made anew when it has ended.
 *
 * <p>A call waits for its answer; in a coroutine the worker goes on meanwhile, and any other thread may use a client as
 * well. One coroutine at a time may wait for an answer, another one may send; a second one that waits is refused with an
 * {@link IllegalStateException}, as in Swoole.
 *
 * <p>A method that did not work returns false or null; {@link #errCode()}, {@link #errMsg()} and a negative
 * {@link #statusCode()} tell why. Times are seconds.
 *
 * <p>Differs from Swoole: certificates of servers are verified unless {@code ssl_verify_peer} is off; cookies go only
 * where their path and {@code Secure} let them; frames of a server are checked as RFC 6455 wants it and masked with random
 * keys.
 */
public class Client {
    private final HttpClientHandle handle;

    /** Makes a client for port 80. */
    public Client(String host) {
        this(host, 0, false);
    }

    /** Makes a client without TLS. */
    public Client(String host, int port) {
        this(host, port, false);
    }

    /**
     * Makes a client. No connection is made yet.
     *
     * @param host a name, an IP address, or the path of a Unix socket as {@code unix:/path}
     * @param port 0 for 80, or 443 with TLS
     * @param ssl whether to use TLS
     * @throws ClientException for an empty host (22) or a port that is none (505)
     */
    @SuppressWarnings("this-escape") // the engine keeps it for write_func only
    public Client(String host, int port, boolean ssl) {
        this.handle = Engines.client().http(new HttpClientSpec(this, host, port, ssl));
    }

    // ---- settings of the client

    /**
     * Sets options over those that are set, counterpart of {@code set()}. A page of the documentation lists them.
     *
     * @return false for an empty map, or a negative {@code max_retries}
     * @throws swoole4j.SwooleException for a value of a wrong type, naming option, value and what is allowed
     */
    public boolean set(Map<String, ?> options) {
        return handle.set(options);
    }

    /** Returns the options that were set, or null when there are none. */
    public @Nullable Map<String, Object> setting() {
        return handle.setting();
    }

    /** Lets the next requests return when they are sent; see {@link #setDefer(boolean)}. */
    public boolean setDefer() {
        return setDefer(true);
    }

    /**
     * Tells whether the next requests return when they are sent; {@link #recv()} then waits for the response.
     *
     * @return true
     */
    public boolean setDefer(boolean defer) {
        return handle.setDefer(defer);
    }

    /** Tells whether requests return when they are sent. */
    public boolean getDefer() {
        return handle.getDefer();
    }

    // ---- what is sent with each request

    /**
     * Sets the method of {@link #execute}. It holds until another one is set; {@link #get} and {@link #post} set it too.
     *
     * @return false with 505 for what is no method (RFC 9110 9.1)
     */
    public boolean setMethod(String method) {
        return handle.request().setMethod(method);
    }

    /**
     * Sets the headers of all requests from here on, in place of those before.
     *
     * @param headers a text or a number each, or a list of them for several lines; a null is left out. Content-Length,
     *     Transfer-Encoding and what belongs to an upgrade is the client's own
     * @return false with 505 for a name that is none, or a value with a line end
     */
    public boolean setHeaders(Map<String, ?> headers) {
        return handle.request().setHeaders(headers);
    }

    /**
     * Sets the cookies of all requests from here on, in place of those before and of those that servers have set. Values
     * are encoded.
     *
     * @return false with 505 for a name that is none
     */
    public boolean setCookies(Map<String, ?> cookies) {
        return handle.request().setCookies(cookies);
    }

    /**
     * Sets the body of all requests from here on; null for none.
     *
     * @param data text or bytes, which have no Content-Type of their own, or a Map, which becomes a form: its values are
     *     texts, numbers, truth values, or maps and lists of these, as PHP's {@code http_build_query} takes them
     * @return true
     * @throws ClientException for anything else
     */
    public boolean setData(@Nullable Object data) {
        return handle.request().setData(data);
    }

    /** Sends name and password with all requests from here on (RFC 7617). */
    public boolean setBasicAuth(String user, String password) {
        return handle.request().setBasicAuth(user, password);
    }

    /** Adds a whole file to the next request; see {@link #addFile(String, String, String, String, long, long)}. */
    public boolean addFile(String path, String name) {
        return addFile(path, name, null, null, 0, 0);
    }

    /** Adds a whole file to the next request; see {@link #addFile(String, String, String, String, long, long)}. */
    public boolean addFile(String path, String name, @Nullable String type, @Nullable String filename) {
        return addFile(path, name, type, filename, 0, 0);
    }

    /**
     * Adds a file to the next request, which becomes {@code multipart/form-data}. It is read while it is sent.
     *
     * @param name of the field
     * @param type null for the one that belongs to the extension
     * @param filename null for that of the path
     * @param offset where to begin
     * @param length how many bytes; 0 for all that follow
     * @return false for a file that is missing (2) or empty, an offset behind its end, or more bytes than it has (505)
     */
    public boolean addFile(
            String path, String name, @Nullable String type, @Nullable String filename, long offset, long length) {
        return handle.request().addFile(path, name, type, filename, offset, length);
    }

    /** Adds text to the next request as if it were a file; see {@link #addData(byte[], String, String, String)}. */
    public boolean addData(String data, String name) {
        return addData(data, name, null, null);
    }

    /** Adds text to the next request as if it were a file; see {@link #addData(byte[], String, String, String)}. */
    public boolean addData(String data, String name, @Nullable String type, @Nullable String filename) {
        return handle.request().addData(data.getBytes(StandardCharsets.UTF_8), name, type, filename);
    }

    /**
     * Adds bytes to the next request as if they were a file.
     *
     * @param name of the field
     * @param type null for {@code application/octet-stream}
     * @param filename null for the name
     * @return true
     */
    public boolean addData(byte[] data, String name, @Nullable String type, @Nullable String filename) {
        return handle.request().addData(data.clone(), name, type, filename);
    }

    /** Returns the method, or null before one was set. */
    public @Nullable String requestMethod() {
        return handle.request().method();
    }

    /** Returns the headers that are sent, or null before some were set. */
    public @Nullable Map<String, Object> requestHeaders() {
        return handle.request().headers();
    }

    /** Returns the body as it was given: a String, bytes, a Map or null. */
    public @Nullable Object requestBody() {
        return handle.request().body();
    }

    /** Returns what was added to the next request, a map for each file; null when nothing was. */
    public @Nullable List<Map<String, Object>> uploadFiles() {
        return handle.request().uploadFiles();
    }

    // ---- requests

    /**
     * Gets a path. The body of an earlier {@code post} is not sent again, one of {@code setData} is.
     *
     * @param path with its query; what is not ASCII is percent-encoded
     * @return true when a response has come, whatever its status, or with {@link #setDefer()} when the request is sent
     * @throws ClientException when cookies have more than 4096 bytes, or the whole head more than 65536
     */
    public boolean get(String path) {
        return handle.get(path);
    }

    /**
     * Posts text, bytes or a form; see {@link #setData} for these and {@link #get} for what it returns.
     *
     * @throws ClientException for data of another kind, and as {@link #get}
     */
    public boolean post(String path, @Nullable Object data) {
        return handle.post(path, data);
    }

    /** Sends a request with the method that is set, otherwise POST when there is a body, else GET; see {@link #get}. */
    public boolean execute(String path) {
        return handle.execute(path);
    }

    /** Gets a path into a new file, or in place of what the file has; see {@link #download(String, String, long)}. */
    public boolean download(String path, String file) {
        return handle.download(path, file, 0);
    }

    /**
     * Gets a path into a file; {@link #body()} stays empty.
     *
     * @param file is made if there is none
     * @param offset where in the file the body begins; 0 to empty the file before
     * @return false with status -3 and 7102 when the file cannot be written, and for a negative offset; else see {@link #get}
     */
    public boolean download(String path, String file, long offset) {
        return handle.download(path, file, offset);
    }

    /** Waits for what comes next; see {@link #recv(double)}. */
    public @Nullable Frame recv() {
        return handle.recv(0);
    }

    /**
     * Waits for what comes next: the response to a {@linkplain #setDefer() deferred} request, or a WebSocket's message.
     *
     * <p>Swoole returns a truth value for a response. Here it is a frame with the body as its data, so that in either case
     * null means that nothing came.
     *
     * @param timeout 0 for the option {@code timeout}, negative to wait for ever
     * @return null when the peer has closed, which {@link #isClosed()} tells; after {@code timeout} (110; a WebSocket stays
     *     open); without a connection (5001); and when there is nothing to wait for
     */
    public @Nullable Frame recv(double timeout) {
        return handle.recv(timeout);
    }

    /** Tells whether {@link #recv()} returned null because the peer has closed; Swoole returns empty text then. */
    public boolean isClosed() {
        return handle.isClosed();
    }

    // ---- WebSocket

    /**
     * Begins a WebSocket.
     *
     * @return true when a response has come: {@link #statusCode()} is 101 if the server agreed; false with 8504 when its
     *     answer breaks RFC 6455 4.1; else see {@link #get}
     */
    public boolean upgrade(String path) {
        return handle.upgrade(path);
    }

    /** Sends a text message; see {@link #push(byte[], int, int)}. */
    public boolean push(String data) {
        return push(data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a message; see {@link #push(byte[], int, int)}. */
    public boolean push(String data, int opcode) {
        return push(data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a frame; see {@link #push(byte[], int, int)}. */
    public boolean push(String data, int opcode, int flags) {
        return handle.push(data.getBytes(StandardCharsets.UTF_8), opcode, flags);
    }

    /** Sends bytes as a text message; they must be UTF-8. See {@link #push(byte[], int, int)}. */
    public boolean push(byte[] data) {
        return push(data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a message; see {@link #push(byte[], int, int)}. */
    public boolean push(byte[] data, int opcode) {
        return push(data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /**
     * Sends a frame. When much is unsent already it waits until there is room, for the option {@code timeout} at most. Any
     * coroutine and any thread.
     *
     * @param opcode one of the {@code WEBSOCKET_OPCODE_} constants; with CLOSE the data are the reason of code 1000
     * @param flags {@code SWOOLE_WEBSOCKET_FLAG_FIN}, or 0 for a frame that is not the last one of its message
     * @return false without a connection (5001), before {@link #upgrade} (8504), for an opcode that is none or a control
     *     frame over 125 bytes (8505, reserved ones 8502), and when there was no room in time (110)
     */
    public boolean push(byte[] data, int opcode, int flags) {
        return handle.push(data.clone(), opcode, flags);
    }

    /** Sends a frame as it is; a {@link swoole4j.websocket.CloseFrame} begins the close handshake. */
    public boolean push(Frame frame) {
        return handle.push(frame);
    }

    /** Sends a ping without data; see {@link #ping(String)}. */
    public boolean ping() {
        return ping("");
    }

    /** Sends a ping of at most 125 bytes; see {@link #push(byte[], int, int)} for what it returns. */
    public boolean ping(String data) {
        return handle.push(data.getBytes(StandardCharsets.UTF_8), WEBSOCKET_OPCODE_PING, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Ends the WebSocket with 1000; see {@link #disconnect(int, String)}. */
    public boolean disconnect() {
        return disconnect(WEBSOCKET_CLOSE_NORMAL, "");
    }

    /** Ends the WebSocket; see {@link #disconnect(int, String)}. */
    public boolean disconnect(int code) {
        return disconnect(code, "");
    }

    /**
     * Ends the WebSocket: sends a close frame and waits for that of the server, for {@code websocket_close_timeout} at most.
     * Swoole does not wait. Messages that come meanwhile are dropped.
     *
     * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
     * @param reason at most 123 bytes
     * @return false when there is no WebSocket (5001, 8504), or for a code or reason that may not be sent (505)
     */
    public boolean disconnect(int code, String reason) {
        return handle.disconnect(code, reason);
    }

    /**
     * Closes the connection; a WebSocket sends a close frame before, and does not wait for the answer. Whoever waits for
     * an answer gets none.
     *
     * @return false when there was no connection
     */
    public boolean close() {
        return handle.close();
    }

    // ---- what has come

    /** Returns the body as UTF-8 text, empty when there is none. */
    public String body() {
        return new String(handle.response().body(), StandardCharsets.UTF_8);
    }

    /** Returns the bytes of the body, not a copy. */
    public byte[] bodyBytes() {
        return handle.response().body();
    }

    /** Returns the status, or one of the negative {@code SWOOLE_HTTP_CLIENT_ESTATUS_} numbers; 0 before a request. */
    public int statusCode() {
        return handle.response().statusCode();
    }

    /**
     * Returns the headers of the response.
     *
     * @return by lower-case name, unless {@code lowercase_header} is off, a String, or a List where a name came more than
     *     once; null without a response
     */
    public @Nullable Map<String, Object> headers() {
        return handle.response().headers();
    }

    /** Returns the values of Set-Cookie as they came, or null when there were none. */
    public @Nullable List<String> setCookieHeaders() {
        return handle.response().setCookieHeaders();
    }

    /** Returns the decoded values of all cookies that are known, or null when there are none. */
    public @Nullable Map<String, String> cookies() {
        return handle.cookies();
    }

    /** Returns {@link #body()}. */
    public String getBody() {
        return body();
    }

    /** Returns {@link #headers()}. */
    public @Nullable Map<String, Object> getHeaders() {
        return headers();
    }

    /** Returns {@link #cookies()}. */
    public @Nullable Map<String, String> getCookies() {
        return cookies();
    }

    /** Returns {@link #statusCode()}. */
    public int getStatusCode() {
        return statusCode();
    }

    /** Returns the head of the last request as it was sent, without the blank line; null before the first. */
    public @Nullable String getHeaderOut() {
        return handle.response().headerOut();
    }

    /** Returns the file that a running {@link #download} is written to, or null. */
    public @Nullable String downloadFile() {
        return handle.response().downloadFile();
    }

    /** Returns where in the file a running {@link #download} begins. */
    public long downloadOffset() {
        return handle.response().downloadOffset();
    }

    /** Returns the number of the last failure: one of the system's or of Swoole's; 0 after a success. */
    public int errCode() {
        return handle.response().errCode();
    }

    /** Returns the text of the last failure, empty after a success. */
    public String errMsg() {
        return handle.response().errMsg();
    }

    // ---- the connection

    /** Tells whether there is a connection. */
    public boolean connected() {
        return handle.connected();
    }

    /** Returns the number of the connection's socket, or null without a connection. */
    public @Nullable Integer socket() {
        return handle.socket();
    }

    /** Returns the host as it was given; of a Unix socket its path. */
    public String host() {
        return handle.host();
    }

    /** Returns the port, 0 for a Unix socket. */
    public int port() {
        return handle.port();
    }

    /** Tells whether TLS is used. */
    public boolean ssl() {
        return handle.ssl();
    }

    /** Returns this side's {@code address} and {@code port}, or null with 5001 without a connection. */
    public @Nullable Map<String, Object> getsockname() {
        return handle.getsockname();
    }

    /** Returns the server's {@code address} and {@code port}, or null with 5001 without a connection. */
    public @Nullable Map<String, Object> getpeername() {
        return handle.getpeername();
    }

    /** Returns the server's certificate as PEM, or null without TLS or a connection. */
    public @Nullable String getPeerCert() {
        return handle.getPeerCert();
    }
}
