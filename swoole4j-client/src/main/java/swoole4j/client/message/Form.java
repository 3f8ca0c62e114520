package swoole4j.client.message;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.UrlCoding;

/** The fields of a form, named as PHP's {@code http_build_query} names them. */
final class Form {
    private static final int DEEPEST = 64;

    private Form() {}

    /** Returns the form in its usual encoding. */
    static String encode(Map<?, ?> data) {
        StringBuilder out = new StringBuilder();
        each(data, (name, value) -> {
            if (!out.isEmpty()) out.append('&');
            out.append(UrlCoding.encodeForm(name)).append('=').append(UrlCoding.encodeForm(value));
        });
        return out.toString();
    }

    /**
     * Tells each field; a null is left out.
     *
     * @throws IllegalArgumentException for a value that is neither text, number, truth value, map nor list, or is too deep
     */
    static void each(Map<?, ?> data, BiConsumer<String, String> field) {
        data.forEach((name, value) -> tell(String.valueOf(name), value, field, 0));
    }

    private static void tell(String name, @Nullable Object value, BiConsumer<String, String> field, int depth) {
        if (depth > DEEPEST) throw new IllegalArgumentException("field " + name + " is nested too deep");
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, inner) -> tell(name + "[" + key + "]", inner, field, depth + 1));
            case Iterable<?> list -> {
                int index = 0;
                for (Iterator<?> it = list.iterator(); it.hasNext(); index++) {
                    tell(name + "[" + index + "]", it.next(), field, depth + 1);
                }
            }
            default -> field.accept(name, Scalar.text(name, value));
        }
    }
}
