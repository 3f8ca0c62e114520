package swoole4j.engine.pipeline;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.PackageReader;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;

/**
 * Builds the pipeline of a connection and is its handle afterwards: of one that speaks HTTP or WebSocket, or of one that
 * carries messages of another form. Reactor-confined.
 */
public final class Pipelines {
    private final ChannelPipeline pipeline;
    private final @Nullable FrameHandler frames;
    private final @Nullable HttpHandler http;
    private final @Nullable PackageHandler packages;

    private Pipelines(ChannelPipeline pipeline, FrameHandler frames, HttpHandler http) {
        this.pipeline = pipeline;
        this.frames = frames;
        this.http = http;
        this.packages = null;
    }

    private Pipelines(ChannelPipeline pipeline, PackageHandler packages) {
        this.pipeline = pipeline;
        this.frames = null;
        this.http = null;
        this.packages = packages;
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
        if (!port.http()) {
            var packages = new PackageHandler(session, new PackageReader(port.framing(), port.packageMaxLength()));
            pipeline.addLast(packages, new TailHandler(session));
            return new Pipelines(pipeline, packages);
        }
        FrameHandler frames = new FrameHandler(session);
        RequestDecoder decoder = new RequestDecoder();
        HttpHandler http = new HttpHandler(session, frames, decoder, port, settings);
        pipeline.addLast(new TailHandler.Meter(session));
        if (port.http2() && protocol == null) pipeline.addLast(new PrefaceDetector(session));
        pipeline.addLast(decoder);
        if (settings.decompression()) pipeline.addLast(new BodyDecompressor());
        pipeline.addLast(http, new TailHandler(session));
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

    /** Holds back what is read from here on. */
    public void shut() {
        Valve.shut(pipeline);
    }

    /** Lets through what is held back, and all that comes. */
    public void open() {
        Valve.open(pipeline);
    }

    /** Takes all out that HTTP/1 needs; the preface detector goes by itself. */
    public void clear() {
        pipeline.remove(TailHandler.Meter.class);
        pipeline.remove(RequestDecoder.class);
        if (pipeline.get(BodyDecompressor.class) != null) pipeline.remove(BodyDecompressor.class);
        pipeline.remove(http());
        pipeline.remove(TailHandler.class);
    }

    /** Returns the handler of frames; only where HTTP or WebSocket is spoken. */
    public FrameHandler frames() {
        return Objects.requireNonNull(frames);
    }

    /** Returns the handler of requests; only where HTTP or WebSocket is spoken. */
    public HttpHandler http() {
        return Objects.requireNonNull(http);
    }

    /** The response is complete: lets the next request in, where there are requests. */
    public void answered() {
        if (http != null) http.answered();
    }

    /** Tells whether a request is in work, so that what follows has to wait. */
    public boolean isBusy() {
        return http != null && http.isBusy();
    }

    /** Goes on with messages after a pause. */
    public void resume() {
        if (packages != null) packages.resume();
        if (http != null) http.resume();
        if (frames != null) frames.resume();
    }

    /** Drops what is held back, and all messages that come from here on. */
    public void discard() {
        if (packages != null) packages.discard();
        if (http != null) http.discard();
        if (frames != null) frames.discard();
    }
}
