package swoole4j.engine.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** br (RFC 7932), where brotli4j and its native library are there. */
final class BrotliEncoder implements ContentEncoder {
    private final Encoder.Parameters parameters;

    BrotliEncoder(int level) {
        parameters = Encoder.Parameters.create(Math.clamp(level, 0, 11));
    }

    static boolean isAvailable() {
        return Brotli4jLoader.isAvailable();
    }

    @Override
    public byte[] encode(byte[] body) {
        try {
            return Encoder.compress(body, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
