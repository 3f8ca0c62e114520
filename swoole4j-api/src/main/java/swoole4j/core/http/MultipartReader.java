package swoole4j.core.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@code multipart/form-data} body apart (RFC 7578, RFC 2046 5.1) while it arrives. Pieces can end anywhere; the
 * time it takes grows with their length only, and what it keeps is one header block, one text value and one boundary.
 * Preamble and epilogue are skipped. Differs from Swoole, which answers text before the first boundary with 400.
 * Confined to one thread.
 */
public final class MultipartReader {
    /** How many bytes the header fields of one part can have. */
    public static final int MAX_HEAD = 8192;

    private static final int MAX_BOUNDARY = 70; // RFC 2046 5.1.1
    private static final int MAX_PADDING = 64;

    private enum State {
        PREAMBLE,
        BOUNDARY_LINE,
        HEAD,
        BODY,
        EPILOGUE
    }

    private final byte[] delimiter;
    private final int maxParts;
    private final MultipartParts parts;
    private final ByteSink line = new ByteSink(128);
    private final byte[] tail = new byte[MAX_PADDING]; // of the line of the delimiter
    private State state = State.PREAMBLE;
    private boolean inPart;
    private boolean complete;
    private int matched = 2; // bytes of the delimiter seen last; a body can begin with it, without its line end
    private int unreal = 2; // how many of them were there in thought only
    private int tailLength;
    private int headLength;
    private int count;

    /**
     * Begins to read a body.
     *
     * @param boundary from {@link #boundary}
     * @param maxParts how many parts are allowed
     * @param maxText how many bytes the parts without a filename can have together, with their names
     * @param sink takes the parts
     */
    public MultipartReader(String boundary, int maxParts, long maxText, MultipartSink sink) {
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.maxParts = maxParts;
        parts = new MultipartParts(maxText, sink);
    }

    /**
     * The boundary of a Content-Type, quoted or not, with or without other parameters.
     *
     * @return null if there is none, or none that RFC 2046 5.1.1 allows: 1 to 70 visible characters, blanks inside
     */
    public static @Nullable String boundary(String contentType) {
        String boundary = HeaderParameters.find(contentType, "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY || boundary.endsWith(" ")) {
            return null;
        }
        return boundary.chars().allMatch(c -> c >= ' ' && c < 0x7f) ? boundary : null;
    }

    /**
     * Reads the next piece of the body to its end.
     *
     * @throws MultipartException if the body is malformed or a limit is passed, by the sink's judgement too; what comes
     *     afterwards is skipped
     */
    public void feed(ByteBuffer piece) throws MultipartException {
        try {
            while (piece.hasRemaining()) {
                switch (state) {
                    case PREAMBLE -> preamble(piece);
                    case BOUNDARY_LINE -> boundaryLine(piece);
                    case HEAD -> head(piece);
                    case BODY -> body(piece);
                    case EPILOGUE -> piece.position(piece.limit());
                }
            }
        } catch (MultipartException refusal) {
            state = State.EPILOGUE;
            piece.position(piece.limit());
            parts.drop();
            throw refusal;
        }
    }

    /**
     * Ends the body. A part that is not complete is dropped; the parts before it count.
     *
     * @return false if the last boundary was missing
     */
    public boolean finish() {
        state = State.EPILOGUE;
        parts.drop();
        return complete;
    }

    private void preamble(ByteBuffer in) {
        while (in.hasRemaining() && state == State.PREAMBLE) {
            byte next = in.get();
            if (next == delimiter[matched]) {
                matched++;
                expectBoundaryLine();
            } else {
                matched = next == '\n' || next == '\r' ? 2 : 0; // a line end of any kind is enough here
            }
        }
    }

    /** Hands over what is certainly not the delimiter, up to and including the delimiter or the end of the piece. */
    private void body(ByteBuffer in) throws MultipartException {
        int start = in.position();
        int limit = in.limit();
        int earlier = matched; // seen before this piece
        int i = start;
        while (i < limit && state == State.BODY) {
            if (matched == 0) {
                i = indexOfReturn(in, i, limit);
                matched = i < limit ? 1 : 0;
                i = Math.min(i + 1, limit);
            } else if (in.get(i) == delimiter[matched]) {
                i++;
                matched++;
                expectBoundaryLine();
            } else {
                release(earlier);
                earlier = 0;
                matched = 0; // only the first byte of the delimiter is a CR: no match can begin inside it
            }
        }
        int certain = i - (matched - earlier) - start;
        if (certain > 0) {
            parts.data(in, start, start + certain);
        }
        in.position(i);
    }

    private void expectBoundaryLine() {
        if (matched == delimiter.length) {
            state = State.BOUNDARY_LINE;
            tailLength = 0;
        }
    }

    /** Hands over bytes of the delimiter that turned out to be data. */
    private void release(int length) throws MultipartException {
        if (length > unreal) {
            parts.data(ByteBuffer.wrap(delimiter), unreal, length);
        }
        unreal = 0;
    }

    /** Reads what follows a boundary: two dashes, or white space and a line end; with anything else it is none. */
    private void boundaryLine(ByteBuffer in) throws MultipartException {
        byte next = in.get(in.position());
        byte last = tailLength == 0 ? 0 : tail[tailLength - 1];
        if (next == '\n' && last == '\r') {
            in.get();
            beginHead();
        } else if (next == '-' && last == '-') {
            in.get();
            endPart();
            complete = true;
            state = State.EPILOGUE;
        } else if (canFollow(next, last)) {
            tail[tailLength++] = in.get();
        } else {
            noBoundary();
        }
    }

    private boolean canFollow(byte next, byte last) {
        boolean open = last != '\r' && last != '-' && tailLength < MAX_PADDING;
        return open && (next == '\r' || next == ' ' || next == '\t' || (next == '-' && tailLength == 0));
    }

    private void noBoundary() throws MultipartException {
        if (inPart) {
            release(matched);
            parts.data(ByteBuffer.wrap(tail), 0, tailLength);
        }
        matched = 0;
        state = inPart ? State.BODY : State.PREAMBLE;
    }

    private void beginHead() throws MultipartException {
        endPart();
        if (++count > maxParts) {
            throw MultipartException.tooLarge("the body has more than " + maxParts + " parts");
        }
        state = State.HEAD;
        headLength = 0;
        line.clear();
    }

    private void endPart() throws MultipartException {
        if (inPart) {
            inPart = false;
            parts.end();
        }
    }

    private void head(ByteBuffer in) throws MultipartException {
        while (in.hasRemaining() && state == State.HEAD) {
            byte next = in.get();
            if (++headLength > MAX_HEAD) {
                throw MultipartException.malformed("a part's header is longer than " + MAX_HEAD + " bytes");
            }
            boolean afterReturn = line.length() > 0 && line.array()[line.length() - 1] == '\r';
            if ((next == '\n') != afterReturn || next == 0) {
                throw MultipartException.malformed("a part's header has the byte " + next + " in the wrong place");
            }
            if (next != '\n') {
                line.append(next);
            } else {
                headLine(line.length() - 1);
                line.clear();
            }
        }
    }

    private void headLine(int length) throws MultipartException {
        if (length > 0) {
            parts.head().add(line.array(), length);
            return;
        }
        parts.begin();
        inPart = true;
        state = State.BODY;
        matched = 2; // the empty line can be that of the delimiter: the part has no body then
        unreal = 2;
    }

    private static int indexOfReturn(ByteBuffer in, int from, int to) {
        int i = from;
        while (i < to && in.get(i) != '\r') {
            i++;
        }
        return i;
    }
}
