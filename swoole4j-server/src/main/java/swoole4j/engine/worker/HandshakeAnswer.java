package swoole4j.engine.worker;

import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;
import static swoole4j.Constants.WEBSOCKET_STATUS_HANDSHAKE_FAILED;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.ResponseHead;
import swoole4j.core.websocket.DeflateAgreement;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/**
 * The answer that a handshake callback gives: ended with status 101 it opens the WebSocket, with any other it refuses and
 * ends the connection. Worker-confined.
 */
final class HandshakeAnswer extends Answer {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String CONTENT_LENGTH = "Content-Length";

    private final ConnectionState connection;
    private final HttpMessage request;

    HandshakeAnswer(ServerContext context, Closer closer, ConnectionState connection, HttpMessage request) {
        super(context, closer, connection.fd(), ResponseHead.forHandshake());
        this.connection = connection;
        this.request = request;
    }

    @Override
    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public boolean write(byte[] data) {
        return !unavailable()
                && refuse(SwooleError.OPERATION_NOT_SUPPORT.number(), "a handshake cannot be answered in chunks");
    }

    @Override
    public boolean end(byte @Nullable [] content) {
        if (unavailable()) return false;
        state = State.ENDED;
        if (gone()) return false;
        if (head.status() == SWITCHING_PROTOCOLS) {
            Upgrading.open(context, connection, request, head);
        } else {
            refused(content);
        }
        return true;
    }

    private void refused(byte @Nullable [] content) {
        connection.websocketStatus(WEBSOCKET_STATUS_HANDSHAKE_FAILED);
        byte[] body = content == null ? new byte[0] : content;
        if (head.has(CONTENT_LENGTH)) head.header(CONTENT_LENGTH, body.length, true); // Swoole sends whatever is said
        Refusal.sendShort(context, closer, connection, request, head, body);
    }

    @Override
    void abandoned(boolean threw) {
        if (isOver() || (!threw && isKept())) return;
        head.status(500, null);
        end(null);
    }

    /** What opening a WebSocket takes, whoever decided it. */
    static final class Upgrading {
        private Upgrading() {}

        static void open(ServerContext context, ConnectionState connection, HttpMessage request, ResponseHead head) {
            DeflateAgreement deflate = Handshakes.negotiate(context, request);
            String extensions = deflate == null ? null : deflate.answer();
            DeflateParameters parameters = deflate == null ? null : deflate.parameters();
            connection.websocketStatus(WEBSOCKET_STATUS_ACTIVE);
            if (request.stream() != 0) {
                List<String> fields =
                        head.handshakeFields(context.lines(), context.epochSecond(), extensions, Answer::warn);
                context.tell(connection, new ToReactor.StreamUpgrade(connection.fd(), fields, parameters));
                return;
            }
            ByteSink out = new ByteSink(256);
            head.encodeHandshake(out, context.lines(), context.epochSecond(), extensions, Answer::warn);
            context.tell(connection, new ToReactor.Upgrade(connection.fd(), out.toByteArray(), parameters));
        }
    }
}
