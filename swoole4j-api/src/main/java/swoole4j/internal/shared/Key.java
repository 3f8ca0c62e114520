package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The key of a row: bytes and their hash, which is PHP's, so that rows have the order that they have there. */
public final class Key {
    /** How many bytes it may have. */
    public static final int MOST = 63;

    private final @Nullable String ascii;
    private final byte @Nullable [] bytes;
    private final int length;
    private final int hash;

    private Key(@Nullable String ascii, byte @Nullable [] bytes, int length, int hash) {
        this.ascii = ascii;
        this.bytes = bytes;
        this.length = length;
        this.hash = hash;
    }

    /** Returns the key of these characters; text that is ASCII is not copied. */
    public static Key of(String text) {
        int hash = 5381;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) return of(text.getBytes(StandardCharsets.UTF_8));
            hash = hash * 33 + c;
        }
        return new Key(text, null, text.length(), hash);
    }

    /** Returns the key of these bytes, which must not change. */
    public static Key of(byte[] bytes) {
        int hash = 5381;
        for (byte b : bytes) hash = hash * 33 + (b & 0xff);
        return new Key(null, bytes, bytes.length, hash);
    }

    /** Returns how many bytes it has. */
    public int length() {
        return length;
    }

    int hash() {
        return hash;
    }

    private byte at(int i) {
        byte[] all = bytes;
        return all != null ? all[i] : ascii != null ? (byte) ascii.charAt(i) : 0;
    }

    boolean isAt(MemorySegment memory, long offset) {
        for (int i = 0; i < length; i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, offset + i) != at(i)) return false;
        }
        return true;
    }

    void writeTo(MemorySegment memory, long offset) {
        for (int i = 0; i < length; i++) memory.set(ValueLayout.JAVA_BYTE, offset + i, at(i));
    }

    @Override
    public String toString() {
        byte[] all = bytes;
        return all != null ? new String(all, StandardCharsets.UTF_8) : String.valueOf(ascii);
    }
}
