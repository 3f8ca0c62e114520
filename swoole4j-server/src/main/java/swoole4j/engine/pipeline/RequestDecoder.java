package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Netty's request parser with the limits of Swoole, and stricter where a lenient reading lets requests be smuggled:
 * {@link HeadLines} looks at each line of a head first.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private final HeadLines lines = new HeadLines();
    private final ChunkOverhead overhead = new ChunkOverhead();
    private boolean inHead = true;
    private boolean begun;
    private boolean onlyOne;
    private boolean over;
    private boolean held;

    /** Returns a decoder that reads one request and leaves what is behind it. */
    static RequestDecoder forOne() {
        RequestDecoder decoder = new RequestDecoder();
        decoder.onlyOne = true;
        return decoder;
    }

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HeadLines.MAX)
                .setMaxHeaderSize(HeadLines.MAX)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (over || held) return;
        if (inHead) {
            begun = true;
            try {
                if (!lines.check(in)) return;
            } catch (RefusedException e) {
                refuse(in, out, e);
                return;
            }
        }
        int before = out.size();
        int from = in.readerIndex();
        boolean inBody = !inHead;
        super.decode(ctx, in, out);
        int data = 0;
        for (int i = before; i < out.size(); i++) {
            Object part = out.get(i);
            if (part instanceof HttpRequest) inHead = false;
            if (part instanceof HttpContent content) data += content.content().readableBytes();
            if (part instanceof LastHttpContent) endOfRequest();
        }
        if (inBody && !overhead.add(in.readerIndex() - from, data, out.size() - before)) {
            while (out.size() > before) ReferenceCountUtil.release(out.removeLast());
            refuse(in, out, new RefusedException(400, "too much around the data of a chunked body"));
        }
        if (inHead) overhead.reset();
    }

    private void endOfRequest() {
        inHead = true;
        begun = false;
        over = onlyOne;
        lines.reset();
    }

    /** Goes on as the parser does with what it cannot read; nobody looks at what follows. */
    private static void refuse(ByteBuf in, List<Object> out, RefusedException problem) {
        in.skipBytes(in.readableBytes());
        HttpRequest invalid = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");
        invalid.setDecoderResult(DecoderResult.failure(problem));
        out.add(invalid);
    }

    /** Leaves what comes behind the last request as it is. */
    void hold() {
        held = true;
    }

    /** Goes on with what was left; in the pipeline. */
    void goOn(ChannelHandlerContext ctx) throws Exception {
        held = false;
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
        channelReadComplete(ctx);
    }

    boolean isHeld() {
        return held;
    }

    /** Returns how many bytes were not looked at. */
    int unread() {
        return actualReadableBytes();
    }

    /** Returns the blanks behind header values of the last head. */
    TrailingBlanks trailingBlanks() {
        return lines.trailingBlanks();
    }

    /** Tells whether part of a head was read and the rest is missing. */
    boolean isHeadBegun() {
        return inHead && begun;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Transfer-Encoding with Content-Length"); // RFC 9112 6.1
    }
}
