package swoole4j.coroutine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.SwooleException;
import swoole4j.spi.Engines;
import swoole4j.spi.SocketHandle;

/**
 * A socket as the system has it, counterpart of {@code Swoole\Coroutine\Socket}: it connects, or it is bound and accepts
 * connections, or it sends and receives datagrams. {@link swoole4j.Process#exportSocket} returns one, too, which can send,
 * receive, cancel and close. {@link Client} and {@link Server} are simpler. One that a script makes needs swoole4j-client on
 * the class path.
 *
 * <p>A call waits for its end; in a coroutine the worker goes on meanwhile. One coroutine at a time may receive, and one
 * may wait for the system to take what it sends; a second one gets an {@link IllegalStateException}, Swoole's fatal error 10002. A
 * method that did not work returns
 * null, false or -1, and {@link #errCode()} and {@link #errMsg()} tell why, with the system's numbers: 9 when the socket is
 * closed, 95 for what this kind of socket cannot do, 107 without a connection, 110 after the timeout, 125 when the wait was
 * cancelled. Times are seconds; 0 stands for the usual time, which is that of the server's options
 * {@code socket_connect_timeout} (10 s), {@code socket_read_timeout} and {@code socket_write_timeout} (60 s) unless
 * {@link #setOption} says otherwise, a negative number for no limit.
 *
 * <p>Differs from Swoole: a socket listens as soon as it is bound, and {@link #listen} lets connections in that came before;
 * an accepted socket has the protocol of the one that accepted it; a peer that sends what nobody receives is not read any
 * more, at half a megabyte; there is no raw socket.
 */
public final class Socket {
    private static final int USUAL_LENGTH = 65536;
    private static final int USUAL_BACKLOG = 512;

    private final SocketHandle handle;
    private final int domain;
    private final int type;
    private final int protocol;

    /** Makes a socket for the usual protocol; see {@link #Socket(int, int, int)}. */
    public Socket(int domain, int type) {
        this(domain, type, Constants.IPPROTO_IP);
    }

    /**
     * Makes a socket.
     *
     * @param domain {@link Constants#AF_INET}, {@link Constants#AF_INET6} or {@link Constants#AF_UNIX}
     * @param type {@link Constants#SOCK_STREAM} or {@link Constants#SOCK_DGRAM}
     * @param protocol 0, or the only one there is for the type
     * @throws SwooleException for another domain, type or protocol
     */
    public Socket(int domain, int type, int protocol) {
        this(made(domain, type, protocol), domain, type, protocol);
    }

    /** Makes one of what is behind it; for engines. */
    public Socket(SocketHandle handle, int domain, int type, int protocol) {
        this.handle = handle;
        this.domain = domain;
        this.type = type;
        this.protocol = protocol;
    }

    private static SocketHandle made(int domain, int type, int protocol) {
        if (domain != Constants.AF_INET && domain != Constants.AF_INET6 && domain != Constants.AF_UNIX) {
            throw new SwooleException(
                    "domain " + domain + " is not allowed, expected AF_UNIX (1), AF_INET (2) or AF_INET6 (10)");
        }
        if (type != Constants.SOCK_STREAM && type != Constants.SOCK_DGRAM) {
            throw new SwooleException("type " + type + " is not allowed, expected SOCK_STREAM (1) or SOCK_DGRAM (2)");
        }
        boolean datagrams = type == Constants.SOCK_DGRAM;
        int only = domain == Constants.AF_UNIX ? 0 : datagrams ? Constants.IPPROTO_UDP : Constants.IPPROTO_TCP;
        if (protocol != 0 && protocol != only) {
            throw new SwooleException(
                    "protocol " + protocol + " is not allowed, expected 0" + (only == 0 ? "" : " or " + only));
        }
        return Engines.client().generalSocket(domain, datagrams);
    }

    /** Binds any port; see {@link #bind(String, int)}. */
    public boolean bind(String address) {
        return bind(address, 0);
    }

