package swoole4j.framework.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.framework.connection.Connection;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HandShakeException;
import swoole4j.framework.Handlers;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.Middleware;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnHandShake;
import swoole4j.framework.OnMessage;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * Takes the events of a WebSocket server to the controllers of its routes. Counterpart of
 * {@code Hyperf\WebSocketServer\Server}.
 *
 * <p>Whoever wants another handshake overrides {@link #onHandShake} and puts the steps together anew. Differs from Hyperf: the status
 * of the reply decides, 101 with a controller and nothing else opens a WebSocket; what is not opened leaves nothing behind; a
 * connection's callbacks run one after the other, its close last.
 */
public non-sealed class WebSocketKernel extends Kernel implements OnHandShake, OnMessage, OnClose {
    private static final Logger log = LoggerFactory.getLogger(WebSocketKernel.class);
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Map<Integer, Handshake> handshakes = new ConcurrentHashMap<>();
    private @Nullable Controllers controllers;

    /** Creates the kernel of one server. */
    public WebSocketKernel() {
        super(new CoreMiddleware());
    }

    @Override
    void ready(KernelParts parts) {
        controllers = new Controllers(parts);
    }

    private Controllers controllers() {
        return Objects.requireNonNull(controllers, "the kernel belongs to no application yet");
    }

    @Override
    public void onHandShake(Request request, Response response) {
        int fd = response.fd();
        HttpReply reply = null;
        try {
            awaitWorkerStart();
            HttpRequest received = initRequest(request);
            if (!validKey(received.header("sec-websocket-key")))
                throw new HandShakeException("sec-websocket-key is invalid!");
            Dispatched dispatched = route(received);
            List<Middleware> chain = new ArrayList<>(middlewares);
            if (dispatched.isFound()) chain.addAll(routeMiddlewares(dispatched));
            reply = run(received.withAttribute(Dispatched.class, dispatched), chain);
            Object handler = reply.handler();
            if (reply.status() == SWITCHING_PROTOCOLS && handler != null) {
                register(fd, handler);
                deferOnOpen(request, handler, fd);
            }
        } catch (Throwable e) {
            reply = dispatchException(e);
        } finally {
            if (reply == null || reply.status() != SWITCHING_PROTOCOLS) forget(fd);
            if (reply != null) emit(reply, response);
        }
    }

    /** Begins the handshake of a connection; refuses other methods than GET with 405 and other versions than 13 with 426. */
    protected final HttpRequest initRequest(Request request) {
        HttpRequest received = HttpRequest.of(request);
        HttpReply refusal = Handshake.refusal(received);
        if (refusal != null) throw new Refusal(refusal);
        handshakes.put(received.fd(), new Handshake(received));
        parts().connections().begin(received.fd(), parts().serverName(), received);
        return received;
    }

    /** Tells whether a {@code Sec-WebSocket-Key} is 16 bytes in base64. */
    protected final boolean validKey(String key) {
        return Handshake.isKey(key);
    }

    /** Finds the route of a handshake; whether there is one, the chain may want to know. */
    protected Dispatched route(HttpRequest request) {
        Dispatched dispatched = parts().routes().webSocket(request.path());
        Handshake handshake = handshakes.get(request.fd());
        if (handshake != null) handshake.routed(dispatched);
        return dispatched;
    }

    /**
     * Lets middleware and core answer, for at most {@code handshake_timeout} seconds; then the answer is 503, and whatever the chain
     * waits for is interrupted.
     */
    protected final HttpReply run(HttpRequest request, List<Middleware> chain) throws Exception {
        if (parts().stopping().getAsBoolean()) throw unavailable();
        Callable<HttpReply> task = () -> Chain.of(chain, this::atCore).handle(request);
        double seconds = parts().settings().handshakeTimeout();
        HttpReply reply =
                Deadline.call(() -> parts().application().scope(request.fd()).call(task), seconds);
        if (reply != null) return reply;
        log.warn(
                "the handshake of connection {} on server '{}' took longer than {} s",
                request.fd(),
                parts().serverName(),
                seconds);
        throw unavailable();
    }

    private static Refusal unavailable() {
        return new Refusal(HttpReply.of(503).body("Service Unavailable"));
    }

    private HttpReply atCore(HttpRequest request) throws Exception {
        Connection connection = parts().connections().get(request.fd());
        if (connection != null) connection.request(request);
        return core.answer(request);
    }

    /** Gives an accepted connection its controller. */
    protected final void register(int fd, Object handler) {
        Object own = handler instanceof Handlers.PerConnection each ? each.make() : handler;
        Handshake handshake = handshakes.get(fd);
        parts().connections().register(fd, own, handshake == null ? "" : handshake.route());
    }

    /** Has the controller's open called when the 101 has left; never, when it cannot be sent. */
    protected final void deferOnOpen(Request request, Object handler, int fd) {
        Handshake handshake = handshakes.get(fd);
        if (handshake != null) handshake.afterwards(() -> controllers().open(fd, request));
    }

    /** Forgets a connection that is not opened. */
    protected final void forget(int fd) {
        handshakes.remove(fd);
        parts().connections().forget(fd);
    }

    /**
     * Sends the answer of a handshake. Status 101 opens the WebSocket, with the headers that belong to it; without a controller, or
     * with a sub-protocol that was not offered, it becomes 500. After any other the connection ends.
     */
    protected final void emit(HttpReply reply, Response response) {
        int fd = response.fd();
        Handshake handshake = handshakes.get(fd);
        String wrong = reply.status() == SWITCHING_PROTOCOLS ? problem(reply, handshake) : null;
        if (wrong != null) log.error("a handshake on server '{}' {}, 500 is sent", parts().serverName(), wrong);
        if (wrong == null && reply.status() == SWITCHING_PROTOCOLS && handshake != null) {
            accept(reply, response, handshake);
        } else {
            forget(fd);
            emitter().sendLast(wrong == null ? reply : Emitter.serverError(), response);
        }
    }

    private static @Nullable String problem(HttpReply reply, @Nullable Handshake handshake) {
        if (handshake == null) return "was accepted, but initRequest has not been called";
        if (reply.handler() == null) return "was accepted without a controller";
        String chosen = reply.header("Sec-WebSocket-Protocol");
        if (chosen != null && !CoreMiddleware.offered(handshake.request()).contains(chosen))
            return "was accepted with sub-protocol '" + chosen + "', which was not offered";
        return null;
    }

    private void accept(HttpReply reply, Response response, Handshake handshake) {
        int fd = response.fd();
        Connection connection = parts().connections().get(fd);
        if (connection != null && connection.opened() == null && reply.handler() != null) register(fd, reply.handler());
        Emitter.head(reply, response);
        response.header("Upgrade", "websocket");
        response.header("Connection", "Upgrade");
        response.header(
                "Sec-WebSocket-Accept", Handshake.accept(handshake.request().header("sec-websocket-key")));
        response.header("Sec-WebSocket-Version", "13");
        handshakes.remove(fd);
        if (response.end()) {
            handshake.answered();
        } else {
            forget(fd);
        }
    }

    @Override
    public void onMessage(Server server, Frame frame) {
        awaitWorkerStart();
        controllers().message(server, frame);
    }

    /** Called for close events, and for disconnect events where they are wanted. */
    @Override
    public void onClose(Server server, int fd, int reactorId) {
        if (!handshakes.containsKey(fd)) controllers().close(server, fd, reactorId);
    }

    /** Forgets a connection whose close some other callback has dealt with; does nothing when it is forgotten. */
    final void ended(int fd) {
        if (!handshakes.containsKey(fd)) controllers().forget(fd);
    }
}
