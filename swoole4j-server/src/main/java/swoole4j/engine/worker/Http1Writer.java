package swoole4j.engine.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.ByteRanges;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.HttpStatus;
import swoole4j.core.http.MultipartRanges;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/** Answers as HTTP/1.1 text. Worker-confined. */
final class Http1Writer implements AnswerWriter {
    private static final int HEAD_ROOM = 256;

    private final ServerContext context;
    private final Closer closer;
    private final Sender sender;
    private final ConnectionState connection;
    private final Scratch scratch;
    /** Its answer lets the next request in; a response made by hand answers no request in particular. */
    private final boolean inOrder;

    private final boolean isHead;
    /** RFC 9112 6.1: an HTTP/1.0 client knows no chunks. */
    private final boolean chunks;

    private boolean keepAlive;

    Http1Writer(
            ServerContext context,
            Closer closer,
            Sender sender,
            ConnectionState connection,
            Scratch scratch,
            @Nullable HttpMessage request,
            boolean inOrder) {
        this.context = context;
        this.closer = closer;
        this.sender = sender;
        this.connection = connection;
        this.scratch = scratch;
        this.inOrder = inOrder;
        this.isHead = request != null && request.method().equals("HEAD");
        this.chunks = request == null || !request.protocol().equals("HTTP/1.0");
        this.keepAlive = !inOrder || request == null || request.keepAlive();
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
        boolean withBody = !isHead && HttpStatus.allowsBody(head.status());
        ByteSink out = scratch.take((withBody ? body.length : 0) + HEAD_ROOM);
        encode(out, head, body.length, compressionOffered, coding);
        if (withBody) out.append(body);
        boolean sent = respond(out, true);
        scratch.giveBack(out);
        return sent;
    }

    @Override
    public boolean begin(ResponseHead head) {
        ByteSink out = new ByteSink(HEAD_ROOM);
        encode(out, head, chunks ? Delivery.CHUNKED : Delivery.UNTIL_CLOSE, false, null);
        return respond(out, false);
    }

    @Override
    public boolean piece(byte[] data) {
        if (isHead) return true;
        ByteSink out = new ByteSink(data.length + 16);
        chunk(out, data);
        return respond(out, false);
    }

    @Override
    public boolean finish(byte[] last, Map<String, String> trailers) {
        ByteSink out = new ByteSink(last.length + 32);
        if (!isHead) {
            if (last.length > 0) chunk(out, last);
            if (chunks) end(out, trailers);
        }
        return respond(out, true);
    }

    @Override
    public boolean file(ResponseHead head, String file, long offset, long length, Map<String, String> trailers) {
        return file(head, file, true, offset, length);
    }

    @Override
    public boolean document(ResponseHead head, String path, long offset, long length) {
        return file(head, path, false, offset, length);
    }

    private boolean file(ResponseHead head, String file, boolean followLinks, long offset, long length) {
        ByteSink out = new ByteSink(HEAD_ROOM);
        encode(out, head, length, false, null);
        if (isHead || length == 0 || !HttpStatus.allowsBody(head.status())) return respond(out, true);
        boolean sent = part(out, file, followLinks, offset, length, inOrder);
        if (!keepAlive) closer.close(connection.fd(), false);
        return sent;
    }

    @Override
    public boolean document(ResponseHead head, String path, MultipartRanges parts) {
        ByteSink out = new ByteSink(HEAD_ROOM);
        encode(out, head, parts.totalLength(), false, null);
        for (int i = 0; i < parts.ranges().size(); i++) {
            ByteRanges.Range range = parts.ranges().get(i);
            out.append(parts.head(i));
            if (!part(out, path, false, range.first(), range.length(), false)) return false;
            out = new ByteSink(HEAD_ROOM);
        }
        out.append(parts.tail());
        return respond(out, true);
    }

    private boolean part(ByteSink head, String file, boolean followLinks, long offset, long length, boolean last) {
        ToReactor.SendFile part = new ToReactor.SendFile(
                connection.fd(), head.toByteArray(), file, followLinks, offset, length, last, keepAlive);
        return sender.hand(connection, part, head.length());
    }

    @Override
    public void detached() {
        if (inOrder) context.tell(connection, new ToReactor.Detach(connection.fd()));
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

    private void encode(
            ByteSink out, ResponseHead head, long length, boolean compressionOffered, @Nullable String coding) {
        keepAlive = head.encode(
                out,
                context.lines(),
                new Delivery(context.epochSecond(), keepAlive, length, isHead, compressionOffered, coding),
                Answer::warn);
    }

    private void chunk(ByteSink out, byte[] data) {
        if (!chunks) {
            out.append(data);
            return;
        }
        out.appendAscii(Integer.toHexString(data.length));
        out.appendAscii("\r\n");
        out.append(data);
        out.appendAscii("\r\n");
    }

    private static void end(ByteSink out, Map<String, String> trailers) {
        out.appendAscii("0\r\n");
        trailers.forEach((name, value) -> {
            out.appendAscii(name);
            out.appendAscii(": ");
            out.appendUtf8(value);
            out.appendAscii("\r\n");
        });
        out.appendAscii("\r\n");
    }

    private boolean respond(ByteSink out, boolean last) {
        int length = out.length();
        boolean nothing = length == 0 && !last;
        boolean sent = nothing
                || sender.hand(
                        connection,
                        new ToReactor.Respond(connection.fd(), out.array(), length, last && inOrder, keepAlive),
                        length);
        if (last && !keepAlive) closer.close(connection.fd(), false);
        return sent;
    }
}
