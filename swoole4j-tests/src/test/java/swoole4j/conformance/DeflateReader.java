package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;

/**
 * Decodes what one side of a connection compresses (RFC 1951, RFC 7692 7.2.2) and holds it to the agreement: no distance
 * is larger than the window, and none reaches into an earlier message without context takeover.
 */
final class DeflateReader {
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final Huffman FIXED_LITERALS = new Huffman(fixedLiterals());
    private static final Huffman FIXED_DISTANCES = new Huffman(Symbols.same(5, 30));

    private final int window;
    private final boolean takeover;
    private byte[] out = new byte[0];
    private int size;
    private int start;

    private byte[] in = new byte[0];
    private int bit;

    DeflateReader(int windowBits, boolean takeover) {
        this.window = 1 << windowBits;
        this.takeover = takeover;
    }

    /** Decodes the next message. */
    byte[] read(byte[] payload) {
        begin();
        in = Arrays.copyOf(payload, payload.length + 4);
        in[payload.length + 2] = (byte) 0xff;
        in[payload.length + 3] = (byte) 0xff;
        bit = 0;
        while (bit < 8 * in.length) block();
        return Arrays.copyOfRange(out, start, size);
    }

    private void begin() {
        int kept = takeover ? Math.min(window, size) : 0;
        System.arraycopy(out, size - kept, out, 0, kept);
        start = kept;
        size = kept;
    }

    private void block() {
        assertEquals(0, bits(1), "a final block");
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> compressed(FIXED_LITERALS, FIXED_DISTANCES);
            case 2 -> dynamic();
            default -> fail("block type 3");
        }
    }

    private void stored() {
        bit = (bit + 7) & ~7;
        int length = bits(16);
        assertEquals(0xffff, length ^ bits(16), "length of a stored block");
        for (int i = 0; i < length; i++) append(bits(8));
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] codeLengths = new int[CODE_LENGTH_ORDER.length];
        for (int i = 0; i < codes; i++) codeLengths[CODE_LENGTH_ORDER[i]] = bits(3);
        Huffman code = new Huffman(codeLengths);
        int[] lengths = new int[literals + distances];
        for (int at = 0; at < lengths.length; ) {
            int symbol = symbol(code);
            int value = symbol < 16 ? symbol : symbol == 16 ? lengths[at - 1] : 0;
            int times = symbol < 16 ? 1 : symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            Arrays.fill(lengths, at, at + times, value);
            at += times;
        }
        compressed(
                new Huffman(Arrays.copyOf(lengths, literals)),
                new Huffman(Arrays.copyOfRange(lengths, literals, lengths.length)));
    }

    private void compressed(Huffman literals, Huffman distances) {
        for (int symbol = symbol(literals); symbol != Symbols.END_OF_BLOCK; symbol = symbol(literals)) {
            if (symbol < Symbols.END_OF_BLOCK) {
                append(symbol);
            } else {
                int length = Symbols.lengthBase(symbol) + bits(Symbols.lengthExtraBits(symbol));
                int code = symbol(distances);
                copy(length, Symbols.distanceBase(code) + bits(Symbols.distanceExtraBits(code)));
            }
        }
    }

    private void copy(int length, int distance) {
        assertTrue(distance <= window, () -> "distance " + distance + " in a window of " + window);
        assertTrue(distance <= size, () -> "distance " + distance + " behind " + size + " bytes");
        for (int i = 0; i < length; i++) append(out[size - distance]);
    }

    private void append(int octet) {
        if (size == out.length) out = Arrays.copyOf(out, Math.max(1024, 2 * size));
        out[size++] = (byte) octet;
    }

    private int symbol(Huffman code) {
        int value = 0;
        for (int length = 1; length <= Huffman.LONGEST; length++) {
            int at = bit + length - 1;
            value = value << 1 | (in[at >> 3] >> (at & 7) & 1);
            int symbol = code.symbol(value, length);
            if (symbol < 0) continue;
            bit += length;
            return symbol;
        }
        return fail("no such code");
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) value |= (in[bit >> 3] >> (bit & 7) & 1) << i;
        return value;
    }

    private static int[] fixedLiterals() {
        int[] lengths = Symbols.same(8, 288);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        return lengths;
    }

    /** A canonical prefix code (RFC 1951 3.2.2): codes of one length are consecutive numbers. */
    private static final class Huffman {
        static final int LONGEST = 15;

        private final int[] first = new int[LONGEST + 1];
        private final int[][] symbols = new int[LONGEST + 1][];

        Huffman(int[] lengths) {
            int code = 0;
            for (int length = 1; length <= LONGEST; length++) {
                first[length] = code;
                symbols[length] = withLength(lengths, length);
                code = (code + symbols[length].length) << 1;
            }
        }

        private static int[] withLength(int[] lengths, int length) {
            int[] found = new int[lengths.length];
            int count = 0;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) found[count++] = symbol;
            }
            return Arrays.copyOf(found, count);
        }

        /** Returns the symbol of a code of that length, or -1. */
        int symbol(int code, int length) {
            int index = code - first[length];
            return index >= 0 && index < symbols[length].length ? symbols[length][index] : -1;
        }
    }
}
