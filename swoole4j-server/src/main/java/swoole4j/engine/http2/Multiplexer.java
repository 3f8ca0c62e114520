package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DelegatingDecompressorFrameListener;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import swoole4j.engine.config.Http2Limits;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.pipeline.RefusedException;
import swoole4j.engine.pipeline.RequestBody;

/**
 * The streams of one HTTP/2 connection. What the worker wants sent is queued by {@link #add}, which coroutines that share
 * the loop's thread may call; everything else happens in the loop. Reactor-confined.
 */
public final class Multiplexer {
    private static final byte[] EMPTY = {};
    private static final long CHECK_MILLIS = 250;
    /** Requests in work whose streams the client has reset count too, or resets would buy any number of callbacks. */
    private static final int IN_WORK_PER_STREAM = 2;

    private final Http2Session session;
    private final PortSettings port;
    private final HttpSettings settings;
    private final Codec codec;
    private final Http2Connection connection;
    private final BodyBudget budget;

    private final IntObjectMap<RequestStream> requests = new IntObjectHashMap<>();
    private final Set<StreamChannel> channels = new HashSet<>(0);
    private final ArrayDeque<ToReactor> events = new ArrayDeque<>();
    private final ArrayDeque<StreamOutput> ready = new ArrayDeque<>();
    private int inWork;
    private boolean watching;
    private boolean goneAway;
    private boolean draining;
    private boolean drained;
    private boolean over;

