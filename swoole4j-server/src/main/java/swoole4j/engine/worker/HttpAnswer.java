package swoole4j.engine.worker;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.HttpStatus;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/** The answer to a plain request. Worker-confined. */
final class HttpAnswer extends Answer {
    private static final byte[] EMPTY = {};

    private final Sender sender;
    private final boolean isHead;
    private boolean keepAlive;

    HttpAnswer(ServerContext context, Closer closer, Sender sender, ConnectionState connection, HttpMessage request) {
        super(context, closer, connection, request, ResponseHead.forRequest());
        this.sender = sender;
        this.isHead = request.method().equals("HEAD");
        this.keepAlive = request.keepAlive();
    }

    @Override
    public boolean write(byte[] data) {
        if (unavailable() || gone()) return false;
        ByteSink out = new ByteSink(data.length + 256);
        if (state == State.WRITABLE) {
            state = State.CHUNKED;
            long length = chunks() ? Delivery.CHUNKED : Delivery.UNTIL_CLOSE;
            keepAlive = head.encode(out, context.lines(), delivery(length), Answer::warn);
        }
        if (data.length > 0) chunk(out, data);
        boolean sent = respond(out, false);
        return data.length > 0 ? sent : refuse(SwooleError.NO_PAYLOAD.number(), "the data sent must not be empty");
    }

    @Override
    public boolean end(byte @Nullable [] content) {
        if (unavailable()) return false;
        boolean chunked = state == State.CHUNKED;
        state = State.ENDED;
        if (gone()) return false;
        byte[] body = content == null ? EMPTY : content;
        ByteSink out = new ByteSink(body.length + 256);
        if (chunked) {
            if (body.length > 0) chunk(out, body);
            if (chunks() && !isHead) out.appendAscii("0\r\n\r\n");
        } else {
            keepAlive = head.encode(out, context.lines(), delivery(body.length), Answer::warn);
            if (!isHead && HttpStatus.allowsBody(head.status())) out.append(body);
        }
        boolean sent = respond(out, true);
        if (!keepAlive) closer.close(fd(), false);
        return sent;
    }

    @Override
    void abandoned(boolean threw) {
        if (isOver() || (!threw && isKept())) return;
        if (state == State.WRITABLE && (threw || head.status() == 200)) head.status(500, null);
        end(null);
    }

    private Delivery delivery(long length) {
        return new Delivery(context.epochSecond(), keepAlive, length, isHead, false, null);
    }

    /** RFC 9112 6.1: an HTTP/1.0 client knows no chunks. */
    private boolean chunks() {
        return !request.protocol().equals("HTTP/1.0");
    }

    private void chunk(ByteSink out, byte[] data) {
        if (isHead) return;
        if (!chunks()) {
            out.append(data);
            return;
        }
        out.appendAscii(Integer.toHexString(data.length));
        out.appendAscii("\r\n");
        out.append(data);
        out.appendAscii("\r\n");
    }

    private boolean respond(ByteSink out, boolean last) {
        byte[] bytes = out.length() == out.array().length ? out.array() : Arrays.copyOf(out.array(), out.length());
        return sender.hand(connection, new ToReactor.Respond(fd(), bytes, last, keepAlive), bytes.length);
    }
}
