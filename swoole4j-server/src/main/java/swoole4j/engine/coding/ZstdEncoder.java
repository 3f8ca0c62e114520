package swoole4j.engine.coding;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;

/** zstd (RFC 8878). */
final class ZstdEncoder implements ContentEncoder {
    private final int level;

    ZstdEncoder(int level) {
        this.level = Math.clamp(level, Zstd.minCompressionLevel(), Zstd.maxCompressionLevel());
    }

    static boolean isAvailable() {
        Native.load();
        return Native.isLoaded();
    }

    @Override
    public byte[] encode(byte[] body) {
        return Zstd.compress(body, level);
    }
}
