package swoole4j.framework.dispatcher;

import static swoole4j.Constants.WEBSOCKET_CLOSE_SERVER_ERROR;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.OnMessage;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * Makes calls of controllers from messages, and messages from their replies. Counterpart of {@code EasySwoole\Socket\Dispatcher}
 * for WebSockets.
 *
 * <p>It works on a server, {@code server.on("message", dispatcher::dispatch)}, and as the handler of a route. For each message: the
 * parser says what is called; the controller's {@code before} may skip the action; the action, or {@code notFound}; what they throw
 * goes to the controller's {@code onException}, and what that throws to the dispatcher's; {@code after}; then the reply is encoded and
 * goes to the connection that the message came from, unless that is gone.
 *
 * <p>Differs from EasySwoole: names of controllers are given ones, never those of classes; for a message that the parser ignores
 * nothing is encoded; without a hook the connection is closed with 1011. Any thread.
 */
public final class WsDispatcher implements OnMessage {
    private final Parser parser;
    private final Encoder encoder;
    private final Map<String, Function<Call, Controller>> controllers;
    private final @Nullable ExceptionHook onException;

    private WsDispatcher(Builder builder) {
        if (builder.parser == null) throw new IllegalStateException("a dispatcher needs a parser");
        this.parser = builder.parser;
        this.encoder = builder.encoder;
        this.controllers = Map.copyOf(builder.controllers);
        this.onException = builder.onException;
    }

    /** Returns a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Handles one message; the same as {@link #dispatch}. */
    @Override
    public void onMessage(Server server, Frame frame) throws Exception {
        dispatch(server, frame);
    }

    /**
     * Handles one message. Frames that options of the server give to the message callback, such as pings, come to the parser too.
     *
     * @throws Exception what no hook took; the connection has been closed with 1011 then
     */
    public void dispatch(Server server, Frame frame) throws Exception {
        Call call = Call.of(null, null).in(server, frame, new Reply());
        try {
            Call parsed = parser.decode(frame.data(), frame);
            if (parsed == null) return;
            call = parsed.in(server, frame, call.reply());
            run(controller(call), call);
            send(call);
        } catch (Throwable thrown) {
            failed(call, thrown);
        }
    }

    private Controller controller(Call call) {
        Function<Call, Controller> controller = controllers.get(call.controller());
        if (controller == null) throw new NoSuchControllerException(call.controller());
        return controller.apply(call);
    }

    private static void run(Controller controller, Call call) throws Throwable {
        Throwable thrown = attempt(controller, call, WsDispatcher::act);
        Throwable last = attempt(controller, call, Controller::after);
        if (thrown == null) thrown = last;
        else if (last != null && last != thrown) thrown.addSuppressed(last);
        if (thrown != null) throw thrown;
    }

    private static void act(Controller controller, Call call) throws Exception {
        if (!controller.before(call)) return;
        Action action = controller.action(call.action());
        if (action == null) controller.notFound(call);
        else action.run(call);
    }

    private interface Step {
        void run(Controller controller, Call call) throws Exception;
    }

    /** Returns what the controller's own hook did not take, or null. */
    private static @Nullable Throwable attempt(Controller controller, Call call, Step step) {
        try {
            step.run(controller, call);
            return null;
        } catch (Throwable thrown) {
            return taken(controller, call, thrown);
        }
    }

    private static @Nullable Throwable taken(Controller controller, Call call, Throwable thrown) {
        try {
            controller.failed(call, thrown);
            return null;
        } catch (Throwable handedOn) {
            if (handedOn != thrown) handedOn.addSuppressed(thrown);
            return handedOn;
        }
    }

    /** Sends the reply of a call whose hook, if any, has run. */
    private void send(Call call) throws Exception {
        Reply reply = call.reply();
        Object data = reply.status() == Reply.Status.CLOSE ? null : encoder.encode(reply);
        Server server = call.server();
        int fd = call.fd();
        if (data != null && server.isEstablished(fd)) server.push(fd, data, reply.opcode(), reply.flags());
        if (reply.status() != Reply.Status.OK) close(server, fd, reply.code(), reply.reason());
    }

    private static void close(Server server, int fd, int code, String reason) {
        if (server.isEstablished(fd)) server.disconnect(fd, code, reason);
    }

    private void failed(Call call, Throwable thrown) throws Exception {
        try {
            if (onException == null) throw thrown;
            onException.handle(call, thrown);
            send(call);
        } catch (Throwable last) {
            if (last != thrown) last.addSuppressed(thrown);
            close(call.server(), call.fd(), WEBSOCKET_CLOSE_SERVER_ERROR, "");
            if (last instanceof Error error) throw error;
            throw last instanceof Exception exception ? exception : new IllegalStateException(last);
        }
    }

    /** Collects what a dispatcher is made of. Each method that sets something returns the same object. */
    @SuppressWarnings("overloads") // lambdas of one and of two parameters, and of one and of none, are told apart
    public static final class Builder {
        private @Nullable Parser parser;
        private Encoder encoder = Reply::message;
        private final Map<String, Function<Call, Controller>> controllers = new HashMap<>();
        private @Nullable ExceptionHook onException;

        private Builder() {}

        /** Sets what reads messages by their text. */
        public Builder parser(Parser.OfText parser) {
            Objects.requireNonNull(parser);
            return parser((raw, _) -> parser.decode(raw));
        }

        /** Sets what reads messages. One is required. */
        public Builder parser(Parser parser) {
            this.parser = Objects.requireNonNull(parser);
            return this;
        }

        /** Sets what writes replies; the default sends the message as it is, text or bytes. */
        public Builder encoder(Encoder encoder) {
            this.encoder = Objects.requireNonNull(encoder);
            return this;
        }

        /**
         * Adds a controller of lambdas.
         *
         * @throws IllegalArgumentException when there is one of that name
         */
        public Builder controller(String name, Consumer<Actions> actions) {
            Actions described = new Actions();
            actions.accept(described);
            Controller controller = described.controller();
            return add(name, _ -> controller);
        }

        /**
         * Adds a controller of which each message gets an object of its own, such as {@code Chat::new}.
         *
         * @throws IllegalArgumentException when there is one of that name
         */
        public Builder controller(String name, Supplier<? extends WsController> supplier) {
            Objects.requireNonNull(supplier);
            return add(
                    name,
                    call -> Objects.requireNonNull(supplier.get(), "no controller was made")
                            .begin(call));
        }

        /**
         * Sets what gets exceptions that no controller's hook took: of the parser, of controllers, of the encoder, and
         * {@link NoSuchControllerException}. It is called once for a message; then its reply is sent. The default closes the
         * connection with 1011 and throws on.
         */
        public Builder onException(ExceptionHook onException) {
            this.onException = Objects.requireNonNull(onException);
            return this;
        }

        /**
         * Returns the dispatcher.
         *
         * @throws IllegalStateException when there is no parser
         */
        public WsDispatcher build() {
            return new WsDispatcher(this);
        }

        private Builder add(String name, Function<Call, Controller> controller) {
            if (controllers.putIfAbsent(name, controller) != null)
                throw new IllegalArgumentException("there is a controller '" + name + "' already");
            return this;
        }
    }
}
