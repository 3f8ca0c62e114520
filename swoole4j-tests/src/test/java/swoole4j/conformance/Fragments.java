package swoole4j.conformance;

import java.util.Arrays;
import swoole4j.testing.Frames;

/** Cuts messages into frames. */
final class Fragments {
    private Fragments() {}

    /**
     * Makes the masked frames of one message.
     *
     * @param first of the message when it is one frame, such as 0x81; RSV1 is set in the first frame only
     * @param size of each fragment but the last
     */
    static byte[] masked(int first, byte[] message, int size) {
        int count = Math.max(1, Math.ceilDiv(message.length, size));
        byte[][] frames = new byte[count][];
        for (int i = 0; i < count; i++) {
            int fin = i == count - 1 ? first & 0x80 : 0;
            int rest = i == 0 ? first & 0x7f : 0;
            int to = i == count - 1 ? message.length : (i + 1) * size;
            frames[i] = Frames.masked(fin | rest, Arrays.copyOfRange(message, i * size, to));
        }
        return Frames.join(frames);
    }
}
