package swoole4j.core.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a value as bytes that tell what they are; {@link ValueReader} reads them. */
public final class ValueWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Limits limits = new Limits();

    private ValueWriter() {}

    /**
     * Encodes a value.
     *
     * @throws ValueException for a type that is not allowed, naming it, or a value that is too deep or too large
     */
    public static byte[] encode(@Nullable Object value) throws ValueException {
        ValueWriter writer = new ValueWriter();
        writer.write(value, 0);
        return writer.out.toByteArray();
    }

    private void write(@Nullable Object value, int depth) throws ValueException {
        limits.count(depth);
        switch (value) {
            case null -> tag(Tag.NULL);
            case Boolean truth -> tag(truth ? Tag.TRUE : Tag.FALSE);
            case Byte number -> fixed(Tag.BYTE, 1, number);
            case Short number -> fixed(Tag.SHORT, 2, number);
            case Integer number -> fixed(Tag.INT, 4, number);
            case Long number -> fixed(Tag.LONG, 8, number);
            case Float number -> fixed(Tag.FLOAT, 4, Float.floatToRawIntBits(number));
            case Double number -> fixed(Tag.DOUBLE, 8, Double.doubleToRawLongBits(number));
            case BigInteger number when Copy.isScalar(number) -> bytes(Tag.BIG_INTEGER, number.toByteArray());
            case BigDecimal number
            when Copy.isScalar(number) -> {
                fixed(Tag.BIG_DECIMAL, 4, number.scale());
                block(number.unscaledValue().toByteArray());
            }
            case String text -> text(text);
            case byte[] bytes -> bytes(Tag.BYTES, bytes);
            case List<?> list -> {
                fixed(Tag.LIST, 4, list.size());
                for (Object item : list) write(item, depth + 1);
            }
            case Map<?, ?> map -> {
                fixed(Tag.MAP, 4, map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    Object key = entry.getKey();
                    if (key == null || !Copy.isScalar(key)) throw Copy.refusedKey(key);
                    write(key, depth + 1);
                    write(entry.getValue(), depth + 1);
                }
            }
            default -> bytes(Tag.OBJECT, SerialForm.write(value));
        }
    }

    private void text(String text) {
        if (isWellFormed(text)) {
            bytes(Tag.STRING, text.getBytes(StandardCharsets.UTF_8));
        } else { // a lone surrogate has no UTF-8
            ByteBuffer characters = ByteBuffer.allocate(2 * text.length());
            characters.asCharBuffer().put(text);
            bytes(Tag.CHARACTERS, characters.array());
        }
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private void tag(Tag tag) {
        out.write(tag.code);
    }

    private void fixed(Tag tag, int width, long bits) {
        tag(tag);
        byte[] eight = ByteBuffer.allocate(8).putLong(bits).array();
        out.write(eight, 8 - width, width);
    }

    private void bytes(Tag tag, byte[] bytes) {
        tag(tag);
        block(bytes);
    }

    private void block(byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
