package swoole4j.client.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.ByteSink;

/** The streams of one connection. Loop-confined, but for what only tells. */
final class Http2Streams extends Http2ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(Http2Streams.class);
    private static final int TOO_LARGE = -1;

    private final Http2Connection connection;
    private final int bodyLimit;
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final Map<Long, Awaited<Integer>> pings = new HashMap<>();
    private final ArrayDeque<Held> heldBack = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private long pingNumber;
    /** Bytes of bodies that are not complete. */
    private long collected;

    private volatile int serverLastStreamId;
    private volatile boolean goingAway;
    private volatile boolean holdingBack;
    private volatile Map<String, Object> remoteSettings = Map.of();
    private volatile long remoteMaxStreams = Long.MAX_VALUE;

    /** What is known of one. */
    private static final class Stream {
        final Http2FrameStream frames;
        final boolean pieces;
        boolean requestEnded;
        int status;
        List<Map.Entry<String, String>> fields = List.of();
        final ByteSink body = new ByteSink(256);

        Stream(Http2FrameStream frames, boolean pieces, boolean requestEnded) {
            this.frames = frames;
            this.pieces = pieces;
            this.requestEnded = requestEnded;
        }
    }

    private record Held(Http2FrameStream stream, int bytes) {}

    Http2Streams(Http2Connection connection, int bodyLimit) {
        this.connection = connection;
        this.bodyLimit = bodyLimit;
    }

    // ---- what is asked from outside

    boolean isOpen(int id) {
        return open.contains(id);
    }

    int count() {
        return open.size();
    }

    int serverLastStreamId() {
        return serverLastStreamId;
    }

    boolean isGoingAway() {
        return goingAway;
    }

    boolean isHoldingBack() {
        return holdingBack;
    }

    Map<String, Object> remoteSettings() {
        return remoteSettings;
    }

    long remoteMaxStreams() {
        return remoteMaxStreams;
    }

    // ---- what this side does

    void opened(Http2FrameStream stream, boolean pieces, boolean requestEnded) {
        streams.put(stream.id(), new Stream(stream, pieces, requestEnded));
        open.add(stream.id());
    }

    /** Returns a stream whose request goes on, or null. */
    @Nullable
    Http2FrameStream writable(int id, boolean end) {
        Stream stream = streams.get(id);
        if (stream == null || stream.requestEnded) return null;
        stream.requestEnded = end;
        return stream.frames;
    }

    /** Nobody wants its response. */
    void reset(Http2FrameStream stream) {
        Stream known = streams.get(stream.id());
        if (known != null) forget(known);
        ChannelHandlerContext ctx = context;
        if (ctx != null) ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
    }

    long awaitPing(Awaited<Integer> answered) {
        pings.put(++pingNumber, answered);
        return pingNumber;
    }

    /** Gives the server the window that was held back. */
    void goOn() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) return;
        for (Held held; connection.hasRoom() && (held = heldBack.poll()) != null; ) update(ctx, held);
        holdingBack = !heldBack.isEmpty();
        ctx.flush();
    }

    private static void update(ChannelHandlerContext ctx, Held held) {
        ctx.write(new DefaultHttp2WindowUpdateFrame(held.bytes).stream(held.stream));
    }

    // ---- what comes

    @Override
    protected void handlerAdded0(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        try {
            switch (frame) {
                case Http2HeadersFrame headers -> headers(headers);
                case Http2DataFrame data -> data(ctx, data);
                case Http2ResetFrame reset -> reset(reset);
                case Http2GoAwayFrame goAway -> goAway(goAway);
                case Http2SettingsFrame settings -> settings(settings.settings());
                case Http2PingFrame ping
                when ping.ack() -> {
                    Awaited<Integer> waiting = pings.remove(ping.content());
                    if (waiting != null) waiting.succeed(0);
                }
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    private void headers(Http2HeadersFrame frame) {
        Stream stream = streams.get(frame.stream().id());
        if (stream == null) return;
        if (stream.status == 0) {
            int status = status(frame);
            if (status < 200) {
                if (frame.isEndStream()) ended(stream, (int) Http2Error.PROTOCOL_ERROR.code());
                return; // informational; another head follows
            }
            stream.status = status;
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            frame.headers().forEach(field -> {
                if (field.getKey().isEmpty() || field.getKey().charAt(0) == ':') return;
                fields.add(Map.entry(field.getKey().toString(), field.getValue().toString()));
            });
            stream.fields = fields;
            if (stream.pieces && !frame.isEndStream()) {
                connection.put(new StreamPart(stream.frames.id(), status, fields, new byte[0], false, 0));
            }
        }
        if (frame.isEndStream()) ended(stream, 0);
    }

    private static int status(Http2HeadersFrame frame) {
        CharSequence status = frame.headers().status();
        if (status == null || status.length() != 3) return 0;
        for (int i = 0; i < 3; i++) {
            if (status.charAt(i) < '0' || status.charAt(i) > '9') return 0;
        }
        return Integer.parseInt(status, 0, 3, 10);
    }

    private void data(ChannelHandlerContext ctx, Http2DataFrame frame) {
        Held window = new Held(frame.stream(), frame.initialFlowControlledBytes());
        Stream stream = streams.get(frame.stream().id());
        if (stream == null) {
            if (window.bytes > 0) update(ctx, window);
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        boolean end = frame.isEndStream();
        if (stream.pieces) {
            if (bytes.length > 0 || end) {
                connection.put(new StreamPart(stream.frames.id(), stream.status, stream.fields, bytes, end, 0));
            }
            if (end) forget(stream);
        } else if (bytes.length > bodyLimit - collected) {
            ended(stream, TOO_LARGE);
            ctx.write(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(frame.stream()));
        } else {
            stream.body.append(bytes);
            collected += bytes.length;
            if (end) ended(stream, 0);
        }
        if (window.bytes == 0) return;
        if (connection.hasRoom()) {
            update(ctx, window);
        } else {
            heldBack.add(window);
            holdingBack = true;
            if (connection.hasRoom()) goOn(); // all was taken before anybody could see that something is held back
        }
    }

    private void ended(Stream stream, int error) {
        forget(stream);
        byte[] body = stream.pieces || error != 0 ? new byte[0] : stream.body.toByteArray();
        connection.put(new StreamPart(stream.frames.id(), stream.status, stream.fields, body, true, error));
    }

    private void forget(Stream stream) {
        streams.remove(stream.frames.id());
        open.remove(stream.frames.id());
        if (!stream.pieces) collected -= stream.body.length();
    }

    private void reset(Http2ResetFrame frame) {
        Stream stream = streams.get(frame.stream().id());
        if (stream != null) ended(stream, Math.toIntExact(Math.min(frame.errorCode(), Integer.MAX_VALUE)));
    }

    /** Streams behind the last one that the server takes were not processed (RFC 9113 6.8). */
    private void goAway(Http2GoAwayFrame frame) {
        goingAway = true;
        serverLastStreamId = frame.lastStreamId();
        int error = (int) Http2Error.REFUSED_STREAM.code();
        for (Stream stream : List.copyOf(streams.values())) {
            if (stream.frames.id() > frame.lastStreamId()) ended(stream, error);
        }
    }

    private void settings(Http2Settings settings) {
        Map<String, Object> shown = new LinkedHashMap<>(remoteSettings);
        put(shown, "header_table_size", settings.headerTableSize());
        put(shown, "initial_window_size", settings.initialWindowSize());
        put(shown, "max_concurrent_streams", settings.maxConcurrentStreams());
        put(shown, "max_frame_size", settings.maxFrameSize());
        put(shown, "max_header_list_size", settings.maxHeaderListSize());
        remoteSettings = shown;
        Long most = settings.maxConcurrentStreams();
        if (most != null) remoteMaxStreams = most;
    }

    private static void put(Map<String, Object> shown, String name, @Nullable Number value) {
        if (value != null) shown.put(name, value.longValue());
    }

    // ---- ends

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        for (Awaited<Integer> ping : pings.values()) ping.fail(FailedException.reset());
        pings.clear();
        streams.clear();
        open.clear();
        connection.inactive();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("an HTTP/2 connection fails", cause);
        if (cause instanceof Http2FrameStreamException ofStream) {
            Stream stream = streams.get(ofStream.stream().id());
            if (stream != null) ended(stream, (int) ofStream.error().code());
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(ofStream.error()).stream(ofStream.stream()));
        } else {
            ctx.close();
        }
    }
}
