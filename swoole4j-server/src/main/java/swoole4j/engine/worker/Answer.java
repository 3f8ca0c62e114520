package swoole4j.engine.worker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.http.ResponseHead;
import swoole4j.core.http.SetCookie;
import swoole4j.spi.DialogHandle;
import swoole4j.spi.ResponseHandle;

/** What the answers to requests, handshakes and prepared handshakes have in common. Worker-confined. */
abstract sealed class Answer implements ResponseHandle permits HttpAnswer, HandshakeAnswer, PreparedAnswer {
    private static final Logger log = LoggerFactory.getLogger(Answer.class);
    static final int RUNTIME_NOTICE = 510;

    final ServerContext context;
    final Closer closer;
    private final int fd;
    ResponseHead head;
    State state = State.WRITABLE;
    private boolean deferred;

    enum State {
        WRITABLE,
        CHUNKED,
        ENDED,
        DETACHED,
        /** The connection was closed instead of an answer. */
        CLOSED
    }

    Answer(ServerContext context, Closer closer, int fd, ResponseHead head) {
        this.context = context;
        this.closer = closer;
        this.fd = fd;
        this.head = head;
    }

    /** Tells whether the connection is there. */
    abstract boolean isOpen();

    /** Called when the callback has returned or thrown: an answer that nobody keeps is ended. */
    abstract void abandoned(boolean threw);

    /** Tells whether somebody will end the answer later. */
    final boolean isKept() {
        return deferred || state == State.DETACHED;
    }

    final boolean isOver() {
        return state.compareTo(State.ENDED) >= 0;
    }

    @Override
    public final int fd() {
        return fd;
    }

    @Override
    public final boolean header(String name, @Nullable Object value, boolean format) {
        if (unavailable()) return false;
        String refusal = head.header(name, value, format);
        return refusal == null || refuse(RUNTIME_NOTICE, refusal);
    }

    @Override
    public final boolean cookie(Cookie cookie) {
        if (unavailable()) return false;
        SetCookie line = new SetCookie(
                cookie.name(),
                cookie.value(),
                cookie.encode(),
                cookie.expires(),
                cookie.path(),
                cookie.domain(),
                cookie.secure(),
                cookie.httpOnly(),
                cookie.sameSite(),
                cookie.priority(),
                cookie.partitioned());
        String problem = line.problem();
        if (problem != null) return refuse(RUNTIME_NOTICE, problem);
        head.cookie(line.format(context.epochSecond()));
        return true;
    }

    @Override
    public boolean status(int code, String reason) {
        if (unavailable()) return false;
        String refusal = head.status(code, reason);
        return refusal == null || refuse(SwooleError.INVALID_PARAMS.number(), refusal);
    }

    @Override
    public boolean detach() {
        if (unavailable()) return false;
        state = State.DETACHED;
        return true;
    }

    @Override
    public boolean sendfile(String file, long offset, long length) {
        return !unavailable() && refuse("a handshake cannot be answered with a file");
    }

    @Override
    public boolean trailer(String name, String value) {
        return !unavailable() && refuse("a handshake has no trailers");
    }

    @Override
    public boolean initHeader() {
        return !unavailable() && refuse("the headers of a handshake cannot be taken back");
    }

    @Override
    public final Map<String, @Nullable Object> header() {
        return head.headers();
    }

    @Override
    public final List<String> cookie() {
        return head.cookies();
    }

    @Override
    public Map<String, String> trailer() {
        return Map.of();
    }

    @Override
    public boolean ping(byte[] data) {
        return refuse("only supports websocket or http2 client");
    }

    @Override
    public boolean goaway(int code, String debug) {
        return refuse("fd[" + fd() + "] is not a HTTP2 conncetion");
    }

    @Override
    public final boolean defer() {
        if (unavailable()) return false;
        deferred = true;
        return true;
    }

    @Override
    public final boolean isWritable() {
        return !isOver();
    }

    @Override
    public boolean close() {
        if (unavailable()) return false;
        state = State.CLOSED;
        return closer.close(fd, false);
    }

    @Override
    public DialogHandle dialog() {
        return new NoDialog(this);
    }

    @Override
    public final boolean refuse(String warning) {
        return refuse(SwooleError.PHP_FATAL_ERROR.number(), warning);
    }

    static boolean refuse(int error, String warning) {
        log.warn("{} (ERRNO {})", warning, error);
        LastError.set(error);
        return false;
    }

    static void warn(String text) {
        log.warn("{}", text);
    }

    /** Sets 7106 and returns true when the answer was ended or detached. */
    final boolean unavailable() {
        if (!isOver()) return false;
        SwooleError error = state == State.CLOSED ? SwooleError.SESSION_CLOSED : SwooleError.HTTP_CONTEXT_UNAVAILABLE;
        LastError.set(error.number());
        return true;
    }

    /** Sets 1005 and returns true when the connection is gone. */
    final boolean gone() {
        if (isOpen()) return false;
        LastError.set(SwooleError.SESSION_NOT_EXIST.number());
        return true;
    }
}