    /** Makes the streams of a connection. */
    public Multiplexer(Http2Session session, PortSettings port, HttpSettings settings) {
        this.session = session;
        this.port = port;
        this.settings = settings;
        this.connection = Codec.newConnection();
        this.budget = new BodyBudget(2L * port.packageMaxLength());
        Http2Connection.PropertyKey key = connection.newKey();
        Http2FrameListener listener = new StreamFrames(this, connection, key);
        if (settings.decompression()) {
            listener = new DelegatingDecompressorFrameListener(connection, listener, false, 0);
        }
        this.codec = Codec.of(session, connection, listener, settings.http2(), port.websocket());
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                Inbound inbound = stream.getProperty(key);
                if (inbound != null) inbound.closed();
            }
        });
    }

    /** Returns what belongs into the pipeline. */
    public ChannelHandler codec() {
        return codec;
    }

    // ---- for the connection

    /** Queues what the worker wants; the owner calls {@link #flush} in the loop's turn. */
    public void add(ToReactor event) {
        events.add(event);
    }

    /** Writes what is queued and what windows allow. */
    public void flush() {
        if (draining && !drained) sayThatItEnds();
        for (ToReactor event; (event = events.poll()) != null; ) apply(event);
        for (StreamOutput output; (output = ready.poll()) != null; ) output.pump();
        if (!over) codec.flush(ctx());
    }

    private void apply(ToReactor event) {
        switch (event) {
            case ToReactor.StreamPart part -> {
                RequestStream stream = over ? null : requests.get(part.stream());
                if (stream == null) {
                    sent(part.size());
                } else {
                    stream.output().add(part);
                    watch();
                }
            }
            case ToReactor.StreamFile part -> {
                RequestStream stream = over ? null : requests.get(part.stream());
                if (stream == null) {
                    sent(part.size());
                } else {
                    stream.output().add(part);
                    watch();
                }
            }
            case ToReactor.StreamReset reset -> {
                if (requests.containsKey(reset.stream())) reset(reset.stream(), reset.code());
            }
            case ToReactor.Goaway goaway -> goAway(goaway.code(), goaway.debug());
            case ToReactor.Ping ping -> ping(ping.data());
            case ToReactor.Done done -> {
                inWork--;
                budget.release(done.bytes());
            }
            default -> throw new IllegalArgumentException("not for streams: " + event);
        }
    }

    private void ping(byte[] data) {
        if (over) return;
        ByteBuf eight = Unpooled.buffer(8).writeBytes(data, 0, Math.min(8, data.length));
        encoder().writePing(ctx(), false, eight.writeZero(eight.writableBytes()).readLong(), promise());
    }

    /** Tells whether all that was queued is written; before the end of a server that includes its WebSockets. */
    public boolean isIdle() {
        if (over || codec.hasFailed()) return true;
        if (!events.isEmpty()) return false;
        for (RequestStream stream : requests.values()) {
            if (!stream.output().isIdle()) return false;
        }
        return !draining || channels.stream().allMatch(StreamChannel::isOutputShutdown);
    }

    /**
     * The server is about to end: no new streams, and none whose request is not complete. {@link #flush} does it, since a
     * coroutine may call this.
     */
    public void drain() {
        draining = true;
        session.dirty();
    }

    private void sayThatItEnds() {
        drained = true;
        goAway();
        for (RequestStream stream : new ArrayList<>(requests.values())) stream.abandonUnfinished();
    }

    /** Says that the connection ends, unless that was said before; {@link #flush} sends it. */
    public void bye() {
        if (!over && !goneAway && !codec.hasFailed()) goAway((int) Http2Error.NO_ERROR.code(), "");
    }

    /** The connection is gone, and with it all streams. */
    public void abandon() {
        over = true;
        flush();
    }

    // ---- for streams

    Http2ConnectionEncoder encoder() {
        return codec.encoder();
    }

    ChannelHandlerContext ctx() {
        return codec.context();
    }

    ChannelPromise promise() {
        return ctx().newPromise();
    }

    Channel channel() {
        return ctx().channel();
    }

    BodyBudget budget() {
        return budget;
    }

    Http2Limits limits() {
        return settings.http2();
    }

    int bodyLimit() {
        return port.packageMaxLength();
    }

    long nowMicros() {
        return session.nowMicros();
    }

    RequestBody body(RequestFields fields, boolean last) throws RefusedException {
        long declared = last ? 0 : fields.length();
        String expectation = last ? null : fields.header("expect");
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw new RefusedException(417, "Expect: " + expectation);
        }
        return RequestBody.begin(fields.method(), fields.header("content-type"), declared, bodyLimit(), settings);
    }

    boolean expectsContinue(RequestFields fields) {
        return fields.header("expect") != null;
    }

    void open(Http2Stream stream, RequestStream request) {
        requests.put(stream.id(), request);
    }

    /** A stream is over. */
    void forget(int stream, boolean dispatched) {
        requests.remove(stream);
        if (dispatched) session.streamEnded(stream);
        checkFinished();
    }

    void dispatch(HttpMessage message) {
        inWork++;
        session.requested(message);
    }

    /** Tells whether callbacks of so many requests run that another one has to be refused. */
    boolean isFull() {
        return inWork >= (long) IN_WORK_PER_STREAM * settings.http2().maxConcurrentStreams();
    }

    boolean takesWebSockets() {
        return port.websocket();
    }

    /** Makes a stream a connection of its own. */
    boolean open(StreamChannel channel, HttpMessage request) {
        channels.add(channel);
        if (session.webSocketRequested(channel, request)) return true;
        channels.remove(channel);
        return false;
    }

    void forget(StreamChannel channel) {
        channels.remove(channel);
        session.dirty();
        checkFinished();
    }

    private void checkFinished() {
        if (goneAway && !draining && requests.isEmpty() && channels.isEmpty()) session.finished();
    }

    void openWindow(Http2Stream stream, int bytes) {
        if (over) return;
        try {
            if (bytes > 0 && connection.local().flowController().consumeBytes(stream, bytes)) session.dirty();
        } catch (Http2Exception e) {
            codec.onError(ctx(), true, e);
        }
    }

    void sent(long reservation) {
        session.sent(reservation);
    }

    void touch() {
        session.dirty();
    }

    void pumpLater(StreamOutput output) {
        ready.add(output);
        session.dirty();
    }

    void reset(int stream, Http2Error error) {
        reset(stream, (int) error.code());
    }

    private void reset(int stream, int code) {
        encoder().writeRstStream(ctx(), stream, code & 0xffffffffL, promise());
        session.dirty();
    }

    void answer(StreamOutput output, int stream, int status) {
        List<String> head = List.of(":status", Integer.toString(status), "content-length", "0");
        answer(output, new ToReactor.StreamPart(0, stream, head, EMPTY, List.of(), true));
    }

    /** Sends what no worker has counted as unsent. */
    void answer(StreamOutput output, ToReactor.StreamPart part) {
        sent(-part.size());
        output.add(part);
        session.dirty();
    }

    void goAway() {
        goAway((int) Http2Error.NO_ERROR.code(), "");
    }

    private void goAway(int code, String debug) {
        if (over) return;
        goneAway = true;
        codec.goAway(code, debug);
        checkFinished();
    }

    /** Looks after streams whose client is awaited, for as long as there are any. */
    void watch() {
        double seconds = settings.bodyTimeoutSeconds();
        if (watching || over || seconds == 0) return;
        watching = true;
        ctx().executor()
                .schedule(
                        () -> {
                            watching = false;
                            long since = nowMicros() - (long) (seconds * 1e6);
                            boolean more = false;
                            for (RequestStream stream : new ArrayList<>(requests.values())) {
                                stream.checkPace(since);
                                more |= stream.isWaiting();
                            }
                            if (more) watch();
                        },
                        CHECK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
