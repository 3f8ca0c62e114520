package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The components of one frame, read in turn. Each is checked against what is left of the frame before it is made. */
final class FrameSource {
    private static final byte[] EMPTY = new byte[0];
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private int start;
    private final int end;
    private int at;

    FrameSource(ByteBuffer frame) {
        if (frame.hasArray()) {
            this.bytes = frame.array();
            this.start = frame.arrayOffset() + frame.position();
        } else {
            this.bytes = new byte[frame.remaining()];
            this.start = 0;
            frame.get(frame.position(), bytes);
        }
        this.end = start + frame.remaining();
        this.at = start;
    }

    int octet() throws MalformedFrameException {
        if (at == end) throw malformed("it ends too early");
        return bytes[at++] & 0xff;
    }

    /** What was read is not part of the frame that {@link #malformed} tells about. */
    FrameSource behind() {
        start = at;
        return this;
    }

    /** Returns what {@link #octet} would. */
    int peek() throws MalformedFrameException {
        if (at == end) throw malformed("it ends too early");
        return bytes[at] & 0xff;
    }

    boolean truth() throws MalformedFrameException {
        int value = octet();
        if (value > 1) throw malformed("a truth value is " + value + ", expected 0 or 1");
        return value == 1;
    }

    long number() throws MalformedFrameException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    int integer() throws MalformedFrameException {
        return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    int integer(int least, int most) throws MalformedFrameException {
        long value = number();
        if (value < least || value > most) {
            throw malformed("a number is " + value + ", expected " + least + " to " + most);
        }
        return (int) value;
    }

    /** Reads a number that is not negative. */
    int unsigned() throws MalformedFrameException {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) throw malformed("a number is " + Long.toUnsignedString(value));
        return (int) value;
    }

    byte[] bytes() throws MalformedFrameException {
        return take(count(1));
    }

    String text() throws MalformedFrameException {
        long header = varint();
        boolean wide = (header & 1) != 0;
        int length = available(header >>> 1, wide ? 2 : 1);
        if (length == 0) return "";
        return wide ? wide(length) : narrow(length);
    }

    private String narrow(int length) {
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    private String wide(int length) {
        String text = ByteBuffer.wrap(bytes, at, 2 * length).asCharBuffer().toString();
        at += 2 * length;
        return text;
    }

    List<String> texts() throws MalformedFrameException {
        int count = count(1);
        if (count == 0) return List.of();
        String[] values = new String[count];
        for (int i = 0; i < count; i++) values[i] = text();
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** Reads names and values in turn. */
    List<String> pairs() throws MalformedFrameException {
        List<String> values = texts();
        if (values.size() % 2 != 0) throw malformed("the last of " + values.size() + " names and values has no value");
        return values;
    }

    /** Reads how many of something follow, each of which has so many bytes at least. */
    int count(int smallest) throws MalformedFrameException {
        return available(varint(), smallest);
    }

    private int available(long count, int smallest) throws MalformedFrameException {
        int left = (end - at) / smallest;
        if (count < 0 || count > left) {
            throw malformed(
                    "a length is " + Long.toUnsignedString(count) + ", where " + left + " is the most that is left");
        }
        return (int) count;
    }

    private byte[] take(int length) {
        if (length == 0) return EMPTY;
        int from = at;
        at += length;
        return Arrays.copyOfRange(bytes, from, at);
    }

    private long varint() throws MalformedFrameException {
        int first = octet();
        return first < 0x80 ? first : longer(first & 0x7f);
    }

    private long longer(int first) throws MalformedFrameException {
        long value = first;
        for (int i = 1; i < LONGEST_VARINT; i++) {
            int octet = octet();
            value |= (octet & 0x7fL) << (7 * i);
            boolean tooLarge = i == LONGEST_VARINT - 1 && octet > 1;
            if (octet < 0x80 && !tooLarge) return value;
        }
        throw malformed("a number has more than 64 bits");
    }

    /** Nothing may follow. */
    void end() throws MalformedFrameException {
        if (at < end) throw malformed((end - at) + " bytes follow its end");
    }

    /** Says what is wrong with the frame, and where. */
    MalformedFrameException malformed(String what) {
        int type = at > start ? bytes[start] & 0xff : -1;
        return new MalformedFrameException("frame of type " + type + ", byte " + (at - start) + ": " + what);
    }
}
