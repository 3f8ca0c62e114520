package swoole4j.core.websocket;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes a peer sends into messages and control frames (RFC 6455 5 to 8, RFC 7692 6.2). One per connection;
 * confined to the thread that reads it. Holds no buffer between messages. Every size is checked when it is declared,
 * before memory is taken for it. Swoole skips most of the checks made here; its event order and flags are kept.
 */
public final class MessageReader {
    private static final byte[] EMPTY = {};

    private final FrameHeader header;
    private final int maxMessageSize;
    private final int maxCompressedSize;
    private final @Nullable MessageInflater inflater;

    /** The data message whose end has not come. */
    private @Nullable Assembly message;
    /** Where the payload of the current frame goes when it comes in pieces: {@link #message} or a control frame. */
    private @Nullable Assembly current;
    /** Payload bytes of the current frame that have not come. */
    private int missing;
    /** How many payload bytes of the current frame have come, for the mask. */
    private int done;

    private boolean discarding;

    /**
     * A reader at the start of a connection.
     *
     * @param role the side this reader works for
     * @param maxMessageSize limit for the payload of one message, joined and inflated; above it the reader fails with
     *     1009
     * @param inflater undoes permessage-deflate, or null when it was not negotiated
     */
    public MessageReader(Role role, int maxMessageSize, @Nullable MessageInflater inflater) {
        if (maxMessageSize < 0) throw new IllegalArgumentException("maxMessageSize " + maxMessageSize + " is negative");
        this.header = new FrameHeader(role, inflater != null);
        this.maxMessageSize = maxMessageSize;
        // What does not compress may grow by the block headers; one eighth covers even fixed Huffman codes.
        this.maxCompressedSize = (int) Math.min(maxMessageSize + (maxMessageSize >>> 3) + 64L, Integer.MAX_VALUE);
        this.inflater = inflater;
    }

    /** Receives what {@link MessageReader#read} finds, in the order of arrival. Arrays belong to the receiver. */
    public interface Sink {
        /**
         * A complete data message: fragments joined, inflated, text validated.
         *
         * @param opcode 1 text or 2 binary
         * @param flags Swoole's flags of the first fragment, with FIN
         * @param payload the message
         * @param ascii true when all bytes are known to be ASCII
         * @return false to leave the rest of the buffer unread
         */
        boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii);

