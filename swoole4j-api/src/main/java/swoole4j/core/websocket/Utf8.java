package swoole4j.core.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 validation (RFC 3629) that can stop at any byte and go on later. */
final class Utf8 {
    /** The top bits of eight bytes; a word without them is ASCII. */
    static final long HIGH_BITS = 0x8080808080808080L;

    /** State at a character boundary; a text must end in it. */
    static final int BOUNDARY = 0;

    // Inside a character: which bytes may come next.
    private static final int ONE_MORE = 1;
    private static final int TWO_MORE = 2;
    private static final int THREE_MORE = 3;
    private static final int AFTER_E0 = 4; // no overlong form
    private static final int AFTER_ED = 5; // no surrogate
    private static final int AFTER_F0 = 6; // no overlong form
    private static final int AFTER_F4 = 7; // not above U+10FFFF

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Utf8() {}

    /**
     * Continues validation in {@code state} with {@code bytes[from, to)}.
     *
     * @return the next state, or {@code ~index} of the first byte no valid text has there
     */
    static int scan(int state, byte[] bytes, int from, int to) {
        int at = from;
        int now = state;
        while (now != BOUNDARY && at < to) {
            now = step(now, bytes[at]);
            if (now < 0) return ~at;
            at++;
        }
        return now == BOUNDARY ? scanFromBoundary(bytes, at, to) : now;
    }

    static boolean isAscii(byte[] bytes) {
        return skipAscii(bytes, 0, bytes.length) == bytes.length;
    }

    private static int scanFromBoundary(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at];
            if (lead >= 0) {
                at = skipAscii(bytes, at + 1, to);
            } else if (lead < (byte) 0xe0 && at + 1 < to) {
                if (lead < (byte) 0xc2 || bytes[at + 1] >= (byte) 0xc0) return stepThrough(bytes, at, to);
                at += 2;
            } else if (lead < (byte) 0xf0 && at + 2 < to) {
                int second = bytes[at + 1];
                if (second >= (byte) 0xc0 || bytes[at + 2] >= (byte) 0xc0 || !fits(lead, second))
                    return stepThrough(bytes, at, to);
                at += 3;
            } else if (at + 3 < to) {
                int bad = stepThrough(bytes, at, at + 4);
                if (bad != BOUNDARY) return bad;
                at += 4;
            } else {
                return stepThrough(bytes, at, to);
            }
        }
        return BOUNDARY;
    }

    /** Whether {@code second}, a continuation byte, may follow the three-byte {@code lead}. */
    private static boolean fits(int lead, int second) {
        return lead == (byte) 0xe0 ? second >= (byte) 0xa0 : lead != (byte) 0xed || second < (byte) 0xa0;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8 && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) at += 8;
        while (at < to && bytes[at] >= 0) at++;
        return at;
    }

    /** The exact automaton, byte by byte: for cut and for impossible characters. */
    private static int stepThrough(byte[] bytes, int from, int to) {
        int state = BOUNDARY;
        for (int at = from; at < to; at++) {
            state = step(state, bytes[at]);
            if (state < 0) return ~at;
        }
        return state;
    }

    private static int step(int state, byte next) {
        int octet = next & 0xff;
        return switch (state) {
            case BOUNDARY -> lead(octet);
            case ONE_MORE -> octet >> 6 == 2 ? BOUNDARY : -1;
            case TWO_MORE -> octet >> 6 == 2 ? ONE_MORE : -1;
            case THREE_MORE -> octet >> 6 == 2 ? TWO_MORE : -1;
            case AFTER_E0 -> octet >> 5 == 5 ? ONE_MORE : -1;
            case AFTER_ED -> octet >> 5 == 4 ? ONE_MORE : -1;
            case AFTER_F0 -> octet >= 0x90 && octet <= 0xbf ? TWO_MORE : -1;
            default -> octet >> 4 == 8 ? TWO_MORE : -1; // AFTER_F4
        };
    }

    private static int lead(int octet) {
        // ASCII does not come here.
        if (octet < 0xc2) return -1;
        if (octet < 0xe0) return ONE_MORE;
        if (octet < 0xf0) return octet == 0xe0 ? AFTER_E0 : octet == 0xed ? AFTER_ED : TWO_MORE;
        if (octet < 0xf5) return octet == 0xf0 ? AFTER_F0 : octet == 0xf4 ? AFTER_F4 : THREE_MORE;
        return -1;
    }
}
