package swoole4j.engine.pipeline;

import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;
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
    public Pipelines(ChannelPipeline pipeline, Session session, PortSettings port, @Nullable String protocol) {
        frames = new FrameHandler(session);
        http = new HttpHandler(session, frames, port.websocket(), port.packageMaxLength());
        if (port.http()) {
            pipeline.addLast(new TailHandler.Meter(session), new RequestDecoder(), http);
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
