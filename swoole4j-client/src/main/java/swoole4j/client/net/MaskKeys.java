package swoole4j.client.net;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Keys that nobody can foretell (RFC 6455 5.3), got in batches. Loop-confined. */
final class MaskKeys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BATCH = 64;

    private final byte[] bytes = new byte[BATCH * Integer.BYTES];
    private final ByteBuffer keys = ByteBuffer.wrap(bytes).limit(0);

    int next() {
        if (!keys.hasRemaining()) {
            RANDOM.nextBytes(bytes);
            keys.clear();
        }
        return keys.getInt();
    }
}
