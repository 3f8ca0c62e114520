package swoole4j.engine.pipeline;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;

/**
 * Joins what Netty's decoder found into whole requests, and hands over one at a time: the next request waits until the
 * one before is answered, and the news that there will be no more waits behind it. An upgrade request ends HTTP on its connection at once, so that early frames are kept as they are.
 */
public final class HttpHandler extends ChannelInboundHandlerAdapter {
    private final Session session;
    private final FrameHandler frames;
    private final RequestDecoder decoder;
    private final PortSettings port;
    private final HttpSettings settings;

    private final ArrayDeque<HttpMessage> waiting = new ArrayDeque<>(0);
    private final HeldEnd end = new HeldEnd();
    private @Nullable HttpMessage upgrade;
    private @Nullable HttpRequest head;
    private List<String> headers = List.of();
    private @Nullable RequestBody body;
    private @Nullable ChannelHandlerContext context;
    private boolean busy;
    private boolean refused;
    private int refusal;
    private boolean continueWanted;
    /** Since when a head or a piece of a body is awaited, in microseconds; 0 when none is. */
    private long awaitedSince;

    HttpHandler(
            Session session, FrameHandler frames, RequestDecoder decoder, PortSettings port, HttpSettings settings) {
        this.session = session;
        this.frames = frames;
        this.decoder = decoder;
        this.port = port;
        this.settings = settings;
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
        if (last != null) {
            session.upgradeRequested(last);
        } else if (refusal != 0) {
            session.refused(refusal);
        } else {
            busy = false;
            sendContinue();
        }
    }

    /** The upgrade request, which was the last one, is answered. */
    public void upgraded() {
        busy = false;
        ChannelHandlerContext ctx = context;
        if (ctx != null && !ctx.isRemoved()) leave(ctx);
    }

    /** Reading goes on. */
    void resume() {
        if (decoder.isHeld() && !busy) readOn();
        if (!holds()) end.release();
    }

    /** What looked like a request for a WebSocket was answered like any other: there may be more behind it. */
    private void readOn() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || ctx.isRemoved()) return;
        try {
            decoder.goOn(ctx.pipeline().context(decoder));
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private boolean holds() {
        return busy && (!waiting.isEmpty() || refusal != 0 || (decoder.isHeld() && decoder.unread() > 0));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Tells whether a request is in work, so that reading can wait. */
    public boolean isBusy() {
        return busy;
    }

    /** Refuses a request that comes too slowly, when one does; false when none is under way. */
    public boolean checkPace(long nowMicros) {
        if (awaitedSince == 0 || refused) return false;
        double limit = head == null ? settings.headerTimeoutSeconds() : settings.bodyTimeoutSeconds();
        if (busy) awaitedSince = nowMicros; // reading pauses: it is not the peer that is slow
        if (limit == 0 || nowMicros - awaitedSince < limit * 1e6) return true;
        refuse(408);
        return false;
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
            RequestBody rest = body;
            if (part instanceof HttpContent content && rest != null) {
                if (content.content().isReadable()) {
                    continueWanted = false;
                    rest.add(content.content());
                }
                if (part instanceof LastHttpContent) complete(ctx, rest);
            }
        } catch (RefusedException e) {
            refuse(e.status());
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        end.pass(ctx, event, holds());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (head != null || decoder.isHeadBegun()) {
            awaited();
            if (!busy) sendContinue();
        }
        ctx.fireChannelReadComplete();
    }

    /** A head has its time from its first byte on, a body from one piece to the next. */
    private void awaited() {
        if (awaitedSince == 0) session.slow();
        if (awaitedSince == 0 || head != null) awaitedSince = session.nowMicros();
    }

    private void sendContinue() {
        if (!continueWanted) return;
        continueWanted = false;
        session.continues();
    }

    private void begin(HttpRequest request) throws RefusedException {
        awaitedSince = 0;
        RequestHead.check(request);
        long length = RequestHead.length(request);
        boolean expects = RequestHead.expectsContinue(request);
        body = RequestBody.begin(
                request.method().name(), RequestHead.contentType(request), length, port.packageMaxLength(), settings);
        continueWanted = expects && length != 0;
        headers = headers(request);
        head = request;
    }

    /** Blanks behind a value belong to it in Swoole, not in RFC 9110 5.5. */
    private List<String> headers(HttpRequest request) {
        List<String> all = RequestHead.headers(request);
        if (settings.strict()) {
            decoder.trailingBlanks().clear();
        } else {
            decoder.trailingBlanks().restore(all);
        }
        return all;
    }

    private void complete(ChannelHandlerContext ctx, RequestBody whole) {
        HttpRequest request = head;
        if (request == null) return;
        HttpMessage message = new HttpMessage(
                request.method().name(),
                request.uri(),
                request.protocolVersion().text(),
                0,
                HttpUtil.isKeepAlive(request),
                headers,
                whole.bytes(),
                whole.finish());
        head = null;
        body = null;
        awaitedSince = 0;
        boolean upgrades = port.websocket() && WebSocketHandshake.isUpgrade(message.joined("Upgrade"));
        if (upgrades && !port.dialogs()) {
            endHttp(ctx, message);
            return;
        }
        if (upgrades) {
            decoder.hold(); // whose bytes follow is not known yet
            session.heldBack();
        }
        if (busy) {
            waiting.add(message);
            session.heldBack();
        } else {
            busy = true;
            session.requested(message);
        }
    }

    /** The decoder hands what it did not look at to the frame handler when it is removed. */
    private void leave(ChannelHandlerContext ctx) {
        ctx.pipeline().addAfter(ctx.name(), null, frames);
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(TailHandler.Meter.class);
        ctx.pipeline().remove(decoder);
    }

    private void endHttp(ChannelHandlerContext ctx, HttpMessage request) {
        leave(ctx);
        if (busy) {
            upgrade = request;
        } else {
            busy = true;
            session.upgradeRequested(request);
        }
    }

    /** The answers to the requests before it come first. */
    private void refuse(int status) {
        refused = true;
        giveUp();
        refusal = status;
        if (!busy) session.refused(status);
    }

    private void giveUp() {
        head = null;
        awaitedSince = 0;
        RequestBody unfinished = body;
        body = null;
        if (unfinished != null) unfinished.discard();
    }

    /** Nobody will ask for what waits, nor for what comes. */
    void discard() {
        refused = true;
        giveUp();
        waiting.forEach(HttpMessage::discard);
        waiting.clear();
        end.release();
    }

    private int status(Throwable cause) {
        if (cause instanceof RefusedException refusal) return refusal.status();
        if (head != null) return 400; // it is about chunks and trailers
        if (cause instanceof TooLongHttpLineException) return 414;
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) return 431;
        return 400;
    }
}
