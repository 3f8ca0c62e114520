package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_CLOSE_GOING_AWAY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PONG;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.ByteSink;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.MessageReader;
import swoole4j.core.websocket.ProtocolException;
import swoole4j.core.websocket.Role;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.http2.StreamChannel;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.pipeline.Pipelines;
import swoole4j.engine.pipeline.Session;
import swoole4j.engine.tls.PortTls;

/**
 * The reactor's side of one connection: carries what comes in to the worker and what the worker wants out to the socket,
 * and ends both in order. Reactor-confined.
 */
final class Wire implements Line, Session {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    /** How long an ended connection may take no byte of what is queued for it. */
    static final long LONGEST_STALL_SECONDS = 60;

    /** How long bytes behind an upgrade request wait for more. */
    private static final long EARLY_FRAMES_MILLIS = 500;

    private final Reactor reactor;
    private final Connection connection;
    private final PortSettings port;
    private final Channel channel;
    private final Pipelines pipelines;
    private final Output output;
    private final Intake intake;
    private FrameEncoder frames;
    /** Waits for the 101 to be sent. */
    private @Nullable MessageReader reader;

    /** The head of the answer to the request that opened a stream, until it is sent. */
    private @Nullable List<String> streamHead;

    private byte @Nullable [] lastWords;

    private Ending ending = Ending.NONE;
    private boolean dirty;
    private boolean inputEnded;
    /** Only the peer's close frame still matters. */
    private boolean awaitingClose;

    private boolean told;
    private boolean answerDue;
    private boolean stallWatched;
    private boolean sentAll;

    private enum Ending {
        NONE,
        /** The worker will be told; callbacks of what came before may still answer. */
        TOLD,
        /** Close when all is sent. */
        AFTER_OUTPUT,
        /** The sending side is shut down. */
        LINGERING,
        /** The channel is closed. */
        ENDED
    }

