package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of bytes that the caller owns and uses again for every response. Confined to one thread at a time.
 */
public final class ByteSink {
    private byte[] array;
    private int length;

    /** Makes an empty sink with room for {@code capacity} bytes, which must not be negative. */
    public ByteSink(int capacity) {
        array = new byte[capacity];
    }

    /** Makes a sink whose content is the first {@code length} bytes of {@code bytes}, which it takes over. */
    public static ByteSink wrap(byte[] bytes, int length) {
        ByteSink sink = new ByteSink(0);
        sink.array = bytes;
        sink.length = length;
        return sink;
    }

    /** The bytes themselves, not a copy; valid from 0 to {@link #length()} until the next append. */
    public byte[] array() {
        return array;
    }

    /** The number of bytes written so far. */
    public int length() {
        return length;
    }

    /** Forgets the content and keeps the room. */
    public void clear() {
        length = 0;
    }

    /** The content as a new array. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /**
     * Makes sure that {@code more} further bytes fit.
     *
     * @throws OutOfMemoryError if the content would pass what an array can hold
     */
    public void ensure(int more) {
        if (more > array.length - length) {
            grow(more);
        }
    }

    /** Takes {@code count} bytes that the caller wrote behind the content into {@link #array()}. */
    public void advance(int count) {
        if (count < 0 || count > array.length - length) {
            throw new IndexOutOfBoundsException(count + " bytes behind " + length + " of " + array.length);
        }
        length += count;
    }

    /** Appends one byte. */
    public void append(byte value) {
        ensure(1);
        array[length++] = value;
    }

    /** Appends all of {@code bytes}. */
    public void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    /** Appends {@code count} bytes of {@code bytes} from {@code offset} on. */
    public void append(byte[] bytes, int offset, int count) {
        ensure(count);
        System.arraycopy(bytes, offset, array, length, count);
        length += count;
    }

    /** Appends text that is known to be ASCII, such as a constant; text from outside goes to {@link #appendUtf8}. */
    @SuppressWarnings("deprecation") // the only copy without an intermediate array
    public void appendAscii(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, array, length);
        length += count;
    }

    /** Appends any text as UTF-8; half a surrogate pair becomes {@code ?}. */
    public void appendUtf8(String text) {
        int count = text.length();
        ensure(count);
        byte[] target = array;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = at;
                append(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            target[at++] = (byte) c;
        }
        length = at;
    }

    /** Appends a number in decimal digits. */
    public void appendDecimal(long number) {
        if (number >= 0 && number < 10) {
            append((byte) ('0' + number));
        } else {
            appendAscii(Long.toString(number));
        }
    }

    private void grow(int more) {
        int needed = length + more;
        if (more < 0 || needed < 0) {
            throw new OutOfMemoryError("a byte sink cannot hold " + length + " + " + more + " bytes");
        }
        int doubled = array.length > (Integer.MAX_VALUE >> 1) ? Integer.MAX_VALUE - 8 : array.length * 2;
        array = Arrays.copyOf(array, Math.max(needed, Math.max(doubled, 64)));
    }
}
