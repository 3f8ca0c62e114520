package swoole4j.engine.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Constants;
import swoole4j.core.http.ByteRanges;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.HttpStatus;
import swoole4j.core.http.MultipartRanges;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/** Answers as frames of an HTTP/2 stream. Worker-confined. */
final class Http2Writer implements AnswerWriter {
    private static final Logger log = LoggerFactory.getLogger(Http2Writer.class);
    private static final byte[] EMPTY = {};
    private static final int PING_LENGTH = 8;

    private final ServerContext context;
    private final Sender sender;
    private final ConnectionState connection;
    private final Streams.State state;
    private final int stream;
    private final boolean isHead;
    private boolean withBody;

    Http2Writer(
            ServerContext context,
            Sender sender,
            ConnectionState connection,
            Streams.State state,
            HttpMessage request) {
        this.context = context;
        this.sender = sender;
        this.connection = connection;
        this.state = state;
        this.stream = request.stream();
        this.isHead = request.method().equals("HEAD");
        this.withBody = !isHead;
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen() && !state.isOver();
    }

    @Override
    public boolean whole(
            ResponseHead head,
            byte[] body,
            boolean compressionOffered,
            @Nullable String coding,
            Map<String, String> trailers) {
        List<String> fields = fields(head, body.length, compressionOffered, coding);
        return part(fields, withBody ? body : EMPTY, trailers, true);
    }

    @Override
    public boolean begin(ResponseHead head) {
        return part(fields(head, Delivery.CHUNKED, false, null), EMPTY, Map.of(), false);
    }

    @Override
    public boolean piece(byte[] data) {
        return !withBody || part(List.of(), data, Map.of(), false);
    }

    @Override
    public boolean finish(byte[] last, Map<String, String> trailers) {
        return part(List.of(), withBody ? last : EMPTY, trailers, true);
    }

    @Override
    public boolean file(ResponseHead head, String file, long offset, long length, Map<String, String> trailers) {
        return file(head, file, true, offset, length, trailers);
    }

    @Override
    public boolean document(ResponseHead head, String path, long offset, long length) {
        return file(head, path, false, offset, length, Map.of());
    }

    private boolean file(
            ResponseHead head,
            String file,
            boolean followLinks,
            long offset,
            long length,
            Map<String, String> trailers) {
        List<String> fields = fields(head, length, false, null);
        if (!withBody || length == 0) return part(fields, EMPTY, trailers, true);
        return file(fields, file, followLinks, offset, length, flat(trailers), true);
    }

    @Override
    public boolean document(ResponseHead head, String path, MultipartRanges parts) {
        List<String> fields = fields(head, parts.totalLength(), false, null);
        if (!withBody) return part(fields, EMPTY, Map.of(), true);
        for (int i = 0; i < parts.ranges().size(); i++) {
            ByteRanges.Range range = parts.ranges().get(i);
            if (!part(fields, parts.head(i), Map.of(), false)) return false;
            if (!file(List.of(), path, false, range.first(), range.length(), List.of(), false)) return false;
            fields = List.of();
        }
        return part(fields, parts.tail(), Map.of(), true);
    }

    private boolean file(
            List<String> head,
            String file,
            boolean followLinks,
            long offset,
            long length,
            List<String> trailers,
            boolean last) {
        ToReactor.StreamFile part = new ToReactor.StreamFile(
                connection.fd(), stream, head, file, followLinks, offset, length, trailers, last);
        return hand(part, part.size(), last);
    }

    /** The stream stays open for another answer, and holds nothing else up. */
    @Override
    public void detached() {
        // Nobody waits for it.
    }

    @Override
    public boolean close() {
        if (!isOpen()) return false;
        state.end();
        context.tell(
                connection, new ToReactor.StreamReset(connection.fd(), stream, Constants.SWOOLE_HTTP2_ERROR_CANCEL));
        return true;
    }

    @Override
    public boolean ping(byte[] data) {
        if (!connection.isOpen()) return false;
        if (data.length > PING_LENGTH) {
            log.warn("an HTTP/2 PING carries 8 bytes, {} more are not sent", data.length - PING_LENGTH);
        }
        context.tell(connection, new ToReactor.Ping(connection.fd(), data));
        return true;
    }

    @Override
    public boolean goaway(int code, String debug) {
        if (!connection.isOpen()) return false;
        context.tell(connection, new ToReactor.Goaway(connection.fd(), code, debug));
        return true;
    }

    private List<String> fields(ResponseHead head, long length, boolean compressionOffered, @Nullable String coding) {
        withBody = !isHead && HttpStatus.allowsBody(head.status());
        Delivery delivery = new Delivery(context.epochSecond(), true, length, isHead, compressionOffered, coding);
        return head.fields(context.lines(), delivery, Answer::warn);
    }

    private boolean part(List<String> head, byte[] data, Map<String, String> trailers, boolean last) {
        List<String> tail = withBody ? flat(trailers) : List.of(); // trailers belong to content (RFC 9110 6.5)
        ToReactor.StreamPart part = new ToReactor.StreamPart(connection.fd(), stream, head, data, tail, last);
        return hand(part, part.size(), last);
    }

    private boolean hand(ToReactor event, long size, boolean last) {
        boolean handed = sender.hand(connection, event, size, state::isOver);
        if (last && handed) state.end();
        if (last && !handed) close(); // no room in time: the client must not wait for what does not come
        return handed;
    }

    private static List<String> flat(Map<String, String> trailers) {
        if (trailers.isEmpty()) return List.of();
        List<String> flat = new ArrayList<>(2 * trailers.size());
        trailers.forEach((name, value) -> {
            flat.add(name);
            flat.add(value.strip());
        });
        return flat;
    }
}