    /** Takes the connection over; {@code protocol} is what ALPN chose, if anything. */
    Wire(Reactor reactor, Connection connection, PortSettings port, Channel channel, @Nullable String protocol) {
        this.reactor = reactor;
        this.connection = connection;
        this.port = port;
        this.channel = channel;
        this.output = new Output(channel, this);
        this.frames = FrameEncoder.plain(output);
        if (!port.noDelay()) channel.config().setOption(ChannelOption.TCP_NODELAY, false); // Netty's default is on
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        HttpSettings http = reactor.settings().http();
        this.pipelines = channel instanceof StreamChannel
                ? Pipelines.ofStream(channel.pipeline(), this, port, http)
                : Pipelines.ofPort(channel.pipeline(), this, port, http, protocol);
        this.intake = new Intake(reactor, channel, pipelines, port.packageMaxLength(), () -> ending != Ending.NONE);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public PortSettings port() {
        return port;
    }

    // ---- from the worker

    @Override
    public void accept(ToReactor event) {
        switch (event) {
            case ToReactor.Push push -> push(push);
            case ToReactor.Send send -> send(send.data(), send.data().length, send.data().length);
            case ToReactor.Respond part -> respond(part);
            case ToReactor.SendFile file -> sendFile(file);
            case ToReactor.Detach _ -> answered();
            case ToReactor.Upgrade upgrade -> upgrade(upgrade);
            case ToReactor.StreamUpgrade upgrade -> {
                streamHead = upgrade.head();
                beginFrames(upgrade.deflate());
                markDirty();
            }
            case ToReactor.StreamPart refusal -> {
                streamHead = refusal.head();
                send(refusal.data(), refusal.data().length, refusal.size());
            }
            case ToReactor.SendClose close -> sendClose(close.payload());
            case ToReactor.Close close -> close(close.reset());
            case ToReactor.Done done -> intake.done(done.bytes());
            case ToReactor.Finish _ -> finish();
            case ToReactor.Release _ -> reactor.release(this);
            case ToReactor.StreamFile _, ToReactor.StreamReset _, ToReactor.Goaway _, ToReactor.Ping _ ->
                log.warn("connection {} speaks no HTTP/2: {}", connection.fd(), event);
        }
    }

    private void push(ToReactor.Push push) {
        if (ending.compareTo(Ending.AFTER_OUTPUT) >= 0) {
            sent(push.size());
            return;
        }
        frames.encode(push.opcode(), push.flags(), push.payload());
        markDirty();
    }

    private void send(byte[] data, int length, long reservation) {
        if (ending.compareTo(Ending.AFTER_OUTPUT) >= 0) {
            sent(reservation);
            return;
        }
        output.append(data, length, reservation);
        markDirty();
    }

    private void respond(ToReactor.Respond part) {
        send(part.data(), part.length(), part.length());
        if (part.last() && part.keepAlive()) answered();
    }

    private void sendFile(ToReactor.SendFile part) {
        FilePart file = new FilePart(part.file(), part.followLinks(), part.offset(), part.length());
        try {
            if (ending.compareTo(Ending.AFTER_OUTPUT) < 0) output.open(file);
        } catch (IOException e) {
            sent(part.head().length);
            warn(e);
            endThere(null);
            return;
        }
        send(part.head(), part.head().length, part.head().length);
        if (ending.compareTo(Ending.AFTER_OUTPUT) >= 0) return;
        output.append(file);
        if (part.last() && part.keepAlive()) answered();
    }

    /** Lets the next request in, once no file is waiting to be sent: there is one open file per connection. */
    private void answered() {
        answerDue = output.hasFiles();
        if (answerDue) return;
        pipelines.http().answered();
        intake.readLater();
    }

    void filesSent() {
        if (answerDue) answered();
    }

    void warn(IOException failure) {
        log.warn("connection {} is closed before its response ends: {}", connection.fd(), failure.toString());
    }

    private void upgrade(ToReactor.Upgrade upgrade) {
        send(upgrade.head(), upgrade.head().length, 0);
        beginFrames(upgrade.deflate());
    }

    private void beginFrames(@Nullable DeflateParameters agreed) {
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
     * Frames flow from here on. It happens when the 101 leaves: open's callback has begun by then, and no frame that answers
     * the 101 is taken for an early one.
     */
    private void startFrames(MessageReader frameReader) {
        if (ending != Ending.NONE && !awaitingClose) return;
        pipelines.http().upgraded();
        if (pipelines.frames().start(frameReader)) {
            reactor.schedule(pipelines.frames()::resume, EARLY_FRAMES_MILLIS, TimeUnit.MILLISECONDS);
        }
        intake.readFrames();
    }

    private void sendClose(byte[] payload) {
        if (ending != Ending.NONE) return;
        connection.addUnsent(FrameEncoder.size(payload));
        frames.encode(WEBSOCKET_OPCODE_CLOSE, 1, payload);
        awaitingClose = true;
        ending = Ending.AFTER_OUTPUT;
        markDirty();
    }

    private void close(boolean reset) {
        if (reset) {
            output.clear();
            reactor.submitLater(() -> {
                if (channel.isOpen()) channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.voidPromise()); // TLS would wait for its last words to be taken
            });
            return;
        }
        if (ending.compareTo(Ending.AFTER_OUTPUT) < 0) ending = Ending.AFTER_OUTPUT;
        markDirty();
    }

    /** The close event is with the worker: all callbacks before it have begun, nothing may be said any more but this. */
    private void finish() {
        if (ending != Ending.TOLD) return;
        byte[] words = lastWords;
        if (words != null) {
            connection.addUnsent(FrameEncoder.size(words));
            frames.encode(WEBSOCKET_OPCODE_CLOSE, 1, words);
        }
        ending = Ending.AFTER_OUTPUT;
        markDirty();
    }

    // ---- from the pipeline

    @Override
    public void bytesRead(int count) {
        connection.lastReceived = reactor.nowMicros();
        reactor.received(count);
    }

    @Override
    public void received(byte[] data) {
        if (ending != Ending.NONE) return;
        intake.begun(data.length);
        reactor.worker().offer(new ToWorker.Received(connection.fd(), data));
    }

    @Override
    public void requested(HttpMessage request) {
        if (ending != Ending.NONE) {
            request.discard();
            return;
        }
        reactor.worker().offer(new ToWorker.Requested(connection.fd(), request));
    }

    @Override
    public void upgradeRequested(HttpMessage request) {
        if (ending != Ending.NONE) return;
        reactor.worker().offer(new ToWorker.UpgradeRequested(connection.fd(), request));
    }

    @Override
    public void heldBack() {
        intake.pause();
    }

    @Override
    public void http2() {
        if (ending != Ending.NONE) return;
        pipelines.clear();
        reactor.replace(Http2Wire.begin(reactor, connection, port, channel));
    }

    @Override
    public void continues() {
        if (ending != Ending.NONE) return;
        output.append(BareAnswer.CONTINUE, BareAnswer.CONTINUE.length, 0);
        markDirty();
    }

    @Override
    public void slow() {
        reactor.pace().add(this);
    }

    @Override
    public long nowMicros() {
        return reactor.nowMicros();
    }

    /** Refuses a request that comes too slowly; false when none is under way. */
    boolean checkPace() {
        return ending == Ending.NONE && pipelines.http().checkPace(reactor.nowMicros());
    }

    @Override
    public void refused(int status) {
        if (ending != Ending.NONE) return;
        byte[] answer = BareAnswer.of(status, reactor.settings().http().strict());
        output.append(answer, answer.length, 0);
        endThere(null);
    }

    @Override
    public boolean message(int opcode, int flags, byte[] payload, boolean ascii) {
        if (ending != Ending.NONE) return true;
        boolean more = intake.begun(payload.length);
        reactor.worker().offer(new ToWorker.Message(connection.fd(), opcode, flags, payload, ascii));
        return more;
    }

    @Override
    public boolean control(int opcode, int flags, byte[] payload) {
        if (awaitingClose) {
            if (opcode == WEBSOCKET_OPCODE_CLOSE) peerClosed();
            return true;
        }
        if (ending != Ending.NONE) return true;
        return switch (opcode) {
            case WEBSOCKET_OPCODE_PING -> port.openPingFrame() ? message(opcode, flags, payload, false) : pong(payload);
            case WEBSOCKET_OPCODE_PONG -> !port.openPongFrame() || message(opcode, flags, payload, false);
            default -> closeFrame(flags, payload);
        };
    }

    private boolean pong(byte[] payload) {
        // A peer that pings and does not read must not fill the queue.
        if (connection.unsent() >= port.sendBufferLimit()) return true;
        connection.addUnsent(FrameEncoder.size(payload));
        frames.encode(WEBSOCKET_OPCODE_PONG, 1, payload);
        markDirty();
        return true;
    }

    /** A peer may send on behind its close frame; the linger keeps that from costing it our answer. */
    private boolean closeFrame(int flags, byte[] payload) {
        if (port.openCloseFrame()) message(WEBSOCKET_OPCODE_CLOSE, flags, payload, false);
        endThere(payload);
        return true;
    }

    @Override
    public void violated(ProtocolException violation) {
        if (ending != Ending.NONE) return;
        log.debug("connection {} fails: {}", connection.fd(), violation.getMessage());
        endThere(ClosePayload.ofTruncated(violation.closeCode(), String.valueOf(violation.getMessage())));
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (ending == Ending.LINGERING) {
            end();
        } else {
            endThere(null);
        }
    }

    /** Nothing can be sent any more; {@link #ended} follows. */
    void lost() {
        connection.lose();
    }

    @Override
    public void ended() {
        inputEnded = true;
        lost();
        endThere(null);
        if (ending == Ending.LINGERING) {
            reactor.linger().closed();
        } else {
            sentAll();
        }
        ending = Ending.ENDED;
        output.abandon();
        pipelines.frames().discard();
        pipelines.http().discard();
    }

    private void sentAll() {
        if (sentAll) return;
        sentAll = true;
        reactor.wireSent();
    }

    // ---- ends

    @Override
    public void expire() {
        if (ending != Ending.NONE) return;
        output.clear();
        boolean farewell = reactor.settings().goingAway() && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
        endThere(farewell ? ClosePayload.of(WEBSOCKET_CLOSE_GOING_AWAY, "") : null);
    }

    /** The peer has answered our close frame. */
    private void peerClosed() {
        awaitingClose = false;
        if (ending == Ending.LINGERING) {
            end();
        } else {
            inputEnded = true;
        }
    }

    /** The peer, or a rule, ended the connection: tells the worker, whose answer is {@link #finish}. */
    private void endThere(byte @Nullable [] closePayload) {
        if (ending == Ending.NONE) {
            ending = Ending.TOLD;
            lastWords = closePayload;
        }
        if (told) return;
        told = true;
        reactor.worker().offer(new ToWorker.Closed(connection.fd(), connection.reactorId()));
    }

    @Override
    public void cut() {
        channel.close();
    }

    @Override
    public void stopReading() {
        intake.stop();
    }

    private void end() {
        channel.close(); // whose end is reported by ended()
    }

    // ---- output

    void markDirty() {
        if (dirty) return;
        dirty = true;
        reactor.markDirty(this);
    }

    @Override
    public void flushDirty() {
        dirty = false;
        List<String> head = streamHead;
        if (head != null && channel instanceof StreamChannel stream) {
            streamHead = null;
            stream.answer(head);
        }
        MessageReader begun = reader;
        if (begun != null) {
            reader = null;
            startFrames(begun);
        }
        flush();
    }

    void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            warn(e);
            end();
            return;
        } catch (Throwable e) { // no memory left: this connection must not take the loop with it
            log.error("connection {} cannot be written to and is closed", connection.fd(), e);
            end();
            return;
        }
        if (ending != Ending.AFTER_OUTPUT) return;
        if (!output.isEmpty()) {
            watchStall();
            return;
        }
        if (inputEnded || !(channel instanceof DuplexChannel duplex)) {
            end();
            return;
        }
        ending = Ending.LINGERING;
        if (!awaitingClose) pipelines.frames().discard();
        sentAll();
        PortTls.shutdownOutput(duplex);
        reactor.linger().add(channel);
        intake.readAll();
        if (awaitingClose) pipelines.frames().resume();
    }

    void flushLater(Runnable flush) {
        reactor.submitLater(flush);
    }

    /** A peer that does not read must not keep an ended connection and what was queued for it. */
    private void watchStall() {
        if (stallWatched) return;
        stallWatched = true;
        long progress = output.progress();
        reactor.schedule(
                () -> {
                    stallWatched = false;
                    if (!channel.isOpen()) return;
                    if (output.progress() == progress) {
                        end();
                    } else {
                        flush();
                    }
                },
                LONGEST_STALL_SECONDS,
                TimeUnit.SECONDS);
    }

    /** The kernel has so many bytes. */
    void written(long bytes) {
        reactor.sent(bytes);
    }

    /** So many reserved bytes are with the kernel, or were dropped. */
    void sent(long reservation) {
        connection.lastSent = reactor.nowMicros();
        long left = reservation == 0 ? connection.unsent() : connection.addUnsent(-reservation);
        if (left <= port.lowWatermark() && connection.unwatchDrain()) {
            reactor.worker().offer(new ToWorker.Drained(connection.fd()));
        }
    }

    ByteSink sink() {
        return reactor.sink();
    }

    void recycle(ByteSink sink) {
        reactor.recycle(sink);
    }
}
