package swoole4j.core.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as another worker gets it: what its bytes would be decoded to, without the bytes. Null, Boolean, numbers and String
 * are shared, since nobody can change them; byte[], lists and maps are copied, and keep their order; other objects are serialised.
 *
 * @param value the copy
 * @param size about how many bytes of memory it holds
 */
public record Copy(@Nullable Object value, long size) {
    private static final int OVERHEAD = 48;

    /**
     * Copies a value.
     *
     * @throws ValueException for a type that is not allowed, naming it, or a value that is too deep or too large
     */
    public static Copy of(@Nullable Object value) throws ValueException {
        if (value instanceof String text) return new Copy(text, OVERHEAD + text.length());
        if (isScalar(value)) return new Copy(value, OVERHEAD);
        Copier copier = new Copier();
        return new Copy(copier.copy(value, 0), copier.size);
    }

    /** Tells whether a value is one of those that cannot change. */
    static boolean isScalar(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String _, Boolean _, Integer _, Long _, Double _, Float _, Short _, Byte _ -> true;
            // Their subclasses could change.
            case BigInteger _, BigDecimal _ ->
                value.getClass() == BigInteger.class || value.getClass() == BigDecimal.class;
            default -> false;
        };
    }

    static ValueException refused(Object value, String reason) {
        return new ValueException("a value of type " + value.getClass().getName()
                + " cannot be passed to another worker, expected null, Boolean, a number, String, byte[], List, Map"
                + " or a Serializable of the program: " + reason);
    }

    static ValueException refusedKey(@Nullable Object key) {
        String type = key == null ? "null" : key.getClass().getName();
        return new ValueException("a map with a key of type " + type
                + " cannot be passed to another worker, expected String, a number or Boolean");
    }

    private static final class Copier {
        private final Limits limits = new Limits();
        private long size;

        @Nullable
        Object copy(@Nullable Object value, int depth) throws ValueException {
            limits.count(depth);
            size += OVERHEAD;
            return switch (value) {
                case null -> null;
                case String text -> {
                    size += text.length();
                    yield text;
                }
                case byte[] bytes -> {
                    size += bytes.length;
                    yield bytes.clone();
                }
                case List<?> list -> list(list, depth);
                case Map<?, ?> map -> map(map, depth);
                default -> {
                    if (isScalar(value)) yield value;
                    byte[] bytes = SerialForm.write(value);
                    size += bytes.length;
                    yield SerialForm.read(bytes, false);
                }
            };
        }

        private List<@Nullable Object> list(List<?> list, int depth) throws ValueException {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object item : list) copy.add(copy(item, depth + 1));
            return copy;
        }

        private Map<Object, @Nullable Object> map(Map<?, ?> map, int depth) throws ValueException {
            Map<Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = entry.getKey();
                if (key == null || !isScalar(key)) throw refusedKey(key);
                copy(key, depth + 1);
                copy.put(key, copy(entry.getValue(), depth + 1));
            }
            return copy;
        }
    }
}
