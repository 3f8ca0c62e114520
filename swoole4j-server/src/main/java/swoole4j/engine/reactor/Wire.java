package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_CLOSE_GOING_AWAY;
import static swoole4j.Constants.WEBSOCKET_CLOSE_MESSAGE_TOO_BIG;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.framing.FramingException;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.ProtocolException;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.http2.StreamChannel;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.pipeline.Pipelines;
import swoole4j.engine.pipeline.Session;

/**
 * The reactor's side of one connection: carries what comes in to the worker and what the worker wants out to the socket,
 * and ends both in order. Reactor-confined.
 */
final class Wire implements Line, Session {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    private final Reactor reactor;
    private final Connection connection;
    private final PortSettings port;
    private final Channel channel;
    private final Pipelines pipelines;
    private final Output output;
    private final Intake intake;
    private final Ending ending;
    private final FileSide files;
    private final WebSocketSide webSocket;

    /** The head of the answer to the request that opened a stream, until it is sent. */
    private @Nullable List<String> streamHead;

    private boolean dirty;
    private boolean answerDue;
    /** The answer to the request in work has begun. */
    private boolean answering;

    /** Takes the connection over; {@code protocol} is what ALPN chose, if anything. */
    Wire(Reactor reactor, Connection connection, PortSettings port, Channel channel, @Nullable String protocol) {
        this.reactor = reactor;
        this.connection = connection;
        this.port = port;
        this.channel = channel;
        this.output = new Output(reactor, channel, this);
        this.ending = new Ending(reactor, connection, channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (!port.http()) channel.config().setRecvByteBufAllocator(reactor.largeReads());
        HttpSettings http = reactor.settings().http();
        this.pipelines = channel instanceof StreamChannel
                ? Pipelines.ofStream(channel.pipeline(), this, port, http)
                : Pipelines.ofPort(channel.pipeline(), this, port, http, protocol);
        this.intake = new Intake(reactor, channel, pipelines, reactor.settings().mostInWork(port), ending::hasBegun);
        this.files = new FileSide(this, output, ending);
        this.webSocket = new WebSocketSide(this, reactor, output, ending, pipelines, intake);
        if (reactor.settings().delayReceive() && !(channel instanceof StreamChannel)) {
            intake.hold(true);
            intake.apply();
        }
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
            case ToReactor.SendFile file -> {
                answering = !file.last();
                files.send(file);
            }
            case ToReactor.SendPart part -> files.send(part);
            case ToReactor.Flush flush -> output.mark(flush);
            case ToReactor.Discard _ -> output.clear();
            case ToReactor.Read read -> {
                intake.hold(!read.on());
                markDirty();
            }
            case ToReactor.Detach _ -> answered();
            case ToReactor.Upgrade upgrade -> upgrade(upgrade);
            case ToReactor.StreamUpgrade upgrade -> {
                streamHead = upgrade.head();
                webSocket.upgrade(upgrade.deflate());
                markDirty();
            }
            case ToReactor.StreamPart refusal -> {
                streamHead = refusal.head();
                send(refusal.data(), refusal.data().length, refusal.size());
            }
            case ToReactor.SendClose close -> {
                if (!ending.hasBegun()) webSocket.sendClose(close.payload());
            }
            case ToReactor.Close close -> close(close.reset());
            case ToReactor.Closing closing -> ending.tell(closing);
            case ToReactor.Abandon _ -> expire();
            case ToReactor.Filled filled -> reactor.worker().offer(new ToWorker.Filled(filled.fd()));
            case ToReactor.Done done -> intake.done(done.bytes());
            case ToReactor.Finish _ -> finish();
            case ToReactor.Release _ -> {
                finish(); // the worker has let go of it before it came to the end that is waited for
                reactor.release(this);
            }
            case ToReactor.OfDatagrams _ -> throw new AssertionError("of no connection");
            case ToReactor.StreamFile _, ToReactor.StreamReset _, ToReactor.Goaway _, ToReactor.Ping _ ->
                log.warn("connection {} speaks no HTTP/2: {}", connection.fd(), event);
        }
    }

    private void push(ToReactor.Push push) {
        if (!ending.takesOutput()) {
            sent(push.size());
            return;
        }
        webSocket.push(push);
        markDirty();
    }

    void send(byte[] data, int length, long reservation) {
        if (!ending.takesOutput()) {
            sent(reservation);
            return;
        }
        output.append(data, length, reservation);
        markDirty();
    }

    private void respond(ToReactor.Respond part) {
        answering = !part.last();
        send(part.data(), part.length(), part.length());
        if (part.last() && part.keepAlive()) answered();
    }

    /** Lets the next request in, once no file is waiting to be sent: there is one open file per connection. */
    void answered() {
        answerDue = output.hasFiles();
        if (answerDue) return;
        pipelines.answered();
        intake.readLater();
    }

    void filesSent() {
        if (answerDue) answered();
    }

    void warn(IOException failure) {
        log.warn("connection {} is closed before its response ends: {}", connection.fd(), failure.toString());
    }

    /** Nobody answers it any more; an answer of which a part has left must not look whole. */
    @Override
    public void lost(HttpMessage request) {
        if (ending.hasBegun() || !pipelines.isBusy()) return;
        if (answering) {
            ending.there();
        } else {
            refused(500);
            markDirty(); // the worker that is told of the end may take seconds to come
        }
    }

    private void upgrade(ToReactor.Upgrade upgrade) {
        send(upgrade.head(), upgrade.head().length, 0);
        webSocket.upgrade(upgrade.deflate());
    }

