package swoole4j.core.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes replies. Text is UTF-8, arrays of bytes are written as they are, numbers are integers inside of arrays. */
public final class RedisReply {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins a reply. */
    public RedisReply() {}

    /** Writes a line: its type and a text, in which line ends become blanks lest they begin another reply. */
    public RedisReply line(char type, Object text) {
        byte[] bytes = bytes(text);
        out.write(type);
        for (byte octet : bytes) out.write(octet == '\r' || octet == '\n' ? ' ' : octet);
        return end();
    }

    /** Writes a string, or the null that stands for none. */
    public RedisReply string(@Nullable Object value) {
        if (value == null) return line('$', -1);
        byte[] bytes = bytes(value);
        line('$', bytes.length);
        out.writeBytes(bytes);
        return end();
    }

    /** Writes an array of what a list or set holds. */
    public RedisReply array(Collection<?> values) {
        line('*', values.size());
        for (Object value : values) element(value);
        return this;
    }

    /** Writes keys and values by turns as one array. */
    public RedisReply pairs(Map<?, ?> map) {
        line('*', 2L * map.size());
        map.forEach((key, value) -> {
            element(key);
            element(value);
        });
        return this;
    }

    /** Returns what was written. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    private void element(@Nullable Object value) {
        switch (value) {
            case Byte number -> line(':', number);
            case Short number -> line(':', number);
            case Integer number -> line(':', number);
            case Long number -> line(':', number);
            case Collection<?> inner -> array(inner);
            case null, default -> string(value);
        }
    }

    private RedisReply end() {
        out.write('\r');
        out.write('\n');
        return this;
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
