package swoole4j.client.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.coroutine.Suspension;

/**
 * One HTTP/2 connection. Callers hand over requests and take responses of any stream; the loop does the rest. Any thread,
 * but for the methods that say otherwise.
 */
public final class Http2Connection {
    /** So much may wait to be taken before the server gets no more window. */
    private static final int MOST_HELD = 4 * 1024 * 1024;

    private final Channel channel;
    private final Http2Streams streams;
    private final Inbox<StreamPart> inbox = new Inbox<>();
    private final Waiters waiters = new Waiters();
    private final AtomicLong unsent = new AtomicLong();
    private final ClientSettings settings;
    private volatile boolean ended;
    private volatile int lastStreamId;

    private Http2Connection(Channel channel, ClientSettings settings) {
        this.channel = channel;
        this.settings = settings;
        this.streams = new Http2Streams(this, settings.bodyLimit());
    }

    /** Adds one to the pipeline of a channel, in the loop. */
    static Http2Connection on(Channel channel, ClientSettings settings) {
        ClientSettings.Http2 own = settings.http2();
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .headerTableSize(own.headerTableSize())
                        .initialWindowSize(own.initialWindowSize())
                        .maxFrameSize(own.maxFrameSize())
                        .maxHeaderListSize(own.maxHeaderListSize()))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        Http2Connection connection = new Http2Connection(channel, settings);
        channel.pipeline().addLast(codec, connection.streams);
        return connection;
    }

    /** Tells whether it can be used. */
    public boolean isOpen() {
        return !ended && channel.isActive();
    }

    /** Returns the number of the socket. */
    public int number() {
        return channel instanceof UnixChannel unix
                ? unix.fd().intValue()
                : channel.id().hashCode() & 0xffff;
    }

    /** Tells whether a stream is open. */
    public boolean isStreamOpen(int id) {
        return streams.isOpen(id);
    }

    /** Returns the last stream that the server has taken, 0 before it has said so. */
    public int serverLastStreamId() {
        return streams.serverLastStreamId();
    }

    /** Returns what is told of it, by Swoole's names. */
    public Map<String, Object> stats() {
        ClientSettings.Http2 own = settings.http2();
        Map<String, Object> local = new LinkedHashMap<>();
        local.put("header_table_size", (long) own.headerTableSize());
        local.put("initial_window_size", (long) own.initialWindowSize());
        local.put("max_concurrent_streams", (long) own.maxConcurrentStreams());
        local.put("max_frame_size", (long) own.maxFrameSize());
        local.put("max_header_list_size", (long) own.maxHeaderListSize());
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("current_stream_id", lastStreamId);
        stats.put("last_stream_id", serverLastStreamId());
        stats.put("local_settings", local);
        stats.put("remote_settings", streams.remoteSettings());
        stats.put("active_stream_num", streams.count());
        return stats;
    }

    // ---- sending

    /**
     * Begins a request.
     *
     * @param fields pseudo header fields first
     * @param body what is there of the body, empty for nothing
     * @param end whether that is all
     * @param pieces whether the response is wanted as it comes
     * @return the stream
     * @throws FailedException when it cannot be sent
     */
    public int send(List<Map.Entry<String, String>> fields, byte[] body, boolean end, boolean pieces, Deadline deadline)
            throws FailedException {
        Awaited<Integer> begun = new Awaited<>();
        unsent.addAndGet(body.length);
        if (!execute(() -> begin(fields, body, end, pieces, begun))) unsent.addAndGet(-body.length);
        return begun.get(deadline);
    }

    private void begin(
            List<Map.Entry<String, String>> fields, byte[] body, boolean end, boolean pieces, Awaited<Integer> begun) {
        FailedException refusal = refusal();
        if (refusal != null) {
            sent(body.length);
            begun.fail(refusal);
            return;
        }
        DefaultHttp2Headers headers = new DefaultHttp2Headers();
        for (Map.Entry<String, String> field : fields) headers.add(field.getKey(), field.getValue());
        Http2FrameStream stream = streams.newStream();
        boolean alone = end && body.length == 0;
        channel.write(new DefaultHttp2HeadersFrame(headers, alone).stream(stream));
        if (stream.id() <= 0) {
            sent(body.length);
            begun.fail(failed(SwooleError.HTTP2_STREAM_ID_TOO_BIG));
            return;
        }
        lastStreamId = stream.id();
        streams.opened(stream, pieces, end);
        if (!alone && (body.length > 0 || end)) {
            write(stream, body, end);
        }
        channel.flush();
        if (!begun.succeed(stream.id())) streams.reset(stream);
    }

    private @Nullable FailedException refusal() {
        if (ended || !channel.isActive()) return failed(SwooleError.CLIENT_NO_CONNECTION);
        if (streams.isGoingAway()) return failed(SwooleError.SESSION_CLOSING);
        int most = (int) Math.min(settings.http2().maxConcurrentStreams(), streams.remoteMaxStreams());
        // nobody takes what has come: then no more should come
        boolean full = streams.count() >= most || inbox.held() > settings.bodyLimit();
        return full ? failed(SwooleError.HTTP2_TOO_MANY_STREAMS) : null;
    }

    static FailedException failed(SwooleError error) {
        return FailedException.answer(error, error.text());
    }

    /**
     * Goes on with a request.
     *
     * @throws FailedException when it cannot be sent, or there is no room in time
     */
    public void write(int id, byte[] data, boolean end, Deadline deadline) throws FailedException {
        Suspension how = waiters.await(() -> unsent.get() < settings.sendLimit() || ended, deadline);
        if (how != Suspension.DONE) throw FailedException.sending(how);
        Awaited<Integer> written = new Awaited<>();
        unsent.addAndGet(data.length);
        boolean begun = execute(() -> {
            Http2FrameStream stream = streams.writable(id, end);
            if (stream == null || !channel.isActive()) {
                sent(data.length);
                written.fail(failed(SwooleError.HTTP2_STREAM_NOT_FOUND));
                return;
            }
            write(stream, data, end);
            channel.flush();
            written.succeed(id);
        });
        if (!begun) {
            unsent.addAndGet(-data.length);
            throw failed(SwooleError.CLIENT_NO_CONNECTION);
        }
        written.get(deadline);
    }

    private void write(Http2FrameStream stream, byte[] data, boolean end) {
        channel.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(data), end).stream(stream))
                .addListener((ChannelFutureListener) _ -> sent(data.length));
    }

    private void sent(int bytes) {
        unsent.addAndGet(-bytes);
        waiters.wake();
    }

    /** Announces the end. */
    public void goaway(int code, byte[] debug) {
        execute(() -> channel.writeAndFlush(new DefaultHttp2GoAwayFrame(code, Unpooled.wrappedBuffer(debug))));
    }

    /**
     * Asks whether the server is there.
     *
     * @throws FailedException when it does not answer in time
     */
    public void ping(Deadline deadline) throws FailedException {
        Awaited<Integer> answered = new Awaited<>();
        boolean begun = execute(() -> {
            long content = streams.awaitPing(answered);
            channel.writeAndFlush(new DefaultHttp2PingFrame(content));
        });
        if (!begun) throw failed(SwooleError.CLIENT_NO_CONNECTION);
        answered.get(deadline);
    }

    // ---- receiving

    /**
     * Takes what comes next.
     *
     * @throws FailedException when nothing comes in time
     */
    public StreamPart take(Deadline deadline) throws FailedException {
        Suspension how = inbox.await(deadline);
        if (how != Suspension.DONE) throw FailedException.waiting(how);
        StreamPart part = inbox.poll();
        if (part == null) throw new IllegalStateException("somebody else has taken it");
        if (streams.isHoldingBack() && hasRoom()) execute(streams::goOn);
        return part;
    }

    /** Puts what has come, in the loop. */
    void put(StreamPart part) {
        inbox.put(part);
    }

    boolean hasRoom() {
        return inbox.held() < MOST_HELD;
    }

    // ---- ends

    /** The channel has ended, in the loop. */
    void inactive() {
        ended = true;
        inbox.put(StreamPart.END);
        waiters.wake();
    }

    /** Closes it. */
    public void close() {
        ended = true;
        execute(() -> channel.close());
        waiters.wake();
    }

    private boolean execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException _) { // the loop has ended, and all its channels with it
            ended = true;
            inbox.put(StreamPart.END);
            return false;
        }
    }
}
