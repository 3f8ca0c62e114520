package swoole4j.engine.http2;

import io.netty.channel.Channel;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.pipeline.Ends;

/** What the streams of a connection tell the connection they belong to. Reactor-confined. */
public interface Http2Session extends Ends {
    /** A complete request came. */
    void requested(HttpMessage request);

    /** The stream of a request is over: nothing more is sent for it. */
    void streamEnded(int stream);

    /** A stream asks for a WebSocket (RFC 8441); false when there is no room for another connection. */
    boolean webSocketRequested(Channel stream, HttpMessage request);

    /** So many reserved bytes are with the kernel, or were dropped. */
    void sent(long reservation);

    /** Something has to be written in the loop's next turn. */
    void dirty();

    /** The client broke the rules of the connection; a GOAWAY says so and nothing more is read. */
    void failed();

    /** The last stream behind a GOAWAY has ended. */
    void finished();

    /** Returns the time in microseconds. */
    long nowMicros();
}
