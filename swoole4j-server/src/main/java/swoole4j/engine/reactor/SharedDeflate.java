package swoole4j.engine.reactor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import swoole4j.core.websocket.MessageDeflater;

/**
 * Remembers what the last payload was compressed to, so that a broadcast is compressed once. Connections without context
 * takeover share their compressor; with it a result holds for one message of one connection only. Payloads are compared by
 * what is in them: those that come from another process are never the same array, and an array may have been changed
 * since. Reactor-confined.
 */
final class SharedDeflate {
    private static final int LARGEST = 64 * 1024;

    private byte @Nullable [] payload;
    private @Nullable MessageDeflater deflater;
    private byte[] result = new byte[0];

    /** Returns the compressed payload if it was the last one, or null. */
    byte @Nullable [] get(byte[] wanted, MessageDeflater with) {
        return with == deflater && Arrays.equals(wanted, payload) ? result : null;
    }

    void put(byte[] from, MessageDeflater with, byte[] output, int length) {
        if (with.hasHistory() || length > LARGEST || from.length > LARGEST) return;
        payload = from.clone();
        deflater = with;
        result = Arrays.copyOf(output, length);
    }
}
