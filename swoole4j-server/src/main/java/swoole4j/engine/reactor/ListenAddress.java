package swoole4j.engine.reactor;

import static swoole4j.Constants.SWOOLE_SSL;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.engine.link.SocketKind;

/**
 * An address that a server's constructor took: bound, so that nobody else gets it, but not listening before the start, so
 * that nobody connects in vain. Swoole splits bind and listen in the same way.
 */
public abstract sealed class ListenAddress implements AutoCloseable
        permits DescribedAddress, InternetAddress, UnixAddress {
    private final String host;
    private final SocketKind kind;

    ListenAddress(String host, SocketKind kind) {
        this.host = host;
        this.kind = kind;
    }

    /**
     * Claims an address.
     *
     * @param host an IP address or host name, or the path of a Unix socket
     * @param port 0 for any free one
     * @param type one of the {@code SWOOLE_SOCK_TCP} family, with {@code SWOOLE_SSL} for TLS
     * @throws SwooleException with Swoole's text and the code 9004, or the number of the system's error, such as 98
     */
    public static ListenAddress claim(String host, int port, int type) {
        return claim(host, port, type, false);
    }

    /** Claims an address that others may have too when they say so, but for a path; see {@link #claim(String, int, int)}. */
    public static ListenAddress claim(String host, int port, int type, boolean shared) {
        SocketKind kind = kind(type);
        return kind.isUnix() ? UnixAddress.claim(host, kind) : InternetAddress.claim(host, port, kind, shared);
    }

    /** Describes an address that another process claimed; see {@link #claim(String, int, int)}. */
    public static ListenAddress described(String host, int port, int type) {
        return new DescribedAddress(host, port, kind(type));
    }

    private static SocketKind kind(int type) {
        SocketKind kind = SocketKind.of(type & ~SWOOLE_SSL);
        if (kind == null) {
            String expected = Arrays.stream(SocketKind.values())
                    .map(known -> known.constant() + " (" + known.number() + ")")
                    .collect(Collectors.joining(", "));
            throw new SwooleException("invalid $sock_type parameters " + type + ", expected one of " + expected);
        }
        if (kind.isDatagram() && (type & SWOOLE_SSL) != 0) {
            throw new SwooleException(
                    kind.constant() + " | SWOOLE_SSL: datagrams cannot be secured, DTLS is not supported",
                    SwooleError.OPERATION_NOT_SUPPORT.number());
        }
        return kind;
    }

    /** Tells what went wrong in Swoole's words. */
    static SwooleException failed(String host, int port, String error, int code, @Nullable Throwable cause) {
        String text = "failed to listen server port[" + host + ":" + port + "], Error: " + error + "[" + code + "]";
        return cause == null ? new SwooleException(text, code) : new SwooleException(text, code, cause);
    }

    /** Tells why opening a listener failed. */
    public SwooleException failed(IOException e) {
        return failed(host, port(), e);
    }

    /** Tells why binding failed. */
    static SwooleException failed(String host, int port, IOException e) {
        Errno errno = Errno.of(e);
        String text = errno == null ? String.valueOf(e.getMessage()) : errno.text();
        return failed(host, port, text, errno == null ? 0 : errno.number(), e);
    }

    /** Makes way for the listeners, which bind next. */
    abstract void share() throws IOException;

    /** Returns where a listener of that transport binds. */
    abstract SocketAddress local(Transport transport);

    /** A listener has bound the address. */
    abstract void bound() throws IOException;

    /** Hands over the datagrams that came before the listener was there, which has bound the address by now. */
    abstract void early(BiConsumer<SocketAddress, byte[]> taker) throws IOException;

    /** Tells whether this listener opens a socket of its own; else it gets its share from the one that did. */
    abstract boolean join(Listener listener);

    /** A listener has ended. */
    abstract void leave(Listener listener);

    /** Returns the listener that takes what {@code listener} has accepted. */
    abstract Listener turn(Listener listener);

    /** Gives the claim up: the listeners hold the address now, or nobody wants it any more. */
    @Override
    public abstract void close();

    /** Nobody listens any more. */
    public abstract void release();

    /** Returns the bound port number; 0 for a path. */
    public abstract int port();

    /** Returns the host or path as given. */
    public final String host() {
        return host;
    }

    /** Returns the kind of socket. */
    public final SocketKind kind() {
        return kind;
    }
}
