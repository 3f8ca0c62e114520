package swoole4j.core.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes of a part's head and its bytes what a {@link MultipartSink} wants: a field as a whole, a file in pieces, nothing
 * of a part without a name. Confined to one thread.
 */
final class MultipartParts {
    private enum Kind {
        NONE,
        FIELD,
        FILE
    }

    private final long maxText;
    private final MultipartSink sink;
    private final PartHead head = new PartHead();
    private final ByteSink text = new ByteSink(128);
    private Kind kind = Kind.NONE;
    private String name = "";
    private long textLength;

    MultipartParts(long maxText, MultipartSink sink) {
        this.maxText = maxText;
        this.sink = sink;
    }

    /** The head to be filled before {@link #begin}. */
    PartHead head() {
        return head;
    }

    void begin() throws MultipartException {
        String fieldName = head.name();
        String filename = head.filename();
        name = fieldName == null ? "" : fieldName;
        if (name.isEmpty()) {
            kind = Kind.NONE;
        } else if (filename == null) {
            kind = Kind.FIELD;
            countText(name.length());
        } else {
            sink.beginFile(name, filename, head.contentType());
            kind = Kind.FILE;
        }
        head.clear();
    }

    /** Takes the bytes of the part between two positions of {@code in}, which stays as it is. */
    void data(ByteBuffer in, int from, int to) throws MultipartException {
        if (kind == Kind.FILE && from < to) {
            sink.fileData(in.slice(from, to - from));
        } else if (kind == Kind.FIELD) {
            int length = to - from;
            countText(length);
            text.ensure(length);
            in.get(from, text.array(), text.length(), length);
            text.advance(length);
        }
    }

    void end() throws MultipartException {
        Kind ended = kind;
        kind = Kind.NONE;
        if (ended == Kind.FILE) {
            sink.endFile();
        } else if (ended == Kind.FIELD) {
            sink.field(name, new String(text.array(), 0, text.length(), StandardCharsets.UTF_8));
            text.clear();
        }
    }

    void drop() {
        if (kind == Kind.FILE) {
            kind = Kind.NONE;
            sink.dropFile();
        }
        kind = Kind.NONE;
        text.clear();
    }

    private void countText(long length) throws MultipartException {
        textLength += length;
        if (textLength > maxText) {
            throw MultipartException.tooLarge("the fields of the form are longer than " + maxText + " bytes");
        }
    }
}
