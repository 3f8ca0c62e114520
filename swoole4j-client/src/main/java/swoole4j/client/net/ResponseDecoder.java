package swoole4j.client.net;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's parser, which has to be told of what the request was. Loop-confined. */
final class ResponseDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 8192;
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int LARGEST_PIECE = 64 * 1024;

    private boolean head;
    private boolean ambiguous;

    ResponseDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxChunkSize(LARGEST_PIECE));
    }

    /** The next response answers a request with that method. */
    void expect(String method) {
        head = method.equals("HEAD");
        ambiguous = false;
    }

    /** Tells whether two headers of the response contradicted each other about its length (RFC 9112 6.3). */
    boolean isAmbiguous() {
        return ambiguous;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head || super.isContentAlwaysEmpty(message);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        ambiguous = true;
        super.handleTransferEncodingChunkedWithContentLength(message);
    }
}
