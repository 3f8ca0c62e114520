package swoole4j.coroutine.http2;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.http2.Request;
import swoole4j.http2.Response;
import swoole4j.spi.Engines;
import swoole4j.spi.Http2ClientHandle;

/**
 * A client for HTTP/2, counterpart of {@code Swoole\Coroutine\Http2\Client}: many requests at once over one connection.
 * Without TLS it speaks HTTP/2 from the first byte (prior knowledge), with TLS the server has to agree by ALPN.
 *
 * <p>A call waits for its answer; in a coroutine the worker goes on meanwhile. Several coroutines may send; one at a time may
 * wait in {@link #recv()}, which gets the responses of all of them. A method that did not work returns false, null or -1;
 * {@link #errCode()} and {@link #errMsg()} tell why. Times are seconds.
 *
 * <p>Differs from Swoole: certificates of servers are verified unless {@code ssl_verify_peer} is off.
 */
public class Client {
    private final Http2ClientHandle handle;

    /** Makes a client for port 80. */
    public Client(String host) {
        this(host, 80, false);
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
     * @throws swoole4j.coroutine.http.ClientException for an empty host (22) or a port that is none (505)
     */
    public Client(String host, int port, boolean ssl) {
        this.handle = Engines.client().http2(host, port, ssl);
    }

    /**
     * Sets options over those that are set, before {@link #connect}: those of {@link swoole4j.coroutine.http.Client#set} that
     * are about connections, and {@code header_table_size}, {@code initial_window_size}, {@code max_concurrent_streams},
     * {@code max_frame_size} and {@code max_header_list_size} (RFC 9113 6.5.2).
     *
     * @return false for an empty map
     * @throws swoole4j.SwooleException for a value that is not allowed
     */
    public boolean set(Map<String, ?> options) {
        return handle.set(options);
    }

    /** Returns the options that were set, or null when there are none. */
    public @Nullable Map<String, Object> setting() {
        return handle.setting();
    }

    /** Connects; false when that does not work, or there is a connection (509). */
    public boolean connect() {
        return handle.connect();
    }

    /**
     * Sends a request.
     *
     * @return the number of its stream; -1 without a connection (5001), with too many streams open (3008) or a request that
     *     cannot be sent (505)
     */
    public int send(Request request) {
        return handle.send(request);
    }

    /** Sends more of a body; see {@link #write(int, byte[], boolean)}. */
    public boolean write(int streamId, String data) {
        return write(streamId, data, false);
    }

    /** Sends more of a body; see {@link #write(int, byte[], boolean)}. */
    public boolean write(int streamId, String data, boolean endStream) {
        return handle.write(streamId, data.getBytes(StandardCharsets.UTF_8), endStream);
    }

    /**
     * Sends more of the body of a request with {@link Request#pipeline(boolean)}. When much is unsent it waits until there is
     * room, for the option {@code timeout} at most.
     *
     * @return false for a stream that is not open for that (3003), without a connection (5001), after the timeout (110)
     */
    public boolean write(int streamId, byte[] data, boolean endStream) {
        return handle.write(streamId, data.clone(), endStream);
    }

    /** Waits for a response; see {@link #recv(double)}. */
    public @Nullable Response recv() {
        return recv(0);
    }

    /**
     * Waits for the next response of any stream, whole, or a piece of it with {@link Request#usePipelineRead(boolean)}.
     *
     * @param timeout 0 for the option {@code timeout}, negative to wait for ever
     * @return null after the timeout (110; the connection stays), and without a connection (5001, or 104 when it has ended)
     */
    public @Nullable Response recv(double timeout) {
        return handle.recv(timeout);
    }

    /** Waits for a piece of a response; the same as {@link #recv()}. */
    public @Nullable Response read() {
        return recv(0);
    }

    /** Waits for a piece of a response; the same as {@link #recv(double)}. */
    public @Nullable Response read(double timeout) {
        return recv(timeout);
    }

    /** Tells whether a stream is open; 0 asks whether there is a connection. */
    public boolean isStreamExist(int streamId) {
        return handle.isStreamExist(streamId);
    }

    /**
     * Returns what the connection is about: {@code current_stream_id}, {@code last_stream_id}, {@code local_settings},
     * {@code remote_settings} and {@code active_stream_num}; null without one.
     */
    public @Nullable Map<String, Object> stats() {
        return handle.stats();
    }

    /** Returns one of {@link #stats()}, or null. */
    public @Nullable Object stats(String key) {
        Map<String, Object> all = stats();
        return all == null ? null : all.get(key);
    }

    /** Announces the end without a fault; see {@link #goaway(int, String)}. */
    public boolean goaway() {
        return goaway(0, "");
    }

    /** Announces the end of the connection (RFC 9113 6.8); false without one. */
    public boolean goaway(int errorCode, String debugData) {
        return handle.goaway(errorCode, debugData);
    }

    /** Sends a PING and waits for its answer, for the option {@code timeout} at most; false without one. */
    public boolean ping() {
        return handle.ping();
    }

    /** Closes the connection; false when there was none. */
    public boolean close() {
        return handle.close();
    }

    /** Tells whether there is a connection. */
    public boolean connected() {
        return handle.connected();
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

    /** Returns the last stream that the server has taken, as its GOAWAY tells; 0 before one. */
    public int serverLastStreamId() {
        return handle.serverLastStreamId();
    }

    /** Returns the number of the last failure, 0 after a success. */
    public int errCode() {
        return handle.errCode();
    }

    /** Returns the text of the last failure, empty after a success. */
    public String errMsg() {
        return handle.errMsg();
    }
}
