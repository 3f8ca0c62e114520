package swoole4j.client.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.websocket.DeflateParameters;

/** The end of a pipeline: turns what Netty has parsed into what a caller takes. Loop-confined. */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ClientHandler.class);
    private static final int SWITCHING_PROTOCOLS = 101;

    private enum State {
        /** Nothing may come. */
        IDLE,
        /** The head of a response is to come. */
        HEAD,
        /** The rest of an informational response is to come, then another one. */
        INFORMATION,
        /** A body is to come. */
        BODY,
        /** A WebSocket. */
        FRAMES,
        /** What comes is dropped. */
        DONE
    }

    private final Connection connection;
    private final ResponseDecoder decoder;
    private State state = State.IDLE;
    private @Nullable Expected expected;
    private @Nullable FrameSide frames;
    private boolean persistent;
    /** Only the end of the connection ends the body. */
    private boolean endsWithConnection;

    private boolean closeNotified;
    private boolean inactive;

    ClientHandler(Connection connection, ResponseDecoder decoder) {
        this.connection = connection;
        this.decoder = decoder;
    }

    /** A request goes out; false when this connection can take none any more. */
    boolean expect(Expected request) {
        if (state != State.IDLE) return false;
        expected = request;
        decoder.expect(request.method());
        state = State.HEAD;
        return true;
    }

    /** Tells whether nothing may come. */
    boolean isIdle() {
        return state == State.IDLE;
    }

    /** Nobody wants anything any more. */
    void finish() {
        state = State.DONE;
    }

    @Nullable
    ByteBuf encode(Outgoing.Frame frame) {
        FrameSide side = frames;
        return side == null ? null : side.encode(frame);
    }

    /** Goes on with frames that were held back. */
    void resume() {
        FrameSide side = frames;
        if (side == null || state != State.FRAMES) return;
        side.resume();
        if (inactive && !side.isHolding()) over();
    }

    // ---- what comes

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case ByteBuf bytes when state == State.FRAMES && frames != null -> frames.read(bytes);
            case HttpResponse response -> {
                try {
                    head(ctx, response);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }
            case HttpContent content -> {
                try {
                    content(content);
                } finally {
                    content.release();
                }
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, HttpResponse response) {
        if (state == State.IDLE) { // unasked for, so that nobody could tell what a later one answers
            state = State.DONE;
            ctx.close();
            return;
        }
        if (state != State.HEAD) return;
        if (response.decoderResult().isFailure()) {
            connection.fail(FailedException.noHttp(
                    String.valueOf(response.decoderResult().cause().getMessage())));
            return;
        }
        int status = response.status().code();
        if (status == SWITCHING_PROTOCOLS) {
            upgraded(response);
        } else if (status < 100 || status > 999) {
            connection.fail(FailedException.noHttp("status " + status));
        } else if (status < 200) {
            state = State.INFORMATION;
        } else {
            state = State.BODY;
            persistent = HttpUtil.isKeepAlive(response) && !decoder.isAmbiguous();
            endsWithConnection =
                    !HttpUtil.isTransferEncodingChunked(response) && !HttpUtil.isContentLengthSet(response);
            connection.put(Incoming.Head.of(status, response.headers(), persistent, false));
        }
    }

    private void upgraded(HttpResponse response) {
        Expected asked = expected;
        Upgrade upgrade = asked == null ? null : asked.upgrade();
        if (upgrade == null) {
            connection.fail(FailedException.noHttp("status 101 without an upgrade"));
            return;
        }
        try {
            DeflateParameters agreed = upgrade.check(response.headers());
            frames = new FrameSide(connection, upgrade.settings(), agreed);
            state = State.FRAMES;
            connection.becomesWebSocket();
            connection.put(Incoming.Head.of(SWITCHING_PROTOCOLS, response.headers(), true, true));
        } catch (FailedException e) {
            connection.fail(e);
        }
    }

    private void content(HttpContent content) {
        if (state == State.INFORMATION) {
            if (content instanceof LastHttpContent) state = State.HEAD;
            return;
        }
        if (state != State.BODY) return;
        if (content.decoderResult().isFailure()) {
            connection.fail(FailedException.noHttp(
                    String.valueOf(content.decoderResult().cause().getMessage())));
            return;
        }
        if (content.content().isReadable()) {
            connection.put(new Incoming.Piece(ByteBufUtil.getBytes(content.content())));
        }
        if (state == State.BODY && content instanceof LastHttpContent) bodyEnded();
    }

    private void bodyEnded() {
        // RFC 9112 9.8: without a closure alert nobody knows whether that was the end
        boolean secure = connection.channel().pipeline().get(SslHandler.class) != null;
        if (inactive && endsWithConnection && secure && !closeNotified) return;
        state = State.IDLE;
        connection.put(new Incoming.End(persistent && !inactive));
    }

    /** With the 101 the parser has done its work; what it holds already are frames. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (state == State.FRAMES && ctx.pipeline().context(decoder) != null) {
            ctx.pipeline().remove(decoder);
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) closeNotified = true;
        ctx.fireUserEventTriggered(event);
    }

    // ---- ends

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over();
        ctx.fireChannelInactive();
    }

    /** The connection is gone. */
    void gone() {
        inactive = true;
        connection.inactive();
    }

    private void over() {
        FrameSide side = frames;
        if (side != null && state == State.FRAMES && side.isHolding()) return; // resume() comes back here
        if (state != State.IDLE && state != State.DONE) connection.put(new Incoming.Closed());
        state = State.DONE;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("connection {} fails", connection.number(), cause);
        ctx.close();
    }
}
