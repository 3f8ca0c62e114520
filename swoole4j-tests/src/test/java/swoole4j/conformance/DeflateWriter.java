package swoole4j.conformance;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Compresses as a client with any window (RFC 1951, RFC 7692 7.2.1), which java.util.zip cannot. It takes the farthest of
 * the longest matches, so that the receiver needs every byte of the window it agreed to.
 */
final class DeflateWriter {
    private static final int SHORTEST = 3;
    private static final int TRIES = 16;
    private static final int HASHES = 1 << 14;

    private final int window;
    private final boolean takeover;
    private byte[] past = new byte[0];
    private int largestDistance;

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    DeflateWriter(int windowBits, boolean takeover) {
        this.window = 1 << windowBits;
        this.takeover = takeover;
    }

    /** Returns the largest distance that was written so far. */
    int largestDistance() {
        return largestDistance;
    }

    /** Compresses the next message with the fixed codes. */
    byte[] write(byte[] message) {
        out = new ByteArrayOutputStream();
        bits(0b010, 3); // not final, fixed codes
        int start = past.length;
        byte[] all = Arrays.copyOf(past, start + message.length);
        System.arraycopy(message, 0, all, start, message.length);
        matches(all, start);
        literal(Symbols.END_OF_BLOCK);
        return flush(all);
    }

    /** Makes the next message of blocks that are not compressed. */
    byte[] store(byte[] message) {
        out = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += 0xffff) {
            int length = Math.min(0xffff, message.length - at);
            bits(0, 3);
            align();
            bits(length, 16);
            bits(~length & 0xffff, 16);
            out.write(message, at, length);
        }
        byte[] all = Arrays.copyOf(past, past.length + message.length);
        System.arraycopy(message, 0, all, past.length, message.length);
        return flush(all);
    }

    /** An empty stored block ends the message; its lengths 0000 ffff are not sent. */
    private byte[] flush(byte[] all) {
        bits(0, 3);
        align();
        if (takeover) past = Arrays.copyOfRange(all, Math.max(0, all.length - window), all.length);
        return out.toByteArray();
    }

    private void matches(byte[] all, int start) {
        int[] last = Symbols.same(-1, HASHES);
        int[] before = new int[all.length];
        for (int at = 0; at < start; at++) note(all, at, last, before);
        for (int at = start; at < all.length; ) {
            int match = farthest(all, at, last, before);
            int length = match < 0 ? 1 : common(all, match, at);
            if (match < 0) {
                literal(all[at] & 0xff);
            } else {
                reference(length, at - match);
            }
            for (int end = at + length; at < end; at++) note(all, at, last, before);
        }
    }

    private static void note(byte[] all, int at, int[] last, int[] before) {
        if (at + SHORTEST > all.length) return;
        int hash = hash(all, at);
        before[at] = last[hash];
        last[hash] = at;
    }

    private static int hash(byte[] all, int at) {
        return ((all[at] & 0xff) * 0x9e5f + (all[at + 1] & 0xff) * 0x3d1 + (all[at + 2] & 0xff)) & HASHES - 1;
    }

    private int farthest(byte[] all, int at, int[] last, int[] before) {
        if (at + SHORTEST > all.length) return -1;
        int best = -1;
        int bestLength = SHORTEST;
        int candidate = last[hash(all, at)];
        for (int tries = TRIES; candidate >= 0 && at - candidate <= window && tries > 0; tries--) {
            int length = common(all, candidate, at);
            if (length >= bestLength) {
                best = candidate;
                bestLength = length;
            }
            candidate = before[candidate];
        }
        return best;
    }

    private static int common(byte[] all, int earlier, int at) {
        int most = Math.min(Symbols.LONGEST, all.length - at);
        int length = 0;
        while (length < most && all[earlier + length] == all[at + length]) length++;
        return length;
    }

    private void reference(int length, int distance) {
        largestDistance = Math.max(largestDistance, distance);
        int symbol = Symbols.ofLength(length);
        literal(symbol);
        bits(length - Symbols.lengthBase(symbol), Symbols.lengthExtraBits(symbol));
        int code = Symbols.ofDistance(distance);
        code(code, 5);
        bits(distance - Symbols.distanceBase(code), Symbols.distanceExtraBits(code));
    }

    /** RFC 1951 3.2.6. */
    private void literal(int symbol) {
        if (symbol < 144) code(0x30 + symbol, 8);
        else if (symbol < 256) code(0x190 + symbol - 144, 9);
        else if (symbol < 280) code(symbol - 256, 7);
        else code(0xc0 + symbol - 280, 8);
    }

    /** Huffman codes go out from their top bit. */
    private void code(int code, int count) {
        bits(Integer.reverse(code) >>> (32 - count), count);
    }

    private void bits(int value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8) {
            out.write(pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private void align() {
        if (pendingBits > 0) bits(0, 8 - pendingBits);
    }
}
