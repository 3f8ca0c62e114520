package swoole4j.engine.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.http.HeaderNames;
import swoole4j.core.http.HttpStatus;
import swoole4j.core.http.MimeTypes;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.coding.Compressor;

/** The answer to a plain request. Worker-confined. */
sealed class HttpAnswer extends Answer permits DialogAnswer {
    private static final byte[] EMPTY = {};
    private static final int MAX_NAME = 127;
    /** They tell how the body is delimited (RFC 9110 6.5.1) or belong to the connection (RFC 9113 8.2.2). */
    private static final Set<String> NO_TRAILERS = Set.of(
            "content-length",
            "transfer-encoding",
            "trailer",
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "upgrade");

    private final AnswerWriter writer;
    private final Compressor.Choice compression;
    private Map<String, String> trailers = Map.of();

    HttpAnswer(ServerContext context, Closer closer, int fd, AnswerWriter writer, Compressor.Choice compression) {
        super(context, closer, fd, ResponseHead.forRequest());
        this.writer = writer;
        this.compression = compression;
    }

    @Override
    boolean isOpen() {
        return writer.isOpen();
    }

    @Override
    public boolean write(byte[] data) {
        if (unavailable() || gone() || tooLarge(data.length)) return false;
        if (state == State.WRITABLE) {
            state = State.CHUNKED;
            if (!writer.begin(head)) return false;
        }
        return data.length > 0
                ? writer.piece(data)
                : refuse(SwooleError.NO_PAYLOAD.number(), "the data sent must not be empty");
    }

    @Override
    public boolean end(byte @Nullable [] content) {
        if (unavailable()) return false;
        boolean chunked = state == State.CHUNKED;
        state = State.ENDED;
        if (gone()) return false;
        byte[] body = content == null ? EMPTY : content;
        if (tooLarge(body.length)) {
            writer.close(); // the client waits for an answer that does not come
            return false;
        }
        return chunked ? writer.finish(body, trailers) : whole(body);
    }

    private boolean whole(byte[] body) {
        if (!HttpStatus.allowsBody(head.status())) return writer.whole(head, body, false, null, trailers);
        Compressor.Result result = compression.apply(head, body);
        return writer.whole(head, result.body(), compression.isOffered(), result.coding(), trailers);
    }

    @Override
    public boolean sendfile(String file, long offset, long length) {
        if (unavailable() || gone()) return false;
        if (state == State.CHUNKED) return refuse("can't use sendfile when HTTP chunk is enabled");
        return switch (FilePart.of(file, offset, length)) {
            case FilePart.Refused refused -> refuse(refused.error(), refused.text());
            case FilePart.Found part -> {
                state = State.ENDED;
                if (!head.has("Content-Type")) head.header("Content-Type", MimeTypes.ofFile(file), true);
                yield writer.file(head, part.path(), offset, part.length(), trailers);
            }
        };
    }

    @Override
    public boolean trailer(String name, String value) {
        if (unavailable()) return false;
        if (name.length() > MAX_NAME) return refuse(RUNTIME_NOTICE, "trailer key is too long");
        String lower = name.toLowerCase(Locale.ROOT);
        if (NO_TRAILERS.contains(lower)) return refuse(RUNTIME_NOTICE, "header " + name + " cannot be a trailer");
        String refusal = HeaderNames.check(lower);
        if (refusal != null) return refuse(RUNTIME_NOTICE, refusal);
        if (!HttpStatus.isValidReason(value)) return refuse(RUNTIME_NOTICE, ResponseHead.NEWLINE_WARNING);
        if (trailers.isEmpty()) trailers = new LinkedHashMap<>();
        trailers.put(lower, value);
        return true;
    }

    @Override
    public Map<String, String> trailer() {
        return Collections.unmodifiableMap(trailers);
    }

    @Override
    public boolean initHeader() {
        if (unavailable()) return false;
        ResponseHead fresh = ResponseHead.forRequest();
        fresh.status(head);
        head = fresh;
        trailers = Map.of();
        return true;
    }

    @Override
    public boolean detach() {
        if (!super.detach()) return false;
        writer.detached();
        return true;
    }

    @Override
    public boolean close() {
        if (unavailable()) return false;
        state = State.CLOSED;
        return writer.close();
    }

    @Override
    public boolean ping(byte[] data) {
        return writer.ping(data) || super.ping(data);
    }

    @Override
    public boolean goaway(int code, String debug) {
        return writer.goaway(code, debug) || super.goaway(code, debug);
    }

    @Override
    void abandoned(boolean threw) {
        if (isOver() || (!threw && isKept())) return;
        if (state == State.WRITABLE && (threw || head.status() == 200)) head.status(500, null);
        end(null);
    }

    private boolean tooLarge(int length) {
        long limit = context.settings().outputBufferSize();
        if (length <= limit) return false;
        LastError.set(SwooleError.DATA_LENGTH_TOO_LARGE.number());
        warn("The length of data [" + length + "] exceeds the output buffer size[" + limit
                + "], please use the sendfile, chunked transfer mode or adjust the output_buffer_size");
        return true;
    }
}
