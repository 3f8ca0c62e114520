package swoole4j.engine.pipeline;

import swoole4j.core.framing.FramingException;
import swoole4j.core.websocket.ProtocolException;
import swoole4j.engine.link.HttpMessage;

/** What handlers tell the connection they belong to. Reactor-confined. */
public interface Session extends Ends {
    /** A message came, or bytes on a port without a protocol; false pauses reading until {@link Pipelines#resume}. */
    boolean received(byte[] data);

    /** The peer sent what is no message in the port's form. */
    void misframed(FramingException failure);

    /** A complete request came and the one before is answered. */
    void requested(HttpMessage request);

    /** A complete request for a WebSocket came; the pipeline takes no more HTTP from here on. */
    void upgradeRequested(HttpMessage request);

    /** Something came that cannot be looked at yet; reading should pause until the next answer. */
    void heldBack();

    /** The client waits for a 100 before it sends its body. */
    void continues();

    /** Part of a request came; {@link HttpHandler#checkPace} wants to be called from time to time. */
    void slow();

    /** Returns the time in microseconds. */
    long nowMicros();

    /** What came is no HTTP request that can be served; {@code status} says why. */
    void refused(int status);

    /** A message came; false pauses reading until {@link Pipelines#resume}. */
    boolean message(int opcode, int flags, byte[] payload, boolean ascii);

    /** A control frame came; false pauses reading until {@link Pipelines#resume}. */
    boolean control(int opcode, int flags, byte[] payload);

    /** The peer broke RFC 6455. */
    void violated(ProtocolException violation);

    /** The client speaks HTTP/2; the handlers it needs are to take the place of those before (RFC 9113 3.3). */
    void http2();
}
