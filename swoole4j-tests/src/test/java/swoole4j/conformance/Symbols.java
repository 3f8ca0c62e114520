package swoole4j.conformance;

import java.util.Arrays;

/** The meaning of the symbols for lengths and distances (RFC 1951 3.2.5), calculated instead of listed. */
final class Symbols {
    static final int END_OF_BLOCK = 256;
    static final int LONGEST = 258;

    private static final int FIRST_LENGTH = 257;
    private static final int LAST_LENGTH = 285;

    private Symbols() {}

    static int lengthExtraBits(int symbol) {
        return symbol == LAST_LENGTH ? 0 : Math.max(0, (symbol - FIRST_LENGTH) / 4 - 1);
    }

    static int lengthBase(int symbol) {
        if (symbol == LAST_LENGTH) return LONGEST;
        int index = symbol - FIRST_LENGTH;
        return index < 8 ? 3 + index : 3 + ((4 + index % 4) << (index / 4 - 1));
    }

    static int distanceExtraBits(int symbol) {
        return Math.max(0, symbol / 2 - 1);
    }

    static int distanceBase(int symbol) {
        return symbol < 4 ? 1 + symbol : 1 + ((2 + symbol % 2) << (symbol / 2 - 1));
    }

    static int ofLength(int length) {
        int symbol = LAST_LENGTH;
        while (lengthBase(symbol) > length) symbol--;
        return symbol;
    }

    static int ofDistance(int distance) {
        int symbol = 29;
        while (distanceBase(symbol) > distance) symbol--;
        return symbol;
    }

    static int[] same(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
