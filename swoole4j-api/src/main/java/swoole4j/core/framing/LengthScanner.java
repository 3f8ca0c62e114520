package swoole4j.core.framing;

import java.nio.ByteBuffer;

/** A field of fixed size tells how long a message is. */
final class LengthScanner implements Scanner {
    private final Framing.LengthField field;
    private final int limit;
    private int size;

    LengthScanner(Framing.LengthField field, int limit) {
        this.field = field;
        this.limit = limit;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) throws FramingException {
        int known = size;
        if (known == 0) {
            if (available < field.headSize()) return field.headSize();
            known = read(bytes, start);
        }
        size = known <= available ? 0 : known;
        return known;
    }

    private int read(ByteBuffer bytes, int start) throws FramingException {
        long value = field.type().read(bytes, start + field.offset());
        if (value < 0) throw FramingException.malformed("the length " + value + " is negative");
        long total = Math.min(value, Long.MAX_VALUE - field.bodyOffset()) + field.bodyOffset();
        if (total == 0) throw FramingException.noLength(field.headSize());
        return Scanner.checked(total, limit);
    }
}
