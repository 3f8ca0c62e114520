package swoole4j.client;

import swoole4j.spi.ClientEngine;
import swoole4j.spi.Http2ClientHandle;
import swoole4j.spi.HttpClientHandle;
import swoole4j.spi.HttpClientSpec;

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
}
