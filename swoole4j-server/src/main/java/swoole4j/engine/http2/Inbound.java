package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;

/** One stream, as the frames of its client meet it. Reactor-confined. */
sealed interface Inbound permits RequestStream, StreamChannel {
    /**
     * Data came; what is kept is copied or retained.
     *
     * @return how many of these bytes the client may send again right now
     */
    int data(ByteBuf data, int padding, boolean last) throws Http2Exception;

    /** The client's side has ended with trailers, which nobody asks for. */
    void end() throws Http2Exception;

    /** The stream is closed, by both sides or by a reset. */
    void closed();
}
