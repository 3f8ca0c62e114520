package swoole4j.coroutine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.SwooleException;
import swoole4j.spi.Engines;
import swoole4j.spi.SocketClientHandle;

/**
 * A client for TCP, UDP or a Unix socket without a protocol above, counterpart of {@code Swoole\Coroutine\Client}. It needs
 * swoole4j-client on the class path.
 *
 * <p>A call waits for its end; in a coroutine the worker goes on meanwhile. One coroutine at a time may receive and one may
 * send; a second one gets an {@link IllegalStateException}, Swoole's fatal error 10002. A method that did not work returns
 * false, null or -1, and {@link #errCode()} and {@link #errMsg()} tell why. Times are seconds, 0 stands for the options
 * {@code timeout}, {@code read_timeout}, {@code write_timeout} (60 s) or {@code connect_timeout} (10 s), a negative number
 * for no limit.
 *
 * <p>Differs from Swoole: certificates are verified unless {@code ssl_verify_peer} is off.
 */
public class Client {
    private static final int MOST_PEEKED = 65535;

    private final SocketClientHandle handle;

    /**
     * A datagram that was received.
     *
     * @param data its bytes
     * @param address of its sender
     * @param port of its sender
     */
    @SuppressWarnings("ArrayRecordComponent") // the receiver's own
    public record Datagram(byte[] data, String address, int port) {
        /** Returns the bytes as a string, read as UTF-8. */
        public String text() {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    /**
     * Makes a client; no connection is made yet.
     *
     * @param type {@link Constants#SWOOLE_SOCK_TCP}, {@code _TCP6}, {@code _UDP}, {@code _UDP6} or {@code _UNIX_STREAM}; of
     *     the stream types also with {@link Constants#SWOOLE_SSL} added
     * @throws SwooleException for another type
     */
    public Client(int type) {
        boolean ssl = (type & Constants.SWOOLE_SSL) != 0;
        int plain = type & ~Constants.SWOOLE_SSL;
        boolean datagrams = plain == Constants.SWOOLE_SOCK_UDP || plain == Constants.SWOOLE_SOCK_UDP6;
        boolean stream = plain == Constants.SWOOLE_SOCK_TCP
                || plain == Constants.SWOOLE_SOCK_TCP6
                || plain == Constants.SWOOLE_SOCK_UNIX_STREAM;
        if (!stream && (!datagrams || ssl)) {
            throw new SwooleException(
                    "type " + type + " is not allowed, expected SWOOLE_SOCK_TCP (1), _UDP (2), _TCP6 (3),"
                            + " _UDP6 (4) or _UNIX_STREAM (5), those of streams also with SWOOLE_SSL (512)");
        }
        this.handle = Engines.client().socket(plain, ssl);
    }

    /**
     * Sets options over those that are set, before {@link #connect}: times, TLS and proxies as in
     * {@link swoole4j.coroutine.http.Client#set}, and how a stream is cut into messages: {@code open_eof_check} or
     * {@code open_eof_split} with {@code package_eof}, {@code open_length_check} with {@code package_length_type},
     * {@code package_length_offset}, {@code package_body_offset} or {@code package_length_func}, {@code open_mqtt_protocol},
     * and {@code package_max_length} (2 MiB).
     *
     * @return false for an empty map
     * @throws SwooleException for a value that is not allowed
     */
    public boolean set(Map<String, ?> options) {
        return handle.set(options);
    }

    /** Connects within the option {@code connect_timeout}; see {@link #connect(String, int, double)}. */
    public boolean connect(String host, int port) {
        return connect(host, port, 0);
    }

    /**
     * Connects; name, proxy and TLS included it may take {@code timeout} seconds. For UDP this sets who gets what
     * {@link #send} sends, and nothing is sent.
     *
     * @param host a name, an IP address, or the path of a Unix socket
     * @return false when that does not work: 111 nobody listens, 110 it took too long, 711 no such name, 106 it is
     *     connected; 22, 505 and 722 for a host or a port that is none
     */
    public boolean connect(String host, int port, double timeout) {
        return handle.connect(host, port, timeout);
    }

    /** Tells whether it is connected. Differs from Swoole: false as soon as the connection is known to be lost. */
    public boolean isConnected() {
        return handle.isConnected();
    }

    /** Sends a string as UTF-8; see {@link #send(byte[], double)}. */
    public int send(String data) {
        return send(data, 0);
    }

    /** Sends a string as UTF-8; see {@link #send(byte[], double)}. */
    public int send(String data, double timeout) {
        return handle.send(data.getBytes(StandardCharsets.UTF_8), timeout);
    }

    /** Sends bytes; see {@link #send(byte[], double)}. */
    public int send(byte[] data) {
        return send(data, 0);
    }

    /**
     * Sends bytes, and waits until the system has taken all of them.
     *
     * @return how many bytes; -1 for none at all (505), without a connection (5001, or 104 and 32 when it was lost), and after
     *     the timeout (110), when some may have been sent and the others will be
     */
    public int send(byte[] data, double timeout) {
        return handle.send(data.clone(), timeout);
    }

    /** Receives, for the option {@code timeout} at most; see {@link #recv(double)}. */
    public @Nullable String recv() {
        return recv(0);
    }

    /**
     * Receives the next message as the options cut them; without such options what is there, up to 64 KiB. Bytes are read as
     * UTF-8, with U+FFFD for what is none.
     *
     * @return an empty string when the peer has ended the connection; null after the timeout (110), without a connection
     *     (5001, or 104 when it was reset), and for what is no message (1201, 1202, 1204; close it then)
     */
    public @Nullable String recv(double timeout) {
        byte[] data = handle.recv(timeout);
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }

    /** Receives as bytes; see {@link #recv(double)}. */
    public byte @Nullable [] recvBytes() {
        return handle.recv(0);
    }

    /** Receives as bytes; see {@link #recv(double)}. */
    public byte @Nullable [] recvBytes(double timeout) {
        return handle.recv(timeout);
    }

    /** Looks at up to 64 KiB; see {@link #peek(int)}. */
    public @Nullable String peek() {
        return peek(MOST_PEEKED);
    }

    /**
     * Returns what has come and {@link #recv} has not looked at yet, without taking it, up to {@code length} bytes of it. Does
     * not wait.
     *
     * @return an empty string when the peer has ended the connection; null when nothing is there (11), for UDP (95) and
     *     without a connection (5001, or 104)
     */
    public @Nullable String peek(int length) {
        byte[] data = handle.peek(length);
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }

    /** Sends a string as UTF-8 in a datagram; see {@link #sendto(String, int, byte[])}. */
    public boolean sendto(String address, int port, String data) {
        return handle.sendto(address, port, data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a datagram to anybody; only for UDP, connected or not.
     *
     * @return false for a stream (95), for an address that cannot be right (505, 711), and when it cannot be sent
     */
    public boolean sendto(String address, int port, byte[] data) {
        return handle.sendto(address, port, data.clone());
    }

    /** Receives a datagram, for the option {@code timeout} at most; see {@link #recvfrom(int, double)}. */
    public @Nullable Datagram recvfrom(int length) {
        return recvfrom(length, 0);
    }

    /**
     * Receives a datagram from anybody; only for UDP. Of one that is longer than {@code length} the rest is lost.
     *
     * @return null after the timeout (110), for a stream (95) and when there is no socket yet (5001)
     */
    public @Nullable Datagram recvfrom(int length, double timeout) {
        return handle.recvfrom(length, timeout);
    }

    /**
     * Begins TLS on a connection, with the options {@code ssl_*}. What was received before must have been taken.
     *
     * @return false without a connection (5001), for UDP (95), when there is TLS (509), and when the handshake fails, which
     *     ends the connection
     */
    public boolean enableSSL() {
        return handle.enableSsl();
    }

    /** Closes the connection when what was sent has gone; false without one. Whoever waits in {@link #recv} gets an end. */
    public boolean close() {
        return handle.close();
    }

    /** Returns this side's {@code address} and {@code port}, or null with 5001 without a connection. */
    public @Nullable Map<String, Object> getsockname() {
        return handle.getsockname();
    }

    /** Returns the peer's {@code address} and {@code port}, or null with 5001 without a connection. */
    public @Nullable Map<String, Object> getpeername() {
        return handle.getpeername();
    }

    /** Returns the number of the socket, -1 for none. */
    public int fd() {
        return handle.fd();
    }

    /** Returns the number of the last failure, 0 when the last call worked. */
    public int errCode() {
        return handle.errCode();
    }

    /** Returns the text of the last failure, empty when the last call worked. */
    public String errMsg() {
        return handle.errMsg();
    }
}
