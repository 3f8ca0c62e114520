package swoole4j.engine.worker;

import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;

/**
 * The 101 that the server has prepared, as beforeHandshakeResponse meets it: headers and cookies may be added; ending it
 * refuses the handshake, with status 403 unless another one was set. Worker-confined.
 */
final class PreparedAnswer extends Answer {
    private static final int FORBIDDEN = 403;

    private final ConnectionState connection;
    private final HttpMessage request;
    private int refusal = FORBIDDEN;

    PreparedAnswer(
            ServerContext context, Closer closer, ConnectionState connection, HttpMessage request, ResponseHead head) {
        super(context, closer, connection.fd(), head);
        this.connection = connection;
        this.request = request;
    }

    @Override
    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public boolean status(int code, String reason) {
        if (unavailable()) return false;
        if (code == 101) return true;
        warn("status " + code + " has no effect on a handshake unless the response is ended");
        refusal = code;
        return true;
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
        byte[] body = content == null ? new byte[0] : content;
        ResponseHead no = ResponseHead.forRequest();
        if (no.status(refusal, null) != null || refusal < 300) no.status(FORBIDDEN, null);
        Delivery delivery = Delivery.of(context.epochSecond(), false, body.length);
        Refusal.send(context, closer, connection, request, no, delivery, body);
        return true;
    }

    @Override
    void abandoned(boolean threw) {
        // The handshake goes on without it.
    }
}
