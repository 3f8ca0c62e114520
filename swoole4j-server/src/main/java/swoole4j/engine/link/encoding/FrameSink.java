package swoole4j.engine.link.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import swoole4j.core.http.ByteSink;

/**
 * Frames on their way out, as buffers for a gathering write. Small parts share one buffer; a larger payload is a buffer of
 * its own, without a copy. Confined to one thread at a time.
 */
public final class FrameSink {
    /** Up to this many bytes a copy costs less than one more buffer in the write. */
    private static final int COPIED = 1024;

    private static final int FIRST = 1024;
    private static final int LARGEST_KEPT = 64 * 1024;
    private static final int LENGTH_BYTES = 4;
    private static final int LARGEST = Integer.MAX_VALUE - LENGTH_BYTES;

    private static final int NO_PLACE = -1;
    private static final int LONGEST_VARINT = 10;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A payload, and how many bytes of the shared buffer come before it. */
    private record Piece(ByteBuffer payload, int before) {}

    private ByteSink shared = new ByteSink(FIRST);
    private final List<Piece> pieces = new ArrayList<>();

    // where the frame began that is not complete
    private int start;
    private int startPiece;
    private long payloads;

    /** Bytes of complete frames that are payloads of their own. */
    private long apart;

    private int place = NO_PLACE;

    /** Creates an empty sink. */
    public FrameSink() {}

    /** Returns what was encoded and not yet {@linkplain #clear cleared}; the sink must not be written to meanwhile. */
    public List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = new ArrayList<>(2 * startPiece + 1);
        int from = 0;
        for (Piece piece : pieces.subList(0, startPiece)) {
            if (piece.before > from) buffers.add(ByteBuffer.wrap(shared.array(), from, piece.before - from));
            buffers.add(piece.payload.duplicate());
            from = piece.before;
        }
        if (start > from) buffers.add(ByteBuffer.wrap(shared.array(), from, start - from));
        return buffers;
    }

    /** Forgets everything and keeps its room, unless that became large. */
    public void clear() {
        if (shared.array().length > LARGEST_KEPT) shared = new ByteSink(FIRST);
        shared.clear();
        pieces.clear();
        start = 0;
        startPiece = 0;
        apart = 0;
    }

    /** Begins a frame, in the place of one that was not ended because it failed. */
    FrameSink begin(int type) {
        if (shared.length() > start) shared = ByteSink.wrap(shared.array(), start);
        if (pieces.size() > startPiece)
            pieces.subList(startPiece, pieces.size()).clear();
        payloads = 0;
        shared.ensure(LENGTH_BYTES);
        shared.advance(LENGTH_BYTES);
        if (place != NO_PLACE) {
            varint(place);
            place = NO_PLACE;
        }
        shared.append((byte) type);
        return this;
    }

    /** Puts a number in front of the next frame's type. */
    FrameSink place(int number) {
        place = number;
        return this;
    }

    /** Tells whether nothing is encoded. */
    public boolean isEmpty() {
        return start == 0;
    }

    /** Returns how many bytes are encoded. */
    public long size() {
        return start + apart;
    }

    /** Ends the frame: from here on it is one of the {@link #buffers}. */
    void end() {
        long length = shared.length() - start - LENGTH_BYTES + payloads;
        if (length > LARGEST) {
            throw new IllegalArgumentException(
                    "a message of " + length + " bytes is too long, expected at most " + LARGEST);
        }
        INT.set(shared.array(), start, (int) length);
        start = shared.length();
        startPiece = pieces.size();
        apart += payloads;
    }

    FrameSink truth(boolean value) {
        shared.append((byte) (value ? 1 : 0));
        return this;
    }

    /** Appends any number, near to zero in few bytes. */
    FrameSink number(long value) {
        varint((value << 1) ^ (value >> 63));
        return this;
    }

    FrameSink bytes(byte[] value) {
        return bytes(value, value.length);
    }

    FrameSink bytes(byte[] value, int length) {
        varint(length);
        if (length <= COPIED) {
            shared.append(value, 0, length);
        } else {
            pieces.add(new Piece(ByteBuffer.wrap(value, 0, length), shared.length()));
            payloads += length;
        }
        return this;
    }

    /** Appends any string as it is, also one that no charset could carry: its chars in a byte each, if they fit, or in two. */
    @SuppressWarnings("deprecation") // the only copy without an intermediate array
    FrameSink text(String value) {
        int length = value.length();
        if (isNarrow(value)) {
            varint((long) length << 1);
            shared.ensure(length);
            value.getBytes(0, length, shared.array(), shared.length());
            shared.advance(length);
        } else {
            varint(((long) length << 1) | 1);
            shared.ensure(2 * length);
            ByteBuffer.wrap(shared.array(), shared.length(), 2 * length)
                    .asCharBuffer()
                    .put(value);
            shared.advance(2 * length);
        }
        return this;
    }

    FrameSink texts(List<String> values) {
        varint(values.size());
        for (String value : values) text(value);
        return this;
    }

    /** Appends how many of something follow. */
    FrameSink count(int value) {
        varint(value);
        return this;
    }

    private static boolean isNarrow(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xff) return false;
        }
        return true;
    }

    private void varint(long value) {
        shared.ensure(LONGEST_VARINT);
        byte[] target = shared.array();
        int at = shared.length();
        int count = 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[at + count++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at + count++] = (byte) rest;
        shared.advance(count);
    }
}
