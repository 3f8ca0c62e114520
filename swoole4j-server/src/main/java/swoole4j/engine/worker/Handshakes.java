package swoole4j.engine.worker;

import static swoole4j.Constants.WEBSOCKET_STATUS_CONNECTION;
import static swoole4j.Constants.WEBSOCKET_STATUS_HANDSHAKE;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.ResponseHead;
import swoole4j.core.http.UpgradeOutcome;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.core.websocket.DeflateAgreement;
import swoole4j.core.websocket.DeflateNegotiator;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;

/** Answers requests for a WebSocket: by the handshake callback, or by the built-in rules. Worker-confined. */
final class Handshakes {
    private static final Logger log = LoggerFactory.getLogger(Handshakes.class);

    private static final String KEY = "sec-websocket-key";

    private final ServerContext context;
    private final Invoker invoker;
    private final Closer closer;
    private final Requests requests;

    Handshakes(ServerContext context, Invoker invoker, Closer closer, Requests requests) {
        this.context = context;
        this.invoker = invoker;
        this.closer = closer;
        this.requests = requests;
    }

    /** Returns the extension to answer with, or null. */
    static @Nullable DeflateAgreement negotiate(ServerContext context, HttpMessage request) {
        if (!context.settings().compression().enabled()) return null;
        String offers = request.joined("Sec-WebSocket-Extensions");
        return offers == null
                ? null
                : DeflateNegotiator.negotiate(
                        offers, context.settings().compression().contextTakeover());
    }

    /** Returns what is to run as a coroutine, or null when no callback has a say and all is done. */
    @Nullable
    Runnable begin(ConnectionState connection, HttpMessage message) {
        Callbacks callbacks = context.port(connection).callbacks();
        Callback custom = callbacks.get(EventKind.HANDSHAKE);
        if (custom != null) {
            connection.websocketStatus(WEBSOCKET_STATUS_HANDSHAKE);
            return () -> custom(custom, connection, message);
        }
        connection.websocketStatus(WEBSOCKET_STATUS_CONNECTION);
        return switch (check(connection, message)) {
            case UpgradeOutcome.Accept accept -> accepted(callbacks, connection, message, accept);
            case UpgradeOutcome.Reject reject -> () -> reject(connection, message, reject);
            case UpgradeOutcome.NotUpgrade _ ->
                throw new IllegalStateException("the pipeline takes only upgrade requests for handshakes");
        };
    }

    private UpgradeOutcome check(ConnectionState connection, HttpMessage message) {
        WebSocketHandshake handshake = context.port(connection).handshake();
        return message.stream() == 0
                ? handshake.check(message.method(), message.protocol().equals("HTTP/1.1"), message::joined)
                : handshake.checkStream(message::joined);
    }

    /**
     * A callback that was written for HTTP/1 looks for a key and answers with what it makes of it. A stream has none
     * (RFC 8441 5), so one is made up, as gateways do; the answer is not sent.
     */
    private static HttpMessage withKey(HttpMessage message) {
        if (message.stream() == 0 || message.header(KEY) != null) return message;
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        List<String> headers = new ArrayList<>(message.headers());
        headers.add(KEY);
        headers.add(Base64.getEncoder().encodeToString(random));
        return new HttpMessage(
                message.method(),
                message.target(),
                message.protocol(),
                message.stream(),
                message.keepAlive(),
                headers,
                message.body(),
                message.upload());
    }

    private void custom(Callback callback, ConnectionState connection, HttpMessage received) {
        HttpMessage message = withKey(received);
        HandshakeAnswer answer = new HandshakeAnswer(context, closer, connection, message);
        Request request = new Request(new HttpRequestSource(connection, message, context, requests));
        boolean returned = invoker.exchange("handshake", callback, request, new Response(answer));
        answer.abandoned(!returned);
    }

    private @Nullable Runnable accepted(
            Callbacks callbacks, ConnectionState connection, HttpMessage message, UpgradeOutcome.Accept accept) {
        ResponseHead head = ResponseHead.forHandshake();
        accept.applyTo(head);
        Callback before = callbacks.get(EventKind.BEFORE_HANDSHAKE_RESPONSE);
        Callback open = callbacks.get(EventKind.OPEN);
        if (before == null && open == null) {
            HandshakeAnswer.Upgrading.open(context, connection, message, head);
            return null;
        }
        return () -> builtIn(before, open, connection, message, head);
    }

    private void builtIn(
            @Nullable Callback before,
            @Nullable Callback open,
            ConnectionState connection,
            HttpMessage message,
            ResponseHead head) {
        Request request = new Request(new HttpRequestSource(connection, message, context, requests));
        if (before != null) {
            PreparedAnswer answer = new PreparedAnswer(context, closer, connection, message, head);
            boolean returned = invoker.beforeHandshake(before, request, new Response(answer));
            if (!returned && !answer.isOver()) answer.end(null); // what was to be checked was not: no WebSocket
            if (answer.isOver()) return;
        }
        if (!connection.isOpen()) return;
        HandshakeAnswer.Upgrading.open(context, connection, message, head);
        if (open != null) invoker.open(open, request);
    }

    private void reject(ConnectionState connection, HttpMessage message, UpgradeOutcome.Reject reject) {
        log.debug("handshake of connection {} refused: {}", connection.fd(), reject.reason());
        ResponseHead head = ResponseHead.forRequest();
        reject.applyTo(head);
        // Swoole's 400 says keep-alive, although the connection ends behind it.
        Delivery delivery = Delivery.of(context.epochSecond(), true, 0);
        Refusal.send(context, closer, connection, message, head, delivery, new byte[0]);
    }
}
