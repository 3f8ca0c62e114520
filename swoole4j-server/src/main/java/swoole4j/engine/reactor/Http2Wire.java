package swoole4j.engine.reactor;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.http2.Http2Session;
import swoole4j.engine.http2.Multiplexer;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.pipeline.Pipelines;
import swoole4j.engine.pipeline.Valve;

/**
 * The reactor's side of one HTTP/2 connection: what its streams and the worker have to say to each other, and the end of it
 * all. WebSockets on its streams have a {@link Wire} each. Reactor-confined.
 */
final class Http2Wire implements Line, Http2Session {
    /** RFC 9113 7. */
    private static final int INTERNAL_ERROR = 2;

    private static final Logger log = LoggerFactory.getLogger(Http2Wire.class);

    private final Reactor reactor;
    private final Connection connection;
    private final PortSettings port;
    private final Channel channel;
    private final Multiplexer streams;

    private final Ending ending;

    private boolean dirty;
    private boolean flushAwaited;
    /** Whether the script wants nothing to be read. */
    private boolean held;

    private boolean shut;

    private Http2Wire(Reactor reactor, Connection connection, PortSettings port, Channel channel) {
        this.reactor = reactor;
        this.connection = connection;
        this.port = port;
        this.channel = channel;
        this.ending = new Ending(reactor, connection, channel);
        this.streams = new Multiplexer(this, port, reactor.settings().http());
    }

    /** Begins HTTP/2 on a connection whose pipeline has nothing else to do. */
    static Http2Wire begin(Reactor reactor, Connection connection, PortSettings port, Channel channel) {
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
            case ToReactor.SendPart part -> misplaced(part.size());
            case ToReactor.Flush _,
                    ToReactor.Discard _,
                    ToReactor.Detach _,
                    ToReactor.Upgrade _,
                    ToReactor.StreamUpgrade _,
                    ToReactor.SendClose _ -> misplaced(0);
            case ToReactor.Read read -> {
                held = !read.on();
                dirty();
            }
            case ToReactor.Close close -> close(close.reset());
            case ToReactor.Closing closing -> ending.tell(closing);
            case ToReactor.Abandon _ -> expire();
            case ToReactor.Filled filled -> reactor.worker().offer(new ToWorker.Filled(filled.fd()));
            case ToReactor.OfDatagrams _ -> throw new AssertionError("of no connection");
            case ToReactor.Finish _ -> {
                if (ending.finish()) dirty();
            }
            case ToReactor.Release _ -> reactor.release(this);
        }
    }

    @Override
    public void lost(HttpMessage request) {
        accept(new ToReactor.Done(connection.fd(), request.body().length));
        accept(new ToReactor.StreamReset(connection.fd(), request.stream(), INTERNAL_ERROR));
    }

    /** It was on its way when the connection turned out to speak HTTP/2, or its sender does not know better. */
    private void misplaced(long reservation) {
        log.warn("connection {} speaks HTTP/2, bytes that are no frames are not sent on it", connection.fd());
        sent(reservation);
    }

    private void close(boolean reset) {
        if (reset) {
            ending.reset();
        } else {
            ending.afterOutput();
            dirty();
        }
    }

    // ---- from the streams

    @Override
    public void requested(HttpMessage request) {
        if (!ending.hasBegun()) {
            reactor.worker().offer(new ToWorker.Requested(connection.fd(), request));
            return;
        }
        request.discard();
        streams.add(new ToReactor.Done(connection.fd(), request.body().length));
    }

    @Override
    public void streamEnded(int stream) {
        reactor.worker().offer(new ToWorker.StreamEnded(connection.fd(), stream));
        if (ending.waitsForOutput()) dirty();
    }

    @Override
    public boolean webSocketRequested(Channel stream, HttpMessage request) {
        if (ending.hasBegun()) return false;
        Wire wire = reactor.acceptance().opened(connection, stream);
        if (wire == null) return false;
        wire.upgradeRequested(request);
        return true;
    }

    /** Waiters are woken early: with many streams at work there may never be a moment when nothing is unsent. */
    @Override
    public void sent(long reservation) {
        connection.sent();
        reactor.sent(reservation);
        long left = reservation == 0 ? connection.unsent() : connection.addUnsent(-reservation);
        long low = Math.max(port.lowWatermark(), port.sendBufferLimit() / 2);
        if (left <= low && connection.unwatchDrain()) reactor.worker().offer(new ToWorker.Drained(connection.fd()));
        if (ending.waitsForOutput()) dirty();
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
        ending.there();
        dirty();
    }

    @Override
    public void finished() {
        ending.there();
    }

    @Override
    public long nowMicros() {
        return reactor.nowMicros();
    }

    // ---- from the pipeline

    @Override
    public void bytesRead(int count) {
        connection.received();
        reactor.received(count);
    }

    @Override
    public void inputEnded() {
        ending.inputEnded();
    }

    @Override
    public void ended() {
        ending.ended();
        streams.abandon();
    }

    // ---- ends

    @Override
    public void expire() {
        if (!ending.hasBegun()) ending.there();
    }

    @Override
    public void ping() {
        // WebSockets on its streams are asked themselves.
    }

    @Override
    public long outputProgress() {
        return connection.unsent() == 0 ? -1 : connection.lastSentMicros();
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
        if (!ending.hasBegun() && shut != held) hold();
        try {
            streams.flush();
            if (ending.waitsForOutput()) endWhenSent();
        } catch (Throwable e) { // no memory left: this connection must not take the loop with it
            log.error("connection {} cannot be written to and is closed", connection.fd(), e);
            channel.close();
        }
    }

    private void endWhenSent() {
        ending.watchStall(connection::lastSentMicros, this::dirty);
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
        } else if (left == null) {
            ending.close();
        } else if (ending.linger()) {
            readOn();
        }
    }

    private void hold() {
        shut = held;
        if (held) {
            channel.config().setAutoRead(false);
            Valve.shut(channel.pipeline());
        } else {
            readOn();
        }
    }

    private void readOn() {
        Valve.open(channel.pipeline());
        channel.config().setAutoRead(true);
    }
}
