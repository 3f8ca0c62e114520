package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.Http2Limits;

/**
 * Netty's HTTP/2 without channels per stream, put together with limits on all that a client can make it keep, and with the
 * end of the connection left to its owner. Reactor-confined.
 */
final class Codec extends Http2ConnectionHandler {
    private static final Logger log = LoggerFactory.getLogger(Codec.class);
    private static final int LONGEST_DEBUG_DATA = 1024;

    private final Http2Session session;
    private @Nullable ChannelHandlerContext context;
    private boolean failed;

    private Codec(
            Http2Session session,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        super(decoder, encoder, settings, true);
        this.session = session;
    }

    /** Makes the server's side of a connection. */
    static Http2Connection newConnection() {
        Http2Connection connection = new DefaultHttp2Connection(true, 0);
        // A body that has to wait holds its own stream back only, never the others.
        connection.local().flowController(new DefaultHttp2LocalFlowController(connection, 0.5f, true));
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        return connection;
    }

    /** Makes the codec of a connection; {@code webSockets} announces RFC 8441. */
    static Codec of(
            Http2Session session,
            Http2Connection connection,
            Http2FrameListener listener,
            Http2Limits limits,
            boolean webSockets) {
        Http2Settings settings = new Http2Settings()
                .headerTableSize(limits.headerTableSize())
                .maxConcurrentStreams(limits.maxConcurrentStreams())
                .initialWindowSize(limits.initWindowSize())
                .maxFrameSize(limits.maxFrameSize())
                .maxHeaderListSize(limits.maxHeaderListSize());
        if (webSockets) settings.connectProtocolEnabled(true);
        Http2FrameReader reader =
                new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, true, limits.maxHeaderListSize()));
        Http2ConnectionEncoder encoder =
                new CalmEncoder(new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()));
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                connection, encoder, reader, Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, true, true);
        return new Builder(session, listener, settings).build(decoder, encoder);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    /** Returns the codec's place in the pipeline. */
    ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) throw new IllegalStateException("the codec is in no pipeline");
        return ctx;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (failed) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }

    /** The owner ends the connection when the client has had a chance to read why. */
    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception violation) {
        if (failed) return;
        failed = true;
        Http2Error error = violation == null ? Http2Error.INTERNAL_ERROR : violation.error();
        if (violation == null && !(cause instanceof IOException)) {
            log.error("an HTTP/2 connection fails", cause);
        } else {
            log.debug("an HTTP/2 connection fails: {}", cause.getMessage());
        }
        goAway((int) error.code(), String.valueOf(cause.getMessage()));
        session.failed();
    }

    /** Tells whether the client broke the rules of the connection. */
    boolean hasFailed() {
        return failed;
    }

    /** Sends a GOAWAY: streams that the client has opened go on, others are refused. */
    void goAway(int code, String debug) {
        ChannelHandlerContext ctx = context();
        int last = connection().remote().lastStreamCreated();
        byte[] text = debug.getBytes(StandardCharsets.UTF_8);
        ByteBuf data = Unpooled.wrappedBuffer(text, 0, Math.min(text.length, LONGEST_DEBUG_DATA));
        try {
            connection().goAwaySent(last, code & 0xffffffffL, data);
        } catch (Http2Exception e) {
            log.debug("GOAWAY: {}", e.getMessage());
        }
        frameWriter().writeGoAway(ctx, last, code & 0xffffffffL, data, ctx.newPromise());
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Codec, Builder> {
        private final Http2Session session;

        Builder(Http2Session session, Http2FrameListener listener, Http2Settings settings) {
            this.session = session;
            frameListener(listener);
            initialSettings(settings);
            // A client that opens streams and resets them at once (CVE-2023-44487).
            decoderEnforceMaxRstFramesPerWindow(200, 30);
            decoderEnforceMaxConsecutiveEmptyDataFrames(2);
        }

        Codec build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder) {
            codec(decoder, encoder);
            return build();
        }

        @Override
        protected Codec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
            return new Codec(session, decoder, encoder, initialSettings);
        }
    }
}
