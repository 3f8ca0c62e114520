package swoole4j.client.net;

import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PONG;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.websocket.CloseCode;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.DeflatePool;
import swoole4j.core.websocket.FrameWriter;
import swoole4j.core.websocket.MessageDeflater;
import swoole4j.core.websocket.MessageReader;
import swoole4j.core.websocket.ProtocolException;
import swoole4j.core.websocket.Role;

/** What a connection does as a WebSocket: its frames, and the close handshake. Loop-confined. */
final class FrameSide implements MessageReader.Sink {
    /** How long a server that has answered our close frame may take to end the connection. */
    private static final double END_SECONDS = 1;

    private static final int LEVELS = 11;
    private static final int MOST_HEADER = 14;

    /** The compressors of a loop, by level. */
    private static final FastThreadLocal<DeflatePool[]> POOLS = new FastThreadLocal<>() {
        @Override
        protected DeflatePool[] initialValue() {
            return new DeflatePool[LEVELS];
        }

        @Override
        protected void onRemoval(DeflatePool[] pools) {
            for (DeflatePool pool : pools) {
                if (pool != null) pool.close();
            }
        }
    };

    private final Connection connection;
    private final ClientSettings settings;
    private final MessageReader reader;
    private final @Nullable MessageDeflater deflater;
    private final @Nullable MaskKeys masks;

    /** What came while nobody took what had come before. */
    private @Nullable ByteBuffer held;

    private final byte[] header = new byte[MOST_HEADER];
    private boolean closeSent;
    private boolean closeReceived;

    FrameSide(Connection connection, ClientSettings settings, @Nullable DeflateParameters agreed) {
        this.connection = connection;
        this.settings = settings;
        this.masks = settings.websocketMask() ? new MaskKeys() : null;
        DeflatePool pool = agreed == null ? null : pool(settings.websocketCompressionLevel());
        this.deflater = agreed == null || pool == null ? null : pool.deflater(agreed, Role.CLIENT);
        this.reader = new MessageReader(
                Role.CLIENT,
                settings.messageLimit(),
                agreed == null || pool == null ? null : pool.inflater(agreed, Role.CLIENT));
    }

    private static DeflatePool pool(int level) {
        DeflatePool[] pools = POOLS.get();
        DeflatePool pool = pools[level + 1];
        if (pool == null) pools[level + 1] = pool = new DeflatePool(level);
        return pool;
    }

    // ---- what comes

    /** Takes bytes over. */
    void read(ByteBuf bytes) {
        try {
            if (held == null) {
                feed(bytes.nioBuffer());
            } else {
                keep(bytes.nioBuffer());
            }
        } finally {
            bytes.release();
        }
    }

    /** Goes on where somebody has taken what came before. */
    void resume() {
        ByteBuffer before = held;
        held = null;
        if (before != null) feed(before);
    }

    /** Tells whether something waits that came before the end. */
    boolean isHolding() {
        return held != null;
    }

    private void feed(ByteBuffer in) {
        try {
            reader.read(in, this);
            if (in.hasRemaining()) keep(in);
        } catch (ProtocolException e) {
            violated(e);
        }
    }

    /** A copy, which nobody has to release; no more than a few reads' worth, since the connection reads no more. */
    private void keep(ByteBuffer rest) {
        ByteBuffer before = held;
        int size = rest.remaining() + (before == null ? 0 : before.remaining());
        ByteBuffer all = ByteBuffer.allocate(size);
        if (before != null) all.put(before);
        held = all.put(rest).flip();
    }

