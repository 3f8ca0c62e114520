package swoole4j.framework;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Controllers of other kinds than an object or a class. */
public final class Handlers {
    /** A controller made anew for each connection. */
    public static final class PerConnection {
        private final Supplier<?> supplier;

        private PerConnection(Supplier<?> supplier) {
            this.supplier = supplier;
        }

        /** Makes the controller of a connection whose handshake has been accepted. */
        public Object make() {
            return Objects.requireNonNull(supplier.get(), "the supplier of a controller returned null");
        }
    }

    /** A controller of lambdas. */
    private record Lambdas(
            @Nullable OnOpen open,
            @Nullable OnMessage message,
            @Nullable OnClose close) implements OnOpen, OnMessage, OnClose {
        @Override
        public void onOpen(swoole4j.websocket.Server server, swoole4j.http.Request request) throws Exception {
            if (open != null) open.onOpen(server, request);
        }

        @Override
        public void onMessage(swoole4j.websocket.Server server, swoole4j.websocket.Frame frame) throws Exception {
            if (message != null) message.onMessage(server, frame);
        }

        @Override
        public void onClose(swoole4j.websocket.Server server, int fd, int reactorId) throws Exception {
            if (close != null) close.onClose(server, fd, reactorId);
        }
    }

    private Handlers() {}

    /** Returns a controller of which each connection gets its own, made after the handshake was accepted. */
    public static PerConnection perConnection(Supplier<?> supplier) {
        return new PerConnection(Objects.requireNonNull(supplier));
    }

    /** Returns a controller of lambdas; open and close may be null. */
    public static Object of(@Nullable OnOpen open, OnMessage message, @Nullable OnClose close) {
        return new Lambdas(open, Objects.requireNonNull(message), close);
    }
}
