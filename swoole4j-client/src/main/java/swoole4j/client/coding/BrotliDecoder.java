package swoole4j.client.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.IOException;
import java.io.InputStream;

/** br (RFC 7932), where brotli4j and its native library are there. */
final class BrotliDecoder {
    private BrotliDecoder() {}

    static boolean isAvailable() {
        return Brotli4jLoader.isAvailable();
    }

    static InputStream open(InputStream body) throws IOException {
        return new BrotliInputStream(body);
    }
}
