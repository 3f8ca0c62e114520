package swoole4j.client;

import swoole4j.Constants;
import swoole4j.spi.ClientEngine;
import swoole4j.spi.Http2ClientHandle;
import swoole4j.spi.HttpClientHandle;
import swoole4j.spi.HttpClientSpec;
import swoole4j.spi.SocketClientHandle;

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
        if (type == Constants.SWOOLE_SOCK_UDP || type == Constants.SWOOLE_SOCK_UDP6) {
            return new DatagramClient(type == Constants.SWOOLE_SOCK_UDP6);
        }
        return new StreamClient(type == Constants.SWOOLE_SOCK_UNIX_STREAM, ssl);
    }
}
