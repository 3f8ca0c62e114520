package swoole4j.engine.link;

import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP6;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_DGRAM;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM;

import org.jspecify.annotations.Nullable;

/** The six kinds of socket that a server listens on. */
public enum SocketKind {
    TCP(SWOOLE_SOCK_TCP, false),
    UDP(SWOOLE_SOCK_UDP, true),
    TCP6(SWOOLE_SOCK_TCP6, false),
    UDP6(SWOOLE_SOCK_UDP6, true),
    UNIX_STREAM(SWOOLE_SOCK_UNIX_STREAM, false),
    UNIX_DGRAM(SWOOLE_SOCK_UNIX_DGRAM, true);

    private final int number;
    private final boolean datagrams;

    SocketKind(int number, boolean datagrams) {
        this.number = number;
        this.datagrams = datagrams;
    }

    /** Returns the kind of a {@code SWOOLE_SOCK_TCP} family constant without the TLS bit, or null. */
    public static @Nullable SocketKind of(int number) {
        for (SocketKind kind : values()) {
            if (kind.number == number) return kind;
        }
        return null;
    }

    /** Returns the constant. */
    public int number() {
        return number;
    }

    /** Tells whether it carries datagrams instead of connections. */
    public boolean isDatagram() {
        return datagrams;
    }

    /** Tells whether its addresses are paths. */
    public boolean isUnix() {
        return this == UNIX_STREAM || this == UNIX_DGRAM;
    }

    /** Tells whether its addresses are those of IPv6, among which are those of IPv4 in another form. */
    public boolean isIpv6() {
        return this == TCP6 || this == UDP6;
    }

    /** Returns the constant's name. */
    public String constant() {
        return "SWOOLE_SOCK_" + name();
    }
}
