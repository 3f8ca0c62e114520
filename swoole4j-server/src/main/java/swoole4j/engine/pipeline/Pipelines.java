package swoole4j.engine.pipeline;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;

/** Builds the pipeline of a connection and is its handle afterwards. Reactor-confined. */
public final class Pipelines {
    private final ChannelPipeline pipeline;
    private final FrameHandler frames;
    private final HttpHandler http;

    private Pipelines(ChannelPipeline pipeline, FrameHandler frames, HttpHandler http) {
        this.pipeline = pipeline;
        this.frames = frames;
        this.http = http;
    }

    /**
     * Fills {@code pipeline} for what the port speaks.
     *
     * @param protocol what ALPN chose, null without TLS or when the client offered nothing
     */
    public static Pipelines ofPort(
            ChannelPipeline pipeline,
            Session session,
            PortSettings port,
            HttpSettings settings,
            @Nullable String protocol) {
        FrameHandler frames = new FrameHandler(session);
        RequestDecoder decoder = new RequestDecoder();
        HttpHandler http = new HttpHandler(session, frames, decoder, port, settings);
        if (port.http()) {
            pipeline.addLast(new TailHandler.Meter(session));
            if (port.http2() && protocol == null) pipeline.addLast(new PrefaceDetector(session));
            pipeline.addLast(decoder);
            if (settings.decompression()) pipeline.addLast(new BodyDecompressor());
            pipeline.addLast(http);
        } else {
            pipeline.addLast(new RawHandler(session));
        }
        pipeline.addLast(new TailHandler(session));
        return new Pipelines(pipeline, frames, http);
    }

    /** Fills the pipeline of a stream that is to become a WebSocket: there is nothing but frames. */
    public static Pipelines ofStream(
            ChannelPipeline pipeline, Session session, PortSettings port, HttpSettings settings) {
        FrameHandler frames = new FrameHandler(session);
        pipeline.addLast(frames, new TailHandler(session));
        return new Pipelines(pipeline, frames, new HttpHandler(session, frames, new RequestDecoder(), port, settings));
    }

    /** Fills the pipeline of a connection whose client speaks HTTP/2. */
    public static void http2(ChannelPipeline pipeline, ChannelHandler codec, Ends session) {
        pipeline.addLast(new TailHandler.Meter(session), codec, new TailHandler(session));
    }

    /** Holds back what is read from here on, decrypted where that is due. */
    public void shut() {
        Valve valve = pipeline.get(Valve.class);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (valve != null) {
            valve.shut();
        } else if (tls == null) {
            pipeline.addFirst(new Valve());
        } else {
            pipeline.addAfter(tls.name(), null, new Valve());
        }
    }

    /** Lets through what is held back, and all that comes. */
    public void open() {
        ChannelHandlerContext valve = pipeline.context(Valve.class);
        if (valve != null) ((Valve) valve.handler()).open(valve);
    }

    /** Takes all out that HTTP/1 needs; the preface detector goes by itself. */
    public void clear() {
        pipeline.remove(TailHandler.Meter.class);
        pipeline.remove(RequestDecoder.class);
        if (pipeline.get(BodyDecompressor.class) != null) pipeline.remove(BodyDecompressor.class);
        pipeline.remove(http);
        pipeline.remove(TailHandler.class);
    }

    /** Returns the handler of frames. */
    public FrameHandler frames() {
        return frames;
    }

    /** Returns the handler of requests. */
    public HttpHandler http() {
        return http;
    }
}