    @Override
    public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
        if (closeSent) return true; // whoever closes wants no messages any more
        return put(opcode, flags, payload, ascii);
    }

    @Override
    public boolean onControl(int opcode, int flags, byte[] payload) {
        return switch (opcode) {
            case WEBSOCKET_OPCODE_PING -> {
                if (settings.openPingFrame()) yield closeSent || put(opcode, flags, payload, false);
                // a server that pings and does not read must not fill the queue
                if (!closeSent && connection.unsent() < settings.sendLimit()) own(WEBSOCKET_OPCODE_PONG, payload);
                yield true;
            }
            case WEBSOCKET_OPCODE_PONG -> closeSent || !settings.openPongFrame() || put(opcode, flags, payload, false);
            default -> closed(flags, payload);
        };
    }

    private boolean put(int opcode, int flags, byte[] payload, boolean ascii) {
        connection.put(new Incoming.Message(opcode, flags, payload, ascii));
        return connection.hasRoom();
    }

    /** The server ends the TCP connection, or has a while for it (RFC 6455 7.1.1). */
    private boolean closed(int flags, byte[] payload) {
        closeReceived = true;
        if (closeSent) {
            connection.closeIn(endSeconds());
        } else if (settings.openCloseFrame()) {
            connection.put(new Incoming.Message(WEBSOCKET_OPCODE_CLOSE, flags, payload, false));
            connection.closeIn(settings.closeSeconds());
        } else {
            // the same code; a reason says why the server closes, not why we do
            byte[] echo = payload.length < 2
                    ? payload
                    : ClosePayload.of(ClosePayload.code(payload, CloseCode.NORMAL), ClosePayload.reason(payload));
            own(WEBSOCKET_OPCODE_CLOSE, echo);
        }
        return true;
    }

    private double endSeconds() {
        return Math.min(END_SECONDS, settings.closeSeconds());
    }

    /** RFC 6455 7.1.7. */
    private void violated(ProtocolException e) {
        String text = String.valueOf(e.getMessage());
        if (!closeSent && !closeReceived) {
            own(WEBSOCKET_OPCODE_CLOSE, ClosePayload.ofTruncated(e.closeCode(), text));
        }
        SwooleError error =
                e.closeCode() == CloseCode.TOO_BIG ? SwooleError.PACKAGE_LENGTH_TOO_LARGE : SwooleError.PROTOCOL_ERROR;
        connection.fail(FailedException.answer(error, text));
    }

    // ---- what goes

    /** Sends a frame that is not a caller's. */
    private void own(int opcode, byte[] payload) {
        connection.write(new Outgoing.Frame(opcode, true, payload));
    }

    /** Encodes a frame; null for one that comes behind our close frame. */
    @Nullable
    ByteBuf encode(Outgoing.Frame frame) {
        if (closeSent) return null;
        boolean whole = frame.fin()
                && (frame.opcode() == WEBSOCKET_OPCODE_TEXT || frame.opcode() == WEBSOCKET_OPCODE_BINARY)
                && frame.payload().length > 0;
        if (frame.opcode() == WEBSOCKET_OPCODE_CLOSE) {
            closeSent = true;
            connection.closing();
            if (!closeReceived) connection.dropMessages();
            connection.closeIn(closeReceived ? endSeconds() : settings.closeSeconds());
        }
        MessageDeflater compressor = deflater;
        if (!whole || compressor == null) {
            int first = FrameWriter.firstByte(frame.opcode(), frame.fin(), false);
            return encode(first, frame.payload(), frame.payload().length);
        }
        int length = compressor.deflate(frame.payload(), 0, frame.payload().length);
        return encode(FrameWriter.firstByte(frame.opcode(), true, true), compressor.output(), length);
    }

    /** The payload is nobody else's: it is masked where it is, and copied once. */
    private ByteBuf encode(int first, byte[] payload, int length) {
        MaskKeys keys = masks;
        int headerSize = FrameWriter.headerSize(length, keys != null);
        if (keys == null) {
            FrameWriter.writeHeader(header, 0, first, length);
        } else {
            int key = keys.next();
            FrameWriter.writeMaskedHeader(header, 0, first, length, key);
            FrameWriter.mask(payload, 0, length, key);
        }
        ByteBuf bytes = connection.channel().alloc().directBuffer(headerSize + length, headerSize + length);
        return bytes.writeBytes(header, 0, headerSize).writeBytes(payload, 0, length);
    }
}
