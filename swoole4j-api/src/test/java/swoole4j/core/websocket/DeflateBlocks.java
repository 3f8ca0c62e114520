package swoole4j.core.websocket;

import java.io.ByteArrayOutputStream;

/**
 * A strict little inflater for tests: decodes raw deflate (RFC 1951) and measures how far back it refers. Written from
 * the RFC, without java.util.zip.
 */
final class DeflateBlocks {
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12_289, 16_385, 24_577
    };
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final byte[] in;
    private int bit;
    private final byte[] out;
    private int size;
    private final int start;
    private int maxDistance;
    private int matches;

    private DeflateBlocks(byte[] in, byte[] history, int capacity) {
        this.in = in;
        this.out = new byte[history.length + capacity];
        System.arraycopy(history, 0, out, 0, history.length);
        this.start = history.length;
        this.size = start;
    }

    /** Decodes a message as it stands in a frame; {@code history} are the messages before it. */
    static DeflateBlocks decode(byte[] payload, byte[] history, int capacity) {
        DeflateBlocks blocks = new DeflateBlocks(Frames.join(payload, Hex.bytes("0000ffff")), history, capacity);
        while (blocks.bit < blocks.in.length * 8) blocks.block();
        return blocks;
    }

    byte[] output() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(out, start, size - start);
        return bytes.toByteArray();
    }

    int maxDistance() {
        return maxDistance;
    }

    int matches() {
        return matches;
    }

    private void block() {
        if (bits(1) == 1) throw new IllegalStateException("final block");
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> compressed(fixedLiterals(), fixedDistances());
            case 2 -> dynamic();
            default -> throw new IllegalStateException("block type 3");
        }
    }

    private void stored() {
        bit = (bit + 7) & ~7;
        int length = bits(16);
        if ((length ^ 0xffff) != bits(16)) throw new IllegalStateException("stored length");
        for (int i = 0; i < length; i++) out[size++] = (byte) bits(8);
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] codeLengths = new int[19];
        for (int i = 0; i < codes; i++) codeLengths[CODE_LENGTH_ORDER[i]] = bits(3);
        int[][] tree = tree(codeLengths);
        int[] lengths = new int[literals + distances];
        for (int i = 0; i < lengths.length; ) {
            int symbol = symbol(tree);
            if (symbol < 16) {
                lengths[i++] = symbol;
            } else {
                int repeated = symbol == 16 ? lengths[i - 1] : 0;
                int times = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
                while (times-- > 0) lengths[i++] = repeated;
            }
        }
        int[] literalLengths = java.util.Arrays.copyOf(lengths, literals);
        int[] distanceLengths = java.util.Arrays.copyOfRange(lengths, literals, lengths.length);
        compressed(tree(literalLengths), tree(distanceLengths));
    }

    private void compressed(int[][] literals, int[][] distances) {
        while (true) {
            int symbol = symbol(literals);
            if (symbol == 256) return;
            if (symbol < 256) {
                out[size++] = (byte) symbol;
            } else {
                int length = LENGTH_BASE[symbol - 257] + bits(LENGTH_EXTRA[symbol - 257]);
                int code = symbol(distances);
                copy(length, DISTANCE_BASE[code] + bits(Math.max(0, code / 2 - 1)));
            }
        }
    }

    private void copy(int length, int distance) {
        if (distance > size) throw new IllegalStateException("distance " + distance + " at " + size);
        maxDistance = Math.max(maxDistance, distance);
        matches++;
        for (int i = 0; i < length; i++, size++) out[size] = out[size - distance];
    }

    private static int[][] fixedLiterals() {
        int[] lengths = new int[288];
        for (int i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        return tree(lengths);
    }

    private static int[][] fixedDistances() {
        int[] lengths = new int[30];
        java.util.Arrays.fill(lengths, 5);
        return tree(lengths);
    }

    /** Canonical code (RFC 1951 3.2.2): a table of children, leaves as {@code ~symbol}. */
    private static int[][] tree(int[] lengths) {
        int[][] nodes = new int[lengths.length * 16 + 2][2];
        int used = 1;
        int code = 0;
        for (int length = 1; length <= 15; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] != length) continue;
                int node = 0;
                for (int i = length - 1; i > 0; i--) {
                    int branch = (code >> i) & 1;
                    if (nodes[node][branch] == 0) nodes[node][branch] = used++;
                    node = nodes[node][branch];
                }
                nodes[node][code & 1] = ~symbol;
                code++;
            }
            code <<= 1;
        }
        return nodes;
    }

    private int symbol(int[][] tree) {
        int node = 0;
        while (node >= 0) {
            node = tree[node][bits(1)];
            if (node == 0) throw new IllegalStateException("unused code");
        }
        return ~node;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) value |= ((in[bit >> 3] >> (bit & 7)) & 1) << i;
        return value;
    }
}