    private void close(boolean reset) {
        if (reset) {
            output.clear();
            ending.reset();
        } else {
            ending.afterOutput();
            markDirty();
        }
    }

    /** The close event is with the worker. */
    private void finish() {
        if (!ending.finish()) return;
        webSocket.lastWords();
        markDirty();
    }

    // ---- from the pipeline

    @Override
    public void bytesRead(int count) {
        connection.received();
        if (!(channel instanceof StreamChannel)) reactor.received(count); // its connection has counted them
    }

    @Override
    public boolean received(byte[] data) {
        if (ending.hasBegun()) return true;
        boolean more = intake.begun(data.length);
        if (reactor.worker().offer(new ToWorker.Received(connection.fd(), data))) return more;
        intake.behind();
        return false;
    }

    @Override
    public void misframed(FramingException failure) {
        if (ending.hasBegun()) return;
        log.warn(
                "{}, remote_addr=<{}:{}> (ERRNO {})",
                failure.getMessage(),
                connection.address().remoteIp(),
                connection.address().remotePort(),
                failure.number(),
                failure.getCause());
        ending.there();
    }

    @Override
    public void requested(HttpMessage request) {
        if (ending.hasBegun()) {
            request.discard();
            return;
        }
        reactor.worker().offer(new ToWorker.Requested(connection.fd(), request));
    }

    @Override
    public void upgradeRequested(HttpMessage request) {
        if (ending.hasBegun()) return;
        reactor.worker().offer(new ToWorker.UpgradeRequested(connection.fd(), request));
    }

    @Override
    public void heldBack() {
        intake.pause();
    }

    @Override
    public void http2() {
        if (ending.hasBegun()) return;
        pipelines.clear();
        reactor.replace(Http2Wire.begin(reactor, connection, port, channel));
    }

    @Override
    public void continues() {
        if (ending.hasBegun()) return;
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
        return !ending.hasBegun() && pipelines.http().checkPace(reactor.nowMicros());
    }

    @Override
    public void refused(int status) {
        if (ending.hasBegun()) return;
        byte[] answer = port.dialogs()
                ? BareAnswer.whole(status, reactor.lines(), reactor.nowMicros() / 1_000_000)
                : BareAnswer.of(status, reactor.settings().http().strict());
        output.append(answer, answer.length, 0);
        ending.there();
    }

    @Override
    public boolean message(int opcode, int flags, byte[] payload, boolean ascii) {
        if (ending.hasBegun()) return true;
        boolean more = intake.begun(payload.length);
        if (reactor.worker().offer(new ToWorker.Message(connection.fd(), opcode, flags, payload, ascii))) return more;
        intake.behind();
        return false;
    }

    @Override
    public boolean control(int opcode, int flags, byte[] payload) {
        return webSocket.control(opcode, flags, payload);
    }

    @Override
    public void violated(ProtocolException violation) {
        if (ending.hasBegun()) return;
        log.debug("connection {} fails: {}", connection.fd(), violation.getMessage());
        boolean tooLarge = violation.closeCode() == WEBSOCKET_CLOSE_MESSAGE_TOO_BIG;
        connection.violated((tooLarge ? SwooleError.PACKAGE_LENGTH_TOO_LARGE : SwooleError.PROTOCOL_ERROR).number());
        webSocket.end(ClosePayload.ofTruncated(violation.closeCode(), String.valueOf(violation.getMessage())));
    }

    @Override
    public void inputEnded() {
        ending.inputEnded();
    }

    @Override
    public void ended() {
        ending.ended();
        output.abandon();
        pipelines.discard();
    }

    // ---- ends

    @Override
    public void expire() {
        if (ending.hasBegun()) return;
        output.clear();
        if (!output.isEmpty()) {
            ending.close(); // the peer does not read, so there is nothing to wait for
            return;
        }
        boolean farewell = reactor.settings().goingAway() && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
        webSocket.end(farewell ? ClosePayload.of(WEBSOCKET_CLOSE_GOING_AWAY, "") : null);
    }

    @Override
    public void ping() {
        webSocket.ping();
    }

    @Override
    public long outputProgress() {
        return output.isEmpty() ? -1 : output.progress();
    }

    @Override
    public void cut() {
        ending.close();
    }

    @Override
    public void stopReading() {
        intake.stop();
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
        webSocket.begin();
        intake.apply();
        flush();
    }

    void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            warn(e);
            ending.close();
            return;
        } catch (Throwable e) { // no memory left: this connection must not take the loop with it
            log.error("connection {} cannot be written to and is closed", connection.fd(), e);
            ending.close();
            return;
        }
        if (!ending.waitsForOutput()) return;
        if (!output.isEmpty()) {
            ending.watchStall(output::progress, this::flush);
        } else {
            webSocket.dropMessages();
            if (ending.linger()) webSocket.linger();
        }
    }

    /** So many reserved bytes are with the kernel, or were dropped. */
    void sent(long reservation) {
        connection.sent();
        long left = reservation == 0 ? connection.unsent() : connection.addUnsent(-reservation);
        if (left <= port.lowWatermark() && connection.unwatchDrain()) {
            reactor.worker().offer(new ToWorker.Drained(connection.fd()));
        }
    }

    /** The kernel has what somebody waits for. */
    void flushed(ToReactor.Flush asked) {
        reactor.worker().offer(new ToWorker.Flushed(asked.fd(), asked.worker(), asked.ticket()));
    }
}