    /**
     * Takes an address of this machine.
     *
     * @param address an IP address or a name of this machine, or a path, whose file is deleted with {@link #close}
     * @param port 0 for any free one
     * @return false when that does not work: 98 somebody else has it, 99 it is not this machine's, 97 it is of another domain,
     *     711 no such name, 22 this socket has an address
     */
    public boolean bind(String address, int port) {
        return handle.bind(address, port);
    }

    /** Lets connections in, 512 of which may wait for {@link #accept}; see {@link #listen(int)}. */
    public boolean listen() {
        return listen(USUAL_BACKLOG);
    }

    /**
     * Lets connections in.
     *
     * @param backlog how many may wait for {@link #accept}, as far as the system follows; below 1 it is 1
     * @return false for a socket that is not bound (22)
     */
    public boolean listen(int backlog) {
        return handle.listen(backlog);
    }

    /** Waits for the next connection; see {@link #accept(double)}. */
    public @Nullable Socket accept() {
        return accept(0);
    }

    /**
     * Waits for the next connection. With TLS its handshake goes on while the connection is used; when it fails, the
     * connection is lost.
     *
     * @return null after the timeout (110), when cancelled or closed (125), for a socket that does not listen (22), and when
     *     there is no descriptor for it (24), after which the next one may work
     */
    public @Nullable Socket accept(double timeout) {
        SocketHandle accepted = handle.accept(timeout);
        return accepted == null ? null : new Socket(accepted, domain, type, protocol);
    }

    /** Connects; see {@link #connect(String, int, double)}. */
    public boolean connect(String host, int port) {
        return connect(host, port, 0);
    }

