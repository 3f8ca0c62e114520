package swoole4j.engine.pipeline;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Netty's request parser with the limits of Swoole, and stricter where a lenient reading lets requests be smuggled. */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_HEAD = 65536;

    RequestDecoder() {
        super(new HttpDecoderConfig().setMaxInitialLineLength(MAX_HEAD).setMaxHeaderSize(MAX_HEAD));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Transfer-Encoding with Content-Length"); // RFC 9112 6.1
    }
}
