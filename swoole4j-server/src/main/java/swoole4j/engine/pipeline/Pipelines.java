package swoole4j.engine.pipeline;

import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;

/** Builds the pipeline of a connection and is its handle afterwards. Reactor-confined. */
public final class Pipelines {
    private final FrameHandler frames;
    private final HttpHandler http;

    /**
     * Fills {@code pipeline} for what the port speaks.
     *
     * @param protocol what ALPN chose, null without TLS or when the client offered nothing
     */
    public Pipelines(
            ChannelPipeline pipeline,
            Session session,
            PortSettings port,
            HttpSettings settings,
            @Nullable String protocol) {
        frames = new FrameHandler(session);
        RequestDecoder decoder = new RequestDecoder();
        http = new HttpHandler(session, frames, decoder, port, settings);
        if (port.http()) {
            pipeline.addLast(new TailHandler.Meter(session), decoder);
            if (settings.decompression()) pipeline.addLast(new BodyDecompressor());
            pipeline.addLast(http);
        } else {
            pipeline.addLast(new RawHandler(session));
        }
        pipeline.addLast(new TailHandler(session));
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
