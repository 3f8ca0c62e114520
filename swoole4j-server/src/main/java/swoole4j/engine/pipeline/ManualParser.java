package swoole4j.engine.pipeline;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.FramingException;
import swoole4j.core.websocket.ProtocolException;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;

/** Parses one request that does not come over a connection, by the handlers that serve connections. For one thread. */
public final class ManualParser {
    private final Capture capture = new Capture();
    private final RequestDecoder decoder = RequestDecoder.forOne();
    private final HttpHandler handler;
    private final EmbeddedChannel channel;

    /** Creates a parser. */
    public ManualParser(PortSettings port, HttpSettings settings) {
        handler = new HttpHandler(capture, new FrameHandler(capture), decoder, port, settings);
        channel = new EmbeddedChannel(decoder, handler);
    }

    /** Returns the request, or null until it is complete. */
    public @Nullable HttpMessage request() {
        return capture.request;
    }

    /** Parses some more and returns how many bytes belong to the request: none once it is complete or refused. */
    public int parse(byte[] data) {
        if (capture.request != null || capture.refused) return 0;
        channel.writeInbound(Unpooled.wrappedBuffer(data));
        if (capture.refused) return 0;
        int left = capture.request == null ? 0 : decoder.unread();
        if (capture.request != null) channel.close();
        return data.length - left;
    }

    /** Gives up what is not complete and deletes what was uploaded; nobody uses the request any more. */
    public void discard() {
        handler.discard();
        channel.close();
        if (capture.request != null) capture.request.discard();
    }

    /** Takes what the handlers find. */
    private static final class Capture implements Session {
        private @Nullable HttpMessage request;
        private boolean refused;

        @Override
        public void requested(HttpMessage message) {
            request = message;
        }

        @Override
        public void refused(int status) {
            refused = true;
        }

        @Override
        public void upgradeRequested(HttpMessage message) {
            request = message;
        }

        @Override
        public boolean received(byte[] data) {
            throw new IllegalStateException("not a port without HTTP");
        }

        @Override
        public void misframed(FramingException failure) {
            throw new IllegalStateException("not a port without HTTP");
        }

        @Override
        public boolean message(int opcode, int flags, byte[] payload, boolean ascii) {
            throw new IllegalStateException("not a WebSocket");
        }

        @Override
        public boolean control(int opcode, int flags, byte[] payload) {
            throw new IllegalStateException("not a WebSocket");
        }

        @Override
        public void violated(ProtocolException violation) {
            throw new IllegalStateException("not a WebSocket");
        }

        @Override
        public void heldBack() {
            // There is nothing to pause.
        }

        @Override
        public void continues() {
            // Nobody waits.
        }

        @Override
        public void slow() {
            // It may take as long as it wants.
        }

        @Override
        public long nowMicros() {
            return 1;
        }

        @Override
        public void http2() {
            throw new IllegalStateException("not a port with HTTP/2");
        }

        @Override
        public void inputEnded() {
            // It has no end.
        }

        @Override
        public void ended() {
            // Nobody is to be told.
        }

        @Override
        public void bytesRead(int count) {
            // Nobody counts.
        }
    }
}
