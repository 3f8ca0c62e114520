package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PONG;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.MessageReader;
import swoole4j.core.websocket.Role;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.pipeline.Pipelines;

/** What a connection does as a WebSocket: its frames, and the close handshake. Reactor-confined. */
final class WebSocketSide {
    /** How long bytes behind an upgrade request wait for more. */
    private static final long EARLY_FRAMES_MILLIS = 500;

    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final Reactor reactor;
    private final PortSettings port;
    private final Output output;
    private final Ending ending;
    private final Pipelines pipelines;
    private final Intake intake;

    private FrameEncoder frames;
    /** Waits for the 101 to be sent. */
    private @Nullable MessageReader reader;

    private byte @Nullable [] lastWords;
    /** Only the peer's close frame still matters. */
    private boolean awaitingClose;
    /** The peer's close frame was there before ours. */
    private boolean peerSaid;

    WebSocketSide(Wire wire, Reactor reactor, Output output, Ending ending, Pipelines pipelines, Intake intake) {
        this.wire = wire;
        this.reactor = reactor;
        this.port = wire.port();
        this.output = output;
        this.ending = ending;
        this.pipelines = pipelines;
        this.intake = intake;
        this.frames = FrameEncoder.plain(output);
    }

    /** The handshake is answered: frames flow once the answer leaves. */
    void upgrade(@Nullable DeflateParameters agreed) {
        if (agreed != null) {
            frames = FrameEncoder.deflating(
                    output,
                    reactor.deflate().deflater(agreed, Role.SERVER),
                    reactor.shared(),
                    reactor.settings().compression());
        }
        reader = new MessageReader(
                Role.SERVER,
                port.packageMaxLength(),
                agreed == null ? null : reactor.deflate().inflater(agreed, Role.SERVER));
    }

    /**
     * Begins to read frames when that is due. It happens when the 101 leaves: open's callback has begun by then, and no frame
     * that answers the 101 is taken for an early one.
     */
    void begin() {
        MessageReader begun = reader;
        if (begun == null) return;
        reader = null;
        if (ending.hasBegun() && !awaitingClose) return;
        pipelines.http().upgraded();
        boolean early = pipelines.frames().start(begun);
        if (early && !port.dialogs()) {
            reactor.schedule(pipelines.frames()::resume, EARLY_FRAMES_MILLIS, TimeUnit.MILLISECONDS);
        }
        intake.readFrames();
        if (early && port.dialogs()) pipelines.frames().resume();
    }

    void push(ToReactor.Push push) {
        frames.encode(push.opcode(), push.flags(), push.payload());
    }

    /** Sends a close frame; the peer's is awaited. */
    void sendClose(byte[] payload) {
        own(WEBSOCKET_OPCODE_CLOSE, payload);
        awaitingClose = !peerSaid;
        if (peerSaid) ending.inputDone();
        ending.afterOutput();
    }

    /** Sends a frame that is not a worker's. */
    private void own(int opcode, byte[] payload) {
        wire.connection().addUnsent(FrameEncoder.size(payload));
        frames.encode(opcode, 1, payload);
        wire.markDirty();
    }

    boolean control(int opcode, int flags, byte[] payload) {
        if (awaitingClose) {
            if (opcode == WEBSOCKET_OPCODE_CLOSE) peerClosed();
            return true;
        }
        if (ending.hasBegun()) return true;
        return switch (opcode) {
            case WEBSOCKET_OPCODE_PING ->
                port.openPingFrame() ? wire.message(opcode, flags, payload, false) : pong(payload);
            case WEBSOCKET_OPCODE_PONG -> !port.openPongFrame() || wire.message(opcode, flags, payload, false);
            default -> closeFrame(flags, payload);
        };
    }

    void ping() {
        if (!ending.hasBegun()) sendWhenRoom(WEBSOCKET_OPCODE_PING, NOTHING);
    }

    private boolean pong(byte[] payload) {
        sendWhenRoom(WEBSOCKET_OPCODE_PONG, payload);
        return true;
    }

    /** A peer that pings, or is pinged, and does not read must not fill the queue. */
    private void sendWhenRoom(int opcode, byte[] payload) {
        if (wire.connection().unsent() < port.sendBufferLimit()) own(opcode, payload);
    }

    /** A peer may send on behind its close frame; the linger keeps that from costing it our answer. */
    private boolean closeFrame(int flags, byte[] payload) {
        peerSaid = true;
        if (port.openCloseFrame()) {
            boolean more = wire.message(WEBSOCKET_OPCODE_CLOSE, flags, payload, false);
            if (port.dialogs()) return more; // whoever receives it answers
        }
        end(payload);
        return true;
    }

    /** The peer, or a rule, ended the connection; a close frame with {@code words} says so when callbacks have had their say. */
    void end(byte @Nullable [] words) {
        if (!ending.hasBegun()) lastWords = words;
        ending.there(words);
    }

    /** Callbacks of all that came before the end have begun: nothing may be said any more but this. */
    void lastWords() {
        byte[] words = lastWords;
        if (words != null) own(WEBSOCKET_OPCODE_CLOSE, words);
    }

    /** The peer has answered our close frame. */
    private void peerClosed() {
        awaitingClose = false;
        if (ending.isLingering()) {
            ending.close();
        } else {
            ending.inputDone();
        }
    }

    /** All is sent: what still comes is dropped, but for the peer's close frame if it owes one. */
    void dropMessages() {
        if (!awaitingClose) pipelines.discard(); // tells of the end of the input where that waited
    }

    /** Only the peer's close frame, if it owes one, and its end are still read. */
    void linger() {
        intake.readAll();
        if (awaitingClose) pipelines.resume();
    }
}
