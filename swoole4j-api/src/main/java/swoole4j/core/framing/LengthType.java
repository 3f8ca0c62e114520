package swoole4j.core.framing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The types of {@code package_length_type}, letters of PHP's {@code pack()}. Host byte order is little endian, also where the
 * machine's is not.
 */
public enum LengthType {
    /** {@code c}: signed, 1 byte. */
    INT8('c', 1, true, ByteOrder.LITTLE_ENDIAN),
    /** {@code C}: unsigned, 1 byte. */
    UINT8('C', 1, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code s}: signed, 2 bytes, host order. */
    INT16('s', 2, true, ByteOrder.LITTLE_ENDIAN),
    /** {@code S}: unsigned, 2 bytes, host order. */
    UINT16('S', 2, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code n}: unsigned, 2 bytes, big endian. */
    UINT16_BIG('n', 2, false, ByteOrder.BIG_ENDIAN),
    /** {@code v}: unsigned, 2 bytes, little endian. */
    UINT16_LITTLE('v', 2, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code l}: signed, 4 bytes, host order. */
    INT32('l', 4, true, ByteOrder.LITTLE_ENDIAN),
    /** {@code L}: unsigned, 4 bytes, host order. */
    UINT32('L', 4, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code N}: unsigned, 4 bytes, big endian. */
    UINT32_BIG('N', 4, false, ByteOrder.BIG_ENDIAN),
    /** {@code V}: unsigned, 4 bytes, little endian. */
    UINT32_LITTLE('V', 4, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code i}: a signed C int, 4 bytes, host order. */
    INT('i', 4, true, ByteOrder.LITTLE_ENDIAN),
    /** {@code I}: an unsigned C int, 4 bytes, host order. */
    UINT('I', 4, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code q}: signed, 8 bytes, host order. */
    INT64('q', 8, true, ByteOrder.LITTLE_ENDIAN),
    /** {@code Q}: unsigned, 8 bytes, host order. */
    UINT64('Q', 8, false, ByteOrder.LITTLE_ENDIAN),
    /** {@code J}: unsigned, 8 bytes, big endian. */
    UINT64_BIG('J', 8, false, ByteOrder.BIG_ENDIAN),
    /** {@code P}: unsigned, 8 bytes, little endian. */
    UINT64_LITTLE('P', 8, false, ByteOrder.LITTLE_ENDIAN);

    /** All letters, for messages. */
    public static final String LETTERS = "c C s S n v l L N V i I q Q J P";

    private final char letter;
    private final int size;
    private final boolean signed;
    private final ByteOrder order;

    LengthType(char letter, int size, boolean signed, ByteOrder order) {
        this.letter = letter;
        this.size = size;
        this.signed = signed;
        this.order = order;
    }

    /** Returns the type of a letter, or null. */
    public static @Nullable LengthType of(char letter) {
        for (LengthType type : values()) {
            if (type.letter == letter) return type;
        }
        return null;
    }

    /** Returns how many bytes it has. */
    public int size() {
        return size;
    }

    /** Tells whether values can be negative. */
    boolean signed() {
        return signed;
    }

    /** Reads the value at {@code at}; an unsigned one of eight bytes that is too large for a {@code long} comes as {@code Long.MAX_VALUE}. */
    long read(ByteBuffer bytes, int at) {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            int place = order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i;
            bits = (bits << Byte.SIZE) | (bytes.get(at + place) & 0xff);
        }
        int unused = Long.SIZE - size * Byte.SIZE;
        if (signed) return bits << unused >> unused;
        return bits < 0 ? Long.MAX_VALUE : bits;
    }
}
