package swoole4j.engine.link.encoding;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.engine.link.Destination;

/** Values of messages as components of a frame. */
final class Components {
    private static final int NO_DEFLATE = 0;
    private static final int SMALLEST_WINDOW = 8;
    private static final int LARGEST_WINDOW = 15;
    private static final int SERVER_NO_TAKEOVER = 1 << 8;
    private static final int CLIENT_NO_TAKEOVER = 1 << 9;

    private static final byte[] NO_HOST = new byte[0];
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int LARGEST_PORT = 65535;

    private Components() {}

    static FrameSink write(FrameSink out, @Nullable DeflateParameters deflate) {
        if (deflate == null) return out.number(NO_DEFLATE);
        return out.number(deflate.serverWindowBits()
                | (deflate.clientWindowBits() << 4)
                | (deflate.serverNoTakeover() ? SERVER_NO_TAKEOVER : 0)
                | (deflate.clientNoTakeover() ? CLIENT_NO_TAKEOVER : 0));
    }

    static @Nullable DeflateParameters deflate(FrameSource in) throws MalformedFrameException {
        int all = in.integer(NO_DEFLATE, (CLIENT_NO_TAKEOVER << 1) - 1);
        if (all == NO_DEFLATE) return null;
        return new DeflateParameters(
                window(in, all & 0xf),
                window(in, (all >> 4) & 0xf),
                (all & SERVER_NO_TAKEOVER) != 0,
                (all & CLIENT_NO_TAKEOVER) != 0);
    }

    private static int window(FrameSource in, int bits) throws MalformedFrameException {
        if (bits >= SMALLEST_WINDOW) return bits;
        throw in.malformed("a window has " + bits + " bits, expected " + SMALLEST_WINDOW + " to " + LARGEST_WINDOW);
    }

    static FrameSink write(FrameSink out, byte @Nullable [] bytes) {
        return bytes == null ? out.truth(false) : out.truth(true).bytes(bytes);
    }

    static byte @Nullable [] bytesOrNull(FrameSource in) throws MalformedFrameException {
        return in.truth() ? in.bytes() : null;
    }

    static FrameSink write(FrameSink out, Destination to) {
        return switch (to) {
            case Destination.Path(String path) -> out.bytes(NO_HOST).text(path);
            case Destination.Host(Inet6Address address, int port) ->
                out.bytes(address.getAddress()).number(port).number(address.getScopeId());
            case Destination.Host(InetAddress address, int port) ->
                out.bytes(address.getAddress()).number(port);
        };
    }

    static Destination destination(FrameSource in) throws MalformedFrameException {
        byte[] ip = in.bytes();
        if (ip.length == NO_HOST.length) return new Destination.Path(in.text());
        if (ip.length != IPV4 && ip.length != IPV6) {
            throw in.malformed("an address has " + ip.length + " bytes, expected " + IPV4 + " or " + IPV6);
        }
        int port = in.integer(0, LARGEST_PORT);
        try {
            InetAddress address = ip.length == IPV6
                    ? Inet6Address.getByAddress(null, ip, in.integer(0, Integer.MAX_VALUE))
                    : InetAddress.getByAddress(ip);
            return new Destination.Host(address, port);
        } catch (UnknownHostException e) {
            throw in.malformed("no address: " + e.getMessage());
        }
    }
}
