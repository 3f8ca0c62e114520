package swoole4j.engine.worker;

import java.util.List;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/** The answer to a request for a WebSocket that is not to be; the connection, or the stream, ends behind it. */
final class Refusal {
    private Refusal() {}

    static void send(
            ServerContext context,
            Closer closer,
            ConnectionState connection,
            HttpMessage request,
            ResponseHead head,
            Delivery delivery,
            byte[] content) {
        if (request.stream() != 0) {
            onStream(
                    context,
                    closer,
                    connection,
                    request,
                    head.fields(context.lines(), delivery, Answer::warn),
                    content);
            return;
        }
        ByteSink out = new ByteSink(256 + content.length);
        head.encode(out, context.lines(), delivery, Answer::warn);
        out.append(content);
        send(context, closer, connection, out);
    }

    /** In Swoole's short form. */
    static void sendShort(
            ServerContext context,
            Closer closer,
            ConnectionState connection,
            HttpMessage request,
            ResponseHead head,
            byte[] content) {
        if (request.stream() != 0) {
            List<String> fields = head.handshakeFields(context.lines(), context.epochSecond(), null, Answer::warn);
            onStream(context, closer, connection, request, fields, content);
            return;
        }
        ByteSink out = new ByteSink(256 + content.length);
        head.encodeHandshake(out, context.lines(), context.epochSecond(), null, Answer::warn);
        out.append(content);
        send(context, closer, connection, out);
    }

    private static void send(ServerContext context, Closer closer, ConnectionState connection, ByteSink out) {
        connection.addUnsent(out.length());
        context.tell(connection, new ToReactor.Send(connection.fd(), out.toByteArray()));
        closer.close(connection.fd(), false);
    }

    /** To an extended CONNECT any 2xx says that the WebSocket is there (RFC 8441 5): it becomes 403. */
    private static void onStream(
            ServerContext context,
            Closer closer,
            ConnectionState connection,
            HttpMessage request,
            List<String> fields,
            byte[] content) {
        if (fields.get(1).startsWith("2")) fields.set(1, "403");
        ToReactor.StreamPart part =
                new ToReactor.StreamPart(connection.fd(), request.stream(), fields, content, List.of(), true);
        connection.addUnsent(part.size());
        context.tell(connection, part);
        closer.close(connection.fd(), false);
    }
}