        /**
         * A control frame. The payload of a CLOSE is already validated, and everything behind it is discarded.
         *
         * @param opcode 8 close, 9 ping or 10 pong
         * @param flags Swoole's flags of the frame
         * @param payload at most 125 bytes
         * @return false to leave the rest of the buffer unread
         */
        boolean onControl(int opcode, int flags, byte[] payload);
    }

    /**
     * Consumes {@code in} until it is empty or {@code sink} returns false. What arrives after a CLOSE frame or after a
     * failure is consumed and dropped.
     *
     * @param in bytes in the order of arrival, cut anywhere; its byte order does not matter
     * @param sink receives what is complete
     * @throws ProtocolException on the first violation; the connection must fail with its code
     */
    public void read(ByteBuffer in, Sink sink) throws ProtocolException {
        try {
            while (!discarding && readFrame(in, sink)) {}
        } catch (ProtocolException e) {
            discard();
            throw e;
        }
        if (discarding) in.position(in.limit());
    }

    /**
     * Whether bytes of a message, frame or header have come whose end has not. For diagnostics, and to tell a clean end
     * of the stream from a cut one.
     *
     * @return false between messages and after the end
     */
    public boolean midMessage() {
        return message != null || current != null || header.begun();
    }

    /**
     * Whether this reader has seen a CLOSE frame or a violation and drops all further input.
     *
     * @return false while the connection is usable
     */
    public boolean discarding() {
        return discarding;
    }

    /** Drops the unfinished message and all further input, for a connection that is being failed from outside. */
    public void discard() {
        discarding = true;
        message = null;
        current = null;
    }

    /** Handles one frame or the piece of it that is there; false when reading has to stop. */
    private boolean readFrame(ByteBuffer in, Sink sink) throws ProtocolException {
        Assembly target = current;
        if (target == null) {
            if (!header.read(in)) return false;
            checkOrder();
            int length = header.control() ? (int) header.length() : checkSize();
            if (length <= in.remaining() && (header.control() || (header.fin() && message == null))) {
                return readWhole(in, length, sink);
            }
            target = begin();
            current = target;
            missing = length;
            done = 0;
        }
        int piece = Math.min(missing, in.remaining());
        takePiece(target, in, piece);
        if (missing > 0) return false;
        current = null;
        return header.control() ? finishControl(target, sink) : !header.fin() || finishMessage(target, sink);
    }

    private void takePiece(Assembly target, ByteBuffer in, int piece) throws ProtocolException {
        int at = in.position();
        in.position(at + piece);
        boolean last = header.control() || header.fin();
        int total = last ? target.size() + missing : Math.max(limit(), target.size() + missing);
        target.append(in, at, piece, Masking.rotate(header.key(), done), total);
        missing -= piece;
        done += piece;
    }

    /** RFC 6455 5.4: fragments of one message are not interleaved with another message. */
    private void checkOrder() throws ProtocolException {
        if (header.opcode() == Opcode.CONTINUATION) {
            if (message == null) throw ProtocolException.strayContinuation();
        } else if (message != null && !header.control()) {
            throw ProtocolException.interleavedMessage(header.opcode());
        }
    }

    private int checkSize() throws ProtocolException {
        Assembly begun = message;
        long size = begun == null ? header.length() : header.length() + begun.size();
        int limit = limit();
        if (size > limit || size < 0) throw ProtocolException.messageTooBig(size, limit);
        return (int) header.length();
    }

    private int limit() {
        Assembly begun = message;
        boolean compressed = begun == null ? header.compressed() : (begun.flags & Flag.RSV1) != 0;
        return compressed ? maxCompressedSize : maxMessageSize;
    }

    private Assembly begin() {
        int opcode = header.opcode();
        if (header.control()) return new Assembly(opcode, header.flags(), false);
        Assembly begun = message;
        if (begun == null) {
            begun = new Assembly(opcode, header.flags(), opcode == Opcode.TEXT && !header.compressed());
            message = begun;
        }
        return begun;
    }

    /** The usual case: an unfragmented frame that is there from end to end. */
    private boolean readWhole(ByteBuffer in, int length, Sink sink) throws ProtocolException {
        if (header.compressed()) return readCompressed(in, length, sink);
        int at = in.position();
        in.position(at + length);
        int opcode = header.opcode();
        byte[] payload = length == 0 ? EMPTY : new byte[length];
        boolean ascii = (Masking.copy(in, at, payload, 0, length, header.key()) & Utf8.HIGH_BITS) == 0;
        if (Opcode.isControl(opcode)) return deliverControl(opcode, header.flags(), payload, sink);
        if (opcode == Opcode.TEXT && !ascii) checkText(payload);
        return sink.onMessage(opcode, header.flags(), payload, ascii);
    }

    private boolean readCompressed(ByteBuffer in, int length, Sink sink) throws ProtocolException {
        int at = in.position();
        in.position(at + length);
        byte[] payload = Objects.requireNonNull(inflater).input(length);
        Masking.copy(in, at, payload, 0, length, header.key());
        return inflate(header.opcode(), header.flags(), payload, length, sink);
    }

    private boolean finishControl(Assembly frame, Sink sink) throws ProtocolException {
        return deliverControl(frame.opcode, frame.flags, frame.finish(), sink);
    }

    private boolean finishMessage(Assembly whole, Sink sink) throws ProtocolException {
        message = null;
        int flags = whole.flags | Flag.FIN;
        if ((flags & Flag.RSV1) != 0) return inflate(whole.opcode, flags, whole.array(), whole.size(), sink);
        return sink.onMessage(whole.opcode, flags, whole.finish(), whole.ascii());
    }

    private boolean deliverControl(int opcode, int flags, byte[] payload, Sink sink) throws ProtocolException {
        if (opcode == Opcode.CLOSE) {
            ClosePayload.check(payload);
            discard(); // 5.5.1, 1.4: nothing that follows counts
        }
        return sink.onControl(opcode, flags, payload);
    }

    private boolean inflate(int opcode, int flags, byte[] compressed, int length, Sink sink) throws ProtocolException {
        // RSV1 passes the header only with an inflater.
        byte[] payload = Objects.requireNonNull(inflater).inflate(compressed, length, maxMessageSize);
        boolean ascii = opcode == Opcode.TEXT && Utf8.isAscii(payload);
        if (opcode == Opcode.TEXT && !ascii) checkText(payload);
        return sink.onMessage(opcode, flags, payload, ascii);
    }

    private static void checkText(byte[] payload) throws ProtocolException {
        int state = Utf8.scan(Utf8.BOUNDARY, payload, 0, payload.length);
        if (state < 0) throw ProtocolException.text(payload[~state], ~state);
        if (state != Utf8.BOUNDARY) throw ProtocolException.textCut();
    }
}
