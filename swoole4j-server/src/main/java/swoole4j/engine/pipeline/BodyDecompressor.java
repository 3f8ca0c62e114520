package swoole4j.engine.pipeline;

import io.netty.handler.codec.http.HttpContentDecompressor;

/**
 * Decodes request bodies with a content coding; the limit on the body counts what comes out, so that a small request cannot
 * become a large one. A coding that is not known stays as it is.
 */
final class BodyDecompressor extends HttpContentDecompressor {
    BodyDecompressor() {
        super(false, 0);
    }
}
