package swoole4j.engine.reactor;

import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * An address that a server's constructor took: bound, so that nobody else gets it, but not listening before the start, so
 * that nobody connects in vain. Swoole splits bind and listen in the same way.
 */
public final class ListenAddress implements AutoCloseable {
    private static final int ADDRESS_IN_USE = 98;
    private static final int ADDRESS_NOT_AVAILABLE = 99;
    private static final int INVALID_LISTEN_PORT = 9004;

    private final String host;
    private final InetAddress address;
    private final int port;
    private final int type;
    private final SocketChannel claim;

    private ListenAddress(String host, InetAddress address, int type, SocketChannel claim) throws IOException {
        this.host = host;
        this.address = address;
        this.type = type;
        this.claim = claim;
        this.port = ((InetSocketAddress) claim.getLocalAddress()).getPort();
    }

    /**
     * Claims an address.
     *
     * @param port 0 for any free one
     * @throws SwooleException with Swoole's text and the code 9004, 98 or 99
     */
    public static ListenAddress claim(String host, int port, int type) {
        if (port < 0 || port > 65535) {
            throw failed(host, port, "Server invalid listen port", INVALID_LISTEN_PORT, null);
        }
        if (type != SWOOLE_SOCK_TCP && type != SWOOLE_SOCK_TCP6) {
            throw new SwooleException(
                    "invalid $sock_type parameters " + type + ", expected SWOOLE_SOCK_TCP (1) or SWOOLE_SOCK_TCP6 (3)");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return new ListenAddress(host, address, type, bind(new InetSocketAddress(address, port)));
        } catch (UnknownHostException e) {
            throw failed(host, port, "Name or service not known", ADDRESS_NOT_AVAILABLE, e);
        } catch (BindException e) {
            boolean inUse = String.valueOf(e.getMessage()).contains("in use");
            throw failed(
                    host,
                    port,
                    inUse ? "Address already in use" : "Cannot assign requested address",
                    inUse ? ADDRESS_IN_USE : ADDRESS_NOT_AVAILABLE,
                    e);
        } catch (IOException e) {
            throw failed(host, port, String.valueOf(e.getMessage()), 0, e);
        }
    }

    /**
     * Binds. Two sockets that allow it may hold an address together until one of them listens, so this one does not allow
     * it, unless connections of an earlier server linger there, which would keep it away for a minute.
     */
    private static SocketChannel bind(InetSocketAddress address) throws IOException {
        try {
            return bind(address, false);
        } catch (BindException _) {
            return bind(address, true);
        }
    }

    private static SocketChannel bind(InetSocketAddress address, boolean sharing) throws IOException {
        SocketChannel claim = SocketChannel.open();
        try {
            claim.setOption(StandardSocketOptions.SO_REUSEADDR, sharing);
            return claim.bind(address);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    /** Lets listeners bind beside the claim, so that the address is never free in between. */
    void share() throws IOException {
        claim.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }

    /** Tells what went wrong in Swoole's words. */
    static SwooleException failed(String host, int port, String error, int code, @Nullable Throwable cause) {
        String text = "failed to listen server port[" + host + ":" + port + "], Error: " + error + "[" + code + "]";
        return cause == null ? new SwooleException(text, code) : new SwooleException(text, code, cause);
    }

    /** Gives the claim up: the listeners hold the address now, or nobody wants it any more. */
    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException _) {
            // nothing was ever connected
        }
    }

    /** Returns the host as given. */
    public String host() {
        return host;
    }

    /** Returns the bound port number. */
    public int port() {
        return port;
    }

    /** Returns the socket type. */
    public int type() {
        return type;
    }

    InetAddress address() {
        return address;
    }
}
