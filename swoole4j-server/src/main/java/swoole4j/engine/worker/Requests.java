package swoole4j.engine.worker;

import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.coding.Compressor;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.spi.ResponseHandle;

/** Runs the request callback. Worker-confined. */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the worker writes
final class Requests {
    private static final String NO_CALLBACK_PAGE =
            "<html><body><h2>HTTP 400 Bad Request</h2><hr><i>Powered by Swoole</i></body></html>";
    private static final byte[] NO_CALLBACK = noCallback();
    private final ServerContext context;
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;
    private final Compressor compressor;
    private final Scratch scratch;
    private final Admission admission;
    private final @Nullable FileAnswers files;
    private final Streams streams;
    private volatile int inWork;

    Requests(ServerContext context, Services services, Scheduler scheduler) {
        this.context = context;
        this.scratch = new Scratch(context.workers().areReactors() ? scheduler : null);
        this.invoker = services.invoker();
        this.sender = services.sender();
        this.closer = services.closer();
        this.admission = new Admission(context.settings().http(), services.requestsInWork());
        this.streams = services.streams();
        this.compressor = new Compressor(
                context.settings().http().compression(),
                context.settings().http().strict());
        this.files = FileAnswers.of(context);
    }

    /**
     * Takes a request; {@code start} begins a coroutine, now or when others have ended, and {@code done} follows it. False when
     * it is refused, which is all then.
     */
    boolean take(ConnectionState connection, HttpMessage message, Consumer<Runnable> start, Runnable done) {
        if (!admission.enter()) {
            refuse(connection, message, done);
            return false;
        }
        inWork++;
        admission.begin(() -> start.accept(() -> {
            try {
                serve(connection, message);
            } finally {
                inWork--;
                admission.leave();
                done.run();
            }
        }));
        return true;
    }

    /** Answers that there is too much to do. */
    void refuse(ConnectionState connection, HttpMessage message, Runnable done) {
        message.discard();
        HttpAnswer answer = answer(connection, message, true);
        answer.status(503, "");
        answer.header("Connection", "close", true);
        answer.end(null);
        done.run();
    }

    /** Returns how many requests are in work. Any thread. */
    int inWork() {
        return inWork;
    }

    /** Serves one request; runs in a coroutine of its own. */
    private void serve(ConnectionState connection, HttpMessage message) {
        boolean served =
                files != null && !connection.isClosedHere() && files.answer(message, writer(connection, message, true));
        if (!served) call(connection, message);
    }

    private void call(ConnectionState connection, HttpMessage message) {
        Callback callback = context.port(connection).callbacks().get(EventKind.REQUEST);
        if (connection.isClosedHere() || callback == null) {
            message.discard();
            if (callback == null) refuse(connection, message);
            return;
        }
        call(connection, message, callback, answer(connection, message, true));
    }

    /** Lets a callback answer a request. */
    void call(ConnectionState connection, HttpMessage message, Callback callback, HttpAnswer answer) {
        Request request = new Request(new HttpRequestSource(connection, message, context, this));
        boolean returned = invoker.exchange("request", callback, request, new Response(answer));
        answer.abandoned(!returned);
        if (message.upload() == null) return;
        if (answer.isOver() && !answer.isKept()) {
            message.discard();
        } else {
            Leftovers.CLEANER.register(request, message::discard); // somebody still works on it
        }
    }

    private HttpAnswer answer(ConnectionState connection, HttpMessage message, boolean inOrder) {
        return new HttpAnswer(
                context, closer, connection.fd(), writer(connection, message, inOrder), compression(message));
    }

    Compressor.Choice compression(HttpMessage message) {
        return compressor.choose(message.joined("Accept-Encoding"));
    }

    AnswerWriter writer(ConnectionState connection, HttpMessage message, boolean inOrder) {
        if (message.stream() == 0)
            return new Http1Writer(context, closer, sender, connection, scratch, message, inOrder);
        Streams.State state = streams.find(connection.fd(), message.stream());
        return state == null ? NoWriter.INSTANCE : new Http2Writer(context, sender, connection, state, message);
    }

    /** Makes a second answer to a request that is or was in work. */
    ResponseHandle another(int fd, HttpMessage message) {
        ConnectionState connection = context.find(fd);
        if (connection != null) return answer(connection, message, false);
        return new HttpAnswer(context, closer, fd, NoWriter.INSTANCE, Compressor.NONE);
    }

    /** Makes an answer on a connection of whose request nothing is known. Any thread. */
    static ResponseHandle unknown(ServerContext context, Services services, int fd) {
        ConnectionState connection = context.find(fd);
        AnswerWriter writer = connection == null || connection.isMultiplexed()
                ? NoWriter.INSTANCE
                : new Http1Writer(
                        context, services.closer(), services.sender(), connection, new Scratch(null), null, false);
        return new HttpAnswer(context, services.closer(), fd, writer, Compressor.NONE);
    }

    private void refuse(ConnectionState connection, HttpMessage message) {
        if (message.stream() != 0) {
            byte[] page = NO_CALLBACK_PAGE.getBytes(StandardCharsets.US_ASCII);
            ResponseHead head = ResponseHead.forRequest();
            head.status(400, null);
            head.header("Content-Type", "text/html; charset=UTF-8", true);
            writer(connection, message, true).whole(head, page, false, null, Map.of());
            return;
        }
        connection.addUnsent(NO_CALLBACK.length);
        context.tell(connection, new ToReactor.Send(connection.fd(), NO_CALLBACK));
        closer.close(connection.fd(), false);
    }

    /** Swoole's page for a port without a request callback. */
    private static byte[] noCallback() {
        return ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html; charset=UTF-8\r\n"
                        + "Cache-Control: must-revalidate,no-cache,no-store\r\nContent-Length: "
                        + NO_CALLBACK_PAGE.length()
                        + "\r\nServer: swoole-http-server\r\n\r\n" + NO_CALLBACK_PAGE)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Made when first needed, since it has a thread. */
    private static final class Leftovers {
        static final Cleaner CLEANER = Cleaner.create();
    }
}