    /**
     * Connects; name and TLS included it may take {@code timeout} seconds. For datagrams this sets who gets what
     * {@link #send} sends.
     *
     * @param host a name, an IP address, or the path of a Unix socket
     * @return false when that does not work: 111 nobody listens, 110 it took too long, 711 no such name, 106 it is
     *     connected; 22, 505 and 722 for a host or a port that is none
     */
    public boolean connect(String host, int port, double timeout) {
        return handle.connect(host, port, timeout);
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
     * Sends bytes, and waits until the system has taken all of them. The pipe of a process takes what there is room for.
     *
     * @return how many bytes; -1 when the peer has gone (104, 32), for none at all (505), for a datagram that is too long (90),
     *     and after the timeout (110), when some of a stream may have been sent and the others will be
     */
    public int send(byte[] data, double timeout) {
        return handle.send(data.clone(), timeout);
    }

    /** Sends a string as UTF-8; the same as {@link #send(byte[], double)}. */
    public int sendAll(String data) {
        return send(data, 0);
    }

    /** Sends a string as UTF-8; the same as {@link #send(byte[], double)}. */
    public int sendAll(String data, double timeout) {
        return send(data, timeout);
    }

    /** Sends bytes; the same as {@link #send(byte[], double)}. */
    public int sendAll(byte[] data, double timeout) {
        return send(data, timeout);
    }

    /** Receives up to 64 KiB; see {@link #recv(int, double)}. */
    public @Nullable String recv() {
        return recv(USUAL_LENGTH, 0);
    }

    /** Receives; see {@link #recv(int, double)}. */
    public @Nullable String recv(int length) {
        return recv(length, 0);
    }

    /**
     * Receives what is there, up to {@code length} bytes, read as UTF-8; of a datagram, and of a message of a process, the rest
     * is lost. Waits for the first byte.
     *
     * @return an empty string when the peer has ended the connection; null after the timeout (110), when the connection was
     *     reset (104) and for a length below 1 (22)
     */
    public @Nullable String recv(int length, double timeout) {
        return text(handle.recv(length, timeout));
    }

    /** Receives as bytes; see {@link #recv(int, double)}. */
    public byte @Nullable [] recvBytes(int length, double timeout) {
        return handle.recv(length, timeout);
    }

    /** Receives exactly so many bytes; see {@link #recvAll(int, double)}. */
    public @Nullable String recvAll(int length) {
        return recvAll(length, 0);
    }

    /**
     * Receives {@code length} bytes of a stream, read as UTF-8.
     *
     * @return fewer when the peer ends the connection before, or the time has passed meanwhile, which {@link #errCode()} tells;
     *     otherwise as {@link #recv(int, double)}
     */
    public @Nullable String recvAll(int length, double timeout) {
        return text(handle.recvAll(length, timeout));
    }

    /** Receives as bytes; see {@link #recvAll(int, double)}. */
    public byte @Nullable [] recvAllBytes(int length, double timeout) {
        return handle.recvAll(length, timeout);
    }

    /** Receives a line of up to 64 KiB; see {@link #recvLine(int, double)}. */
    public @Nullable String recvLine() {
        return recvLine(USUAL_LENGTH, 0);
    }

    /** Receives a line; see {@link #recvLine(int, double)}. */
    public @Nullable String recvLine(int length) {
        return recvLine(length, 0);
    }

    /**
     * Receives what comes up to the next {@code \r} or {@code \n}, which belongs to it, {@code length} bytes at most, read as
     * UTF-8. What has come before a failure is not lost, unlike in Swoole.
     *
     * @return as {@link #recv(int, double)}; at the end of the connection what came before
     */
    public @Nullable String recvLine(int length, double timeout) {
        return text(handle.recvLine(length, timeout));
    }

    /** Receives the next message; see {@link #recvPacket(double)}. */
    public @Nullable String recvPacket() {
        return recvPacket(0);
    }

    /**
     * Receives the next message as {@link #setProtocol} cuts them, read as UTF-8; without a protocol what is there.
     *
     * @return as {@link #recv(int, double)}; null also for what is no message (1201, 1202, 1204; close it then)
     */
    public @Nullable String recvPacket(double timeout) {
        return text(handle.recvPacket(timeout));
    }

    /** Receives as bytes; see {@link #recvPacket(double)}. */
    public byte @Nullable [] recvPacketBytes(double timeout) {
        return handle.recvPacket(timeout);
    }

    /** Looks at up to 64 KiB; see {@link #peek(int)}. */
    public @Nullable String peek() {
        return peek(USUAL_LENGTH);
    }

    /**
     * Returns what has come of a stream without taking it, up to {@code length} bytes. Does not wait.
     *
     * @return an empty string when the peer has ended the connection; null when nothing is there (11)
     */
    public @Nullable String peek(int length) {
        return text(handle.peek(length));
    }

    /** Sends a string as UTF-8 in a datagram; see {@link #sendto(String, int, byte[])}. */
    public int sendto(String address, int port, String data) {
        return handle.sendto(address, port, data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a datagram to anybody.
     *
     * @param address a name, an IP address, or a path
     * @return how many bytes; -1 for an address that cannot be right (505, 711), and when it cannot be sent
     */
    public int sendto(String address, int port, byte[] data) {
        return handle.sendto(address, port, data.clone());
    }

    /** Receives a datagram; see {@link #recvfrom(double)}. */
    public @Nullable Datagram recvfrom() {
        return recvfrom(0);
    }

    /** Receives a datagram from anybody; null after the timeout (110), and when the socket has no address yet (107). */
    public @Nullable Datagram recvfrom(double timeout) {
        return handle.recvfrom(timeout);
    }

    /** Sends a file; see {@link #sendFile(String, long, long)}. */
    public boolean sendFile(String path) {
        return sendFile(path, 0, 0);
    }

    /**
     * Sends a part of a file into a stream, piece by piece, each within the usual time.
     *
     * @param length 0 for all that follows {@code offset}
     * @return false as {@link #send(byte[], double)}, for a file that cannot be read (2, 5) and for a part that is not in it (22);
     *     some of it may have been sent
     */
    public boolean sendFile(String path, long offset, long length) {
        return handle.sendFile(path, offset, length);
    }

    /**
     * Sets how {@link #recvPacket} cuts a stream: {@code open_eof_check} or {@code open_eof_split} with {@code package_eof},
     * {@code open_length_check} with {@code package_length_type}, {@code package_length_offset}, {@code package_body_offset} or
     * {@code package_length_func}, {@code open_mqtt_protocol}, and {@code package_max_length} (2 MiB); and TLS:
     * {@code open_ssl}, before {@link #connect} or {@link #accept}, with the options {@code ssl_*} as in {@link Client#set}. Who
     * accepts needs {@code ssl_cert_file} and {@code ssl_key_file}, and asks for certificates only with
     * {@code ssl_verify_peer}. Call it before the first message is received.
     *
     * @return false for an empty map (505), and when a certificate cannot be used (1019)
     * @throws SwooleException for a value that is not allowed
     */
    public boolean setProtocol(Map<String, ?> options) {
        return handle.setProtocol(options);
    }

    /** Ends both directions; see {@link #shutdown(int)}. */
    public boolean shutdown() {
        return shutdown(Constants.SHUT_RDWR);
    }

    /**
     * Ends a direction of a stream when what was sent has gone; the socket stays.
     *
     * @param how {@link Constants#SHUT_RD}, {@link Constants#SHUT_WR} or {@link Constants#SHUT_RDWR}
     * @return false for something else (22); with TLS there is no half of a connection (95)
     */
    public boolean shutdown(int how) {
        return handle.shutdown(how);
    }

    /** Lets whoever receives or accepts go on; see {@link #cancel(int)}. */
    public boolean cancel() {
        return cancel(Constants.SWOOLE_EVENT_READ);
    }

    /**
     * Ends the wait of whoever receives, accepts or sends, which fails with 125. Any thread.
     *
     * @param event {@link Constants#SWOOLE_EVENT_READ} or {@link Constants#SWOOLE_EVENT_WRITE}
     * @return false when nobody waits
     */
    public boolean cancel(int event) {
        return handle.cancel(event);
    }

    /** Closes it when what was sent has gone; false when it is closed. Whoever waits is told of the end. */
    public boolean close() {
        return handle.close();
    }

    /** Tells whether the peer of a stream is, as far as is known, still there; 104 when not. Does not wait. */
    public boolean checkLiveness() {
        return handle.checkLiveness();
    }

    /**
     * Sets an option of the system's. Of {@link Constants#SOL_SOCKET} these are {@code SO_REUSEADDR}, {@code SO_REUSEPORT},
     * {@code SO_BROADCAST}, {@code SO_KEEPALIVE}, {@code SO_SNDBUF}, {@code SO_RCVBUF}, {@code SO_LINGER}, {@code SO_RCVTIMEO} and
     * {@code SO_SNDTIMEO}; of {@link Constants#IPPROTO_TCP} {@code TCP_NODELAY}, {@code TCP_KEEPIDLE}, {@code TCP_KEEPINTVL} and
     * {@code TCP_KEEPCNT}. What is set before there is an address holds from there on, and for accepted sockets.
     *
     * @param value a number or a truth value; a time may also be a Map with {@code sec} and {@code usec}, and SO_LINGER one with
     *     {@code l_onoff} and {@code l_linger}
     * @return false for another option (92) and for a value that is none (22)
     */
    public boolean setOption(int level, int option, Object value) {
        return handle.setOption(level, option, value);
    }

    /** Returns an option of the system's, a number, or for the time limits a Map; null with 92 for one that is not known. */
    public @Nullable Object getOption(int level, int option) {
        return handle.getOption(level, option);
    }

    /** Returns this side's {@code address} and {@code port}, or null with 107 without an address. */
    public @Nullable Map<String, Object> getsockname() {
        return handle.getsockname();
    }

    /** Returns the peer's {@code address} and {@code port}, or null with 107 without a peer. */
    public @Nullable Map<String, Object> getpeername() {
        return handle.getpeername();
    }

    /** Returns the number of the socket, -1 while it has neither address nor connection. */
    public int fd() {
        return handle.fd();
    }

    /** Returns the domain, such as {@link Constants#AF_INET}. */
    public int domain() {
        return domain;
    }

    /** Returns the type, such as {@link Constants#SOCK_STREAM}. */
    public int type() {
        return type;
    }

    /** Returns the protocol as given. */
    public int protocol() {
        return protocol;
    }

    /** Returns the number of the last failure, 0 when the last call worked. */
    public int errCode() {
        return handle.errCode();
    }

    /** Returns the text of the last failure, empty when the last call worked. */
    public String errMsg() {
        return handle.errMsg();
    }

    private static @Nullable String text(byte @Nullable [] data) {
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }
}
