package swoole4j.engine.http2;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/**
 * Limits what a client can make the server write: frames that wait because it does not read, streams that it makes the
 * server reset (CVE-2025-8671), and the table that compresses headers for it. Reactor-confined.
 */
final class CalmEncoder extends DecoratingHttp2ConnectionEncoder {
    /** More answers to PING, SETTINGS and broken streams than this do not wait for a client that does not read. */
    private static final int MOST_WAITING = 1000;

    private static final int MOST_RESETS = 200;
    private static final long RESET_WINDOW_NANOS = 30_000_000_000L;
    /** The size that every client has to cope with, whatever it offers (RFC 9113 6.5.2). */
    private static final long LARGEST_TABLE = 4096;

    private final ChannelFutureListener written = _ -> this.waiting--;
    private @Nullable Http2LifecycleManager manager;
    private int waiting;
    private int resets;
    private long windowStart = System.nanoTime();
    private boolean exceeded;

    CalmEncoder(Http2ConnectionEncoder encoder) {
        super(encoder);
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager lifecycleManager) {
        manager = lifecycleManager;
        super.lifecycleManager(lifecycleManager);
    }

    @Override
    public void remoteSettings(Http2Settings settings) throws Http2Exception {
        Long table = settings.headerTableSize();
        if (table != null && table > LARGEST_TABLE) {
            Http2Settings modest = new Http2Settings().copyFrom(settings);
            modest.headerTableSize(LARGEST_TABLE);
            super.remoteSettings(modest);
        } else {
            super.remoteSettings(settings);
        }
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        return super.writeSettingsAck(ctx, counted(ctx, promise));
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
        return super.writePing(ctx, ack, data, ack ? counted(ctx, promise) : promise);
    }

    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext ctx, int stream, long code, ChannelPromise promise) {
        boolean alive = connection().stream(stream) != null;
        boolean rightful = code == Http2Error.NO_ERROR.code() || code == Http2Error.CANCEL.code();
        if (alive && !rightful) countReset(ctx);
        return super.writeRstStream(ctx, stream, code, counted(ctx, promise));
    }

    private void countReset(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (now - windowStart > RESET_WINDOW_NANOS) {
            windowStart = now;
            resets = 0;
        }
        if (++resets > MOST_RESETS) exceed(ctx, "more than " + MOST_RESETS + " streams in 30 s had to be reset");
    }

    private ChannelPromise counted(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (waiting >= MOST_WAITING) ctx.flush();
        if (waiting >= MOST_WAITING) exceed(ctx, "more than " + MOST_WAITING + " frames wait for the client to read");
        waiting++;
        return promise.unvoid().addListener(written);
    }

    private void exceed(ChannelHandlerContext ctx, String text) {
        if (exceeded || manager == null) return;
        exceeded = true;
        manager.onError(ctx, true, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, text));
    }
}
