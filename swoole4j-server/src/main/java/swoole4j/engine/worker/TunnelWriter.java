package swoole4j.engine.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.MultipartRanges;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;

/**
 * Answers on a stream that a client of HTTP/2 opened for a WebSocket which it does not get (RFC 8441): in one piece, behind
 * which the stream ends.
 */
final class TunnelWriter implements AnswerWriter {
    private final ServerContext context;
    private final Closer closer;
    private final ConnectionState connection;
    private final HttpMessage request;
    private final ByteSink pieces = new ByteSink(0);
    private @Nullable ResponseHead begun;

    TunnelWriter(ServerContext context, Closer closer, ConnectionState connection, HttpMessage request) {
        this.context = context;
        this.closer = closer;
        this.connection = connection;
        this.request = request;
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public boolean whole(
            ResponseHead head,
            byte[] body,
            boolean compressionOffered,
            @Nullable String coding,
            Map<String, String> trailers) {
        Delivery delivery = new Delivery(context.epochSecond(), true, body.length, false, compressionOffered, coding);
        Refusal.send(context, closer, connection, request, head, delivery, body);
        return true;
    }

    @Override
    public boolean begin(ResponseHead head) {
        begun = head;
        return true;
    }

    @Override
    public boolean piece(byte[] data) {
        long limit = context.port(connection).settings().packageMaxLength();
        if (pieces.length() + (long) data.length > limit) {
            return Answer.refuse(
                    SwooleError.DATA_LENGTH_TOO_LARGE.number(),
                    "more than " + limit + " bytes cannot be the answer to a request for a WebSocket");
        }
        pieces.append(data);
        return true;
    }

    @Override
    public boolean finish(byte[] last, Map<String, String> trailers) {
        ResponseHead head = begun;
        return head != null && piece(last) && whole(head, pieces.toByteArray(), false, null, trailers);
    }

    @Override
    public boolean file(ResponseHead head, String file, long offset, long length, Map<String, String> trailers) {
        return noFile();
    }

    @Override
    public boolean document(ResponseHead head, String path, long offset, long length) {
        return noFile();
    }

    @Override
    public boolean document(ResponseHead head, String path, MultipartRanges parts) {
        return noFile();
    }

    private boolean noFile() {
        close(); // the client waits for an answer that does not come
        return Answer.refuse(
                SwooleError.OPERATION_NOT_SUPPORT.number(), "a request for a WebSocket cannot be answered with a file");
    }

    @Override
    public void detached() {
        // Nothing waits for this answer.
    }

    @Override
    public boolean close() {
        return closer.close(connection.fd(), false);
    }

    @Override
    public boolean ping(byte[] data) {
        return false;
    }

    @Override
    public boolean goaway(int code, String debug) {
        return false;
    }
}
