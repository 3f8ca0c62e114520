package swoole4j.engine.reactor;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.http2.Http2Session;
import swoole4j.engine.http2.Multiplexer;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.pipeline.Pipelines;
import swoole4j.engine.tls.PortTls;

/**
 * The reactor's side of one HTTP/2 connection: what its streams and the worker have to say to each other, and the end of it
 * all. WebSockets on its streams have a {@link Wire} each. Reactor-confined.
 */
final class Http2Wire implements Line, Http2Session {
    private static final Logger log = LoggerFactory.getLogger(Http2Wire.class);

    private final Reactor reactor;
    private final Connection connection;
    private final PortSettings port;
    private final Channel channel;
    private final Multiplexer streams;

    private Ending ending = Ending.NONE;
    private boolean dirty;
    private boolean inputEnded;
    private boolean told;
    private boolean sentAll;
    private boolean flushAwaited;
    private boolean stallWatched;

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

    private Http2Wire(Reactor reactor, Connection connection, PortSettings port, Channel channel) {
        this.reactor = reactor;
        this.connection = connection;
        this.port = port;
        this.channel = channel;
        this.streams = new Multiplexer(this, port, reactor.settings().http());
    }

    /** Begins HTTP/2 on a connection whose pipeline has nothing else to do. */
    static Http2Wire begin(Reactor reactor, Connection connection, PortSettings port, Channel channel) {
        if (!port.noDelay()) channel.config().setOption(ChannelOption.TCP_NODELAY, false); // Netty's default is on
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        connection.multiplex();
        Http2Wire wire = new Http2Wire(reactor, connection, port, channel);
        Pipelines.http2(channel.pipeline(), wire.streams.codec(), wire);
        return wire;
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
            case ToReactor.StreamPart _,
                    ToReactor.StreamFile _,
                    ToReactor.StreamReset _,
                    ToReactor.Goaway _,
                    ToReactor.Ping _,
                    ToReactor.Done _ -> {
                streams.add(event);
                dirty();
            }
            case ToReactor.Send send -> misplaced(send.data().length);
            case ToReactor.Respond part -> misplaced(part.length());
            case ToReactor.SendFile file -> misplaced(file.head().length);
            case ToReactor.Push push -> misplaced(push.size());
            case ToReactor.Detach _, ToReactor.Upgrade _, ToReactor.StreamUpgrade _, ToReactor.SendClose _ ->
                misplaced(0);
            case ToReactor.Close close -> close(close.reset());
            case ToReactor.Finish _ -> finish();
            case ToReactor.Release _ -> reactor.release(this);
        }
    }

    /** It was on its way when the connection turned out to speak HTTP/2, or its sender does not know better. */
    private void misplaced(int reservation) {
        log.warn("connection {} speaks HTTP/2, bytes that are no frames are not sent on it", connection.fd());
        sent(reservation);
    }

    private void close(boolean reset) {
        if (reset) {
            reactor.submitLater(() -> {
                if (channel.isOpen()) channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.voidPromise()); // TLS would wait for its last words to be taken
            });
            return;
        }
        if (ending.compareTo(Ending.AFTER_OUTPUT) < 0) ending = Ending.AFTER_OUTPUT;
        dirty();
    }

    /** The close event is with the worker: all callbacks before it have begun. */
    private void finish() {
        if (ending != Ending.TOLD) return;
        ending = Ending.AFTER_OUTPUT;
        dirty();
    }

    // ---- from the streams

    @Override
    public void requested(HttpMessage request) {
        if (ending == Ending.NONE) {
            reactor.worker().offer(new ToWorker.Requested(connection.fd(), request));
            return;
        }
        request.discard();
        streams.add(new ToReactor.Done(connection.fd(), request.body().length));
    }

    @Override
    public void streamEnded(int stream) {
        reactor.worker().offer(new ToWorker.StreamEnded(connection.fd(), stream));
        if (ending == Ending.AFTER_OUTPUT) dirty();
    }

    @Override
    public boolean webSocketRequested(Channel stream, HttpMessage request) {
        if (ending != Ending.NONE) return false;
        Wire wire = reactor.opened(connection, stream);
        if (wire == null) return false;
        wire.upgradeRequested(request);
        return true;
    }

    /** Waiters are woken early: with many streams at work there may never be a moment when nothing is unsent. */
    @Override
    public void sent(long reservation) {
        connection.lastSent = reactor.nowMicros();
        reactor.sent(reservation);
        long left = reservation == 0 ? connection.unsent() : connection.addUnsent(-reservation);
        long low = Math.max(port.lowWatermark(), port.sendBufferLimit() / 2);
        if (left <= low && connection.unwatchDrain()) reactor.worker().offer(new ToWorker.Drained(connection.fd()));
        if (ending == Ending.AFTER_OUTPUT) dirty();
    }

    @Override
    public void dirty() {
        if (dirty) return;
        dirty = true;
        reactor.markDirty(this);
    }

    /** What else the client sends waits for it to read what is on the way, the reason first of all. */
    @Override
    public void failed() {
        channel.config().setAutoRead(false);
        endThere();
        dirty();
    }

    @Override
    public void finished() {
        endThere();
    }

    @Override
    public long nowMicros() {
        return reactor.nowMicros();
    }

    // ---- from the pipeline

    @Override
    public void bytesRead(int count) {
        connection.lastReceived = reactor.nowMicros();
        reactor.received(count);
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (ending == Ending.LINGERING) {
            channel.close();
        } else {
            endThere();
        }
    }

    @Override
    public void ended() {
        inputEnded = true;
        connection.lose();
        endThere();
        if (ending == Ending.LINGERING) {
            reactor.linger().closed();
        } else {
            sentAll();
        }
        ending = Ending.ENDED;
        streams.abandon();
    }

    private void sentAll() {
        if (sentAll) return;
        sentAll = true;
        reactor.wireSent();
    }

    // ---- ends

    @Override
    public void expire() {
        if (ending == Ending.NONE) endThere();
    }

    /** The peer, or a rule, ended the connection: tells the worker, whose answer is {@link #finish}. */
    private void endThere() {
        if (ending == Ending.NONE) ending = Ending.TOLD;
        if (told) return;
        told = true;
        reactor.worker().offer(new ToWorker.Closed(connection.fd(), connection.reactorId()));
    }

    @Override
    public void stopReading() {
        streams.drain();
    }

    @Override
    public void cut() {
        channel.close();
    }

    @Override
    public void flushDirty() {
        dirty = false;
        try {
            streams.flush();
            if (ending == Ending.AFTER_OUTPUT) endWhenSent();
        } catch (Throwable e) { // no memory left: this connection must not take the loop with it
            log.error("connection {} cannot be written to and is closed", connection.fd(), e);
            channel.close();
        }
    }

    private void endWhenSent() {
        watchStall();
        if (flushAwaited || !streams.isIdle()) return;
        streams.bye();
        streams.flush();
        ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
        if (left != null && !left.isEmpty()) {
            // An empty write behind the others tells when they are done.
            flushAwaited = true;
            channel.unsafe().write(Unpooled.EMPTY_BUFFER, channel.newPromise().addListener(_ -> {
                flushAwaited = false;
                dirty();
            }));
            channel.unsafe().flush();
        } else if (left == null || inputEnded || !(channel instanceof DuplexChannel duplex)) {
            channel.close(); // whose end is reported by ended()
        } else {
            ending = Ending.LINGERING;
            sentAll();
            PortTls.shutdownOutput(duplex);
            reactor.linger().add(channel);
            channel.config().setAutoRead(true);
        }
    }

    /** A peer that does not read must not keep an ended connection and what was queued for it. */
    private void watchStall() {
        if (stallWatched) return;
        stallWatched = true;
        long progress = connection.lastSent;
        reactor.schedule(
                () -> {
                    stallWatched = false;
                    if (ending != Ending.AFTER_OUTPUT) return;
                    if (connection.lastSent == progress) {
                        channel.close();
                    } else {
                        dirty();
                    }
                },
                Wire.LONGEST_STALL_SECONDS,
                TimeUnit.SECONDS);
    }
}
