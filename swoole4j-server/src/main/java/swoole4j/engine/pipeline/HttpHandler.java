package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.link.HttpMessage;

/**
 * Joins what Netty's decoder found into whole requests, and hands over one at a time: the next request waits until the
 * one before is answered. An upgrade request ends HTTP on its connection at once, so that early frames are kept as they are.
 */
public final class HttpHandler extends ChannelInboundHandlerAdapter {
    private static final byte[] EMPTY = {};

    private final Session session;
    private final FrameHandler frames;
    private final boolean websocket;
    private final int limit;

    private final ArrayDeque<HttpMessage> waiting = new ArrayDeque<>(0);
    private @Nullable HttpMessage upgrade;
    private @Nullable HttpRequest head;
    private byte[] body = EMPTY;
    private int bodyLength;
    private boolean busy;
    private boolean refused;

    HttpHandler(Session session, FrameHandler frames, boolean websocket, int limit) {
        this.session = session;
        this.frames = frames;
        this.websocket = websocket;
        this.limit = limit;
    }

    /** The request in work is answered: hands over the next one. */
    public void answered() {
        HttpMessage next = waiting.poll();
        if (next != null) {
            session.requested(next);
            return;
        }
        HttpMessage last = upgrade;
        upgrade = null;
        if (last == null) {
            busy = false;
        } else {
            session.upgradeRequested(last);
        }
    }

    /** The upgrade request, which was the last one, is answered. */
    public void upgraded() {
        busy = false;
    }

    /** Tells whether a request is in work, so that reading can wait. */
    public boolean isBusy() {
        return busy;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (refused || !(msg instanceof HttpObject part)) return;
            if (part.decoderResult().isFailure()) {
                refuse(status(part.decoderResult().cause()));
                return;
            }
            if (part instanceof HttpRequest request) begin(request);
            if (part instanceof HttpContent content && head != null) add(content.content());
            if (part instanceof LastHttpContent && head != null) complete(ctx);
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void begin(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            refuse(400); // RFC 9112 3.2
        } else if (HttpUtil.getContentLength(request, 0L) > limit) {
            refuse(413);
        } else {
            head = request;
        }
    }

    private void add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more == 0) return;
        if (more > limit - bodyLength) {
            refuse(413);
            return;
        }
        if (body.length < bodyLength + more) {
            body = Arrays.copyOf(body, Math.max(bodyLength + more, Math.min(limit, 2 * bodyLength)));
        }
        piece.readBytes(body, bodyLength, more);
        bodyLength += more;
    }

    private void complete(ChannelHandlerContext ctx) {
        HttpRequest request = head;
        if (request == null) return;
        HttpMessage message = new HttpMessage(
                request.method().name(),
                request.uri(),
                request.protocolVersion().text(),
                0,
                HttpUtil.isKeepAlive(request),
                headers(request),
                bodyLength == body.length ? body : Arrays.copyOf(body, bodyLength),
                null);
        head = null;
        body = EMPTY;
        bodyLength = 0;
        if (websocket && WebSocketHandshake.isUpgrade(message.joined("Upgrade"))) {
            endHttp(ctx, message);
        } else if (busy) {
            waiting.add(message);
            session.heldBack();
        } else {
            busy = true;
            session.requested(message);
        }
    }

    /** The decoder hands what it did not look at to the frame handler when it is removed. */
    private void endHttp(ChannelHandlerContext ctx, HttpMessage request) {
        ctx.pipeline().addAfter(ctx.name(), null, frames);
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(TailHandler.Meter.class);
        ctx.pipeline().remove(RequestDecoder.class);
        if (busy) {
            upgrade = request;
        } else {
            busy = true;
            session.upgradeRequested(request);
        }
    }

    private void refuse(int status) {
        refused = true;
        head = null;
        body = EMPTY;
        session.refused(status);
    }

    private static List<String> headers(HttpRequest request) {
        List<String> flat = new ArrayList<>(2 * request.headers().size());
        for (Map.Entry<String, String> header : request.headers()) {
            flat.add(header.getKey());
            flat.add(header.getValue());
        }
        return flat;
    }

    private static int status(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) return 414;
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) return 431;
        return 400;
    }
}
