package swoole4j.core.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} wrote. Nothing is allocated for sizes that the bytes cannot hold. */
public final class ValueReader {
    private final ByteBuffer in;
    private final Limits limits = new Limits();
    private final boolean dataOnly;

    private ValueReader(byte[] bytes, boolean dataOnly) {
        this.in = ByteBuffer.wrap(bytes);
        this.dataOnly = dataOnly;
    }

    /**
     * Decodes a value that another process of this program wrote.
     *
     * @throws ValueException for bytes that are not exactly one value
     */
    public static @Nullable Object decode(byte[] bytes) throws ValueException {
        return decode(new ValueReader(bytes, false));
    }

    /**
     * Decodes a value that anybody may have written: of the program's own classes, only records and enums are read.
     *
     * @throws ValueException for bytes that are not exactly one value
     */
    public static @Nullable Object decodeForeign(byte[] bytes) throws ValueException {
        return decode(new ValueReader(bytes, true));
    }

    private static @Nullable Object decode(ValueReader reader) throws ValueException {
        try {
            Object value = reader.read(0);
            if (reader.in.hasRemaining()) throw new ValueException(reader.in.remaining() + " bytes behind the value");
            return value;
        } catch (BufferUnderflowException _) {
            throw new ValueException("the value ends too early");
        } catch (CharacterCodingException _) {
            throw new ValueException("a string of the value is not well-formed");
        }
    }

    private @Nullable Object read(int depth) throws ValueException, CharacterCodingException {
        limits.count(depth);
        return switch (Tag.of(in.get())) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> in.get();
            case SHORT -> in.getShort();
            case INT -> in.getInt();
            case LONG -> in.getLong();
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            case BIG_INTEGER -> integer();
            case BIG_DECIMAL -> decimal();
            case STRING -> text();
            case CHARACTERS -> characters(block());
            case BYTES -> block();
            case LIST -> list(depth);
            case MAP -> map(depth);
            case OBJECT -> SerialForm.read(block(), dataOnly);
        };
    }

    private BigInteger integer() throws ValueException {
        byte[] bytes = block();
        if (bytes.length == 0) throw new ValueException("a number without digits");
        return new BigInteger(bytes);
    }

    private BigDecimal decimal() throws ValueException {
        int scale = in.getInt();
        return new BigDecimal(integer(), scale);
    }

    private String text() throws ValueException, CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(block()))
                .toString();
    }

    private static String characters(byte[] bytes) {
        char[] characters = new char[bytes.length / 2];
        ByteBuffer.wrap(bytes).asCharBuffer().get(characters);
        return new String(characters);
    }

    private byte[] block() throws ValueException {
        byte[] bytes = new byte[size(1)];
        in.get(bytes);
        return bytes;
    }

    /** Reads how many parts follow, each of that many bytes at least. */
    private int size(int least) throws ValueException {
        int size = in.getInt();
        if (size < 0 || size > in.remaining() / least) {
            throw new ValueException("a value of size " + size + " where " + in.remaining() + " bytes are left");
        }
        return size;
    }

    private List<@Nullable Object> list(int depth) throws ValueException, CharacterCodingException {
        int size = size(1);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) list.add(read(depth + 1));
        return list;
    }

    private Map<Object, @Nullable Object> map(int depth) throws ValueException, CharacterCodingException {
        int size = size(2);
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = read(depth + 1);
            if (key == null || !Copy.isScalar(key)) throw Copy.refusedKey(key);
            map.put(key, read(depth + 1));
        }
        return map;
    }
}
