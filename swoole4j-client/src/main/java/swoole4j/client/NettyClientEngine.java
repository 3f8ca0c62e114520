package swoole4j.client;

import swoole4j.Constants;
import swoole4j.spi.ClientEngine;
import swoole4j.spi.Http2ClientHandle;
import swoole4j.spi.HttpClientHandle;
import swoole4j.spi.HttpClientSpec;
import swoole4j.spi.SocketClientHandle;
import swoole4j.spi.SocketHandle;

/** The engine that {@link java.util.ServiceLoader} finds. */
public final class NettyClientEngine implements ClientEngine {
    /** Called by {@link java.util.ServiceLoader}. */
    public NettyClientEngine() {}

    @Override
    public HttpClientHandle http(HttpClientSpec spec) {
        return new HttpClient(spec);
    }

    @Override
    public Http2ClientHandle http2(String host, int port, boolean ssl) {
        return new Http2Client(host, port, ssl);
    }

    @Override
    public SocketClientHandle socket(int type, boolean ssl) {
        return switch (type) {
            case Constants.SWOOLE_SOCK_UDP -> new DatagramClient(Constants.AF_INET);
            case Constants.SWOOLE_SOCK_UDP6 -> new DatagramClient(Constants.AF_INET6);
            case Constants.SWOOLE_SOCK_UNIX_DGRAM -> new DatagramClient(Constants.AF_UNIX);
            default -> new StreamClient(type == Constants.SWOOLE_SOCK_UNIX_STREAM, ssl);
        };
    }

    @Override
    public SocketHandle generalSocket(int domain, boolean datagrams) {
        return datagrams ? DatagramSocket.open(domain) : StreamSocket.open(domain);
    }
}
