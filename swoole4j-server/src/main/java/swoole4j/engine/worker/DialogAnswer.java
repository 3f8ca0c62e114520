package swoole4j.engine.worker;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_GOING_AWAY;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.ResponseHead;
import swoole4j.core.http.UpgradeOutcome;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.coding.Compressor;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToWorker;
import swoole4j.spi.DialogHandle;
import swoole4j.websocket.Frame;

/** The answer to a request of a coroutine server, which may make a WebSocket of it. Worker-confined. */
final class DialogAnswer extends HttpAnswer implements DialogHandle {
    private final Conversations all;
    private final Conversation conversation;
    private final ConnectionState connection;
    private final HttpMessage request;
    private boolean upgraded;

    DialogAnswer(
            Conversations all,
            Conversation conversation,
            HttpMessage request,
            AnswerWriter writer,
            Compressor.Choice compression) {
        super(all.context, all.closer, conversation.connection().fd(), writer, compression);
        this.all = all;
        this.conversation = conversation;
        this.connection = conversation.connection();
        this.request = request;
    }

    @Override
    public DialogHandle dialog() {
        return this;
    }

    @Override
    public boolean upgrade() {
        if (unavailable() || gone()) return false;
        if (state == State.CHUNKED) return refuse("the response was begun, it cannot become a WebSocket");
        return switch (check()) {
            case UpgradeOutcome.Accept accept -> accept(accept);
            case UpgradeOutcome.Reject reject -> {
                ResponseHead refusal = ResponseHead.forRequest();
                reject.applyTo(refusal);
                yield reject(refusal);
            }
            case UpgradeOutcome.NotUpgrade _ -> {
                ResponseHead refusal = ResponseHead.forRequest();
                refusal.status(400, null);
                yield reject(refusal);
            }
        };
    }

    private UpgradeOutcome check() {
        WebSocketHandshake handshake = context.port(connection).handshake();
        return request.stream() == 0
                ? handshake.check(request.method(), request.protocol().equals("HTTP/1.1"), request::joined)
                : handshake.checkStream(request::joined);
    }

    private boolean accept(UpgradeOutcome.Accept accept) {
        ResponseHead answer = ResponseHead.forHandshake();
        accept.applyTo(answer);
        state = State.ENDED;
        upgraded = true;
        conversation.upgraded();
        HandshakeAnswer.Upgrading.open(context, connection, request, answer);
        return true;
    }

    private boolean reject(ResponseHead answer) {
        state = State.ENDED;
        Delivery delivery = Delivery.of(context.epochSecond(), false, 0);
        Refusal.send(context, closer, connection, request, answer, delivery, new byte[0]);
        return false;
    }

    @Override
    public @Nullable Frame recv(double seconds) {
        if (!isThere()) return null;
        double longest = seconds == 0 ? all.readSeconds : seconds;
        long nanos = longest > 0 ? Math.max(1, (long) (longest * TimeUnit.SECONDS.toNanos(1))) : 0;
        ToWorker.Message message = conversation.receive(nanos);
        return message == null ? null : Dispatcher.frame(message);
    }

    @Override
    public boolean isClosed() {
        return conversation.isClosed() || !connection.isOpen();
    }

    @Override
    public boolean push(String data, int opcode, int flags) {
        return isThere() && all.sender.push(fd(), data, opcode, flags);
    }

    @Override
    public boolean push(byte[] data, int opcode, int flags) {
        return isThere() && all.sender.push(fd(), data, opcode, flags);
    }

    @Override
    public boolean push(Frame frame) {
        return isThere() && all.sender.push(fd(), frame);
    }

    @Override
    public boolean ping(byte[] data) {
        return upgraded ? push(data, WEBSOCKET_OPCODE_PING, SWOOLE_WEBSOCKET_FLAG_FIN) : super.ping(data);
    }

    @Override
    public boolean disconnect(int code, String reason) {
        if (!isThere() || !closer.disconnect(fd(), code, reason)) return false;
        conversation.closedHere();
        return true;
    }

    @Override
    public boolean close() {
        if (!upgraded) return super.close();
        if (!isThere()) return false;
        conversation.closedHere();
        return closer.close(fd(), false);
    }

    private boolean isThere() {
        return upgraded ? conversation.isThere() : refuse("fd[" + fd() + "] is not a websocket connection");
    }

    @Override
    void abandoned(boolean threw) {
        if (upgraded) {
            conversation.hangUp(all.isEnding() ? WEBSOCKET_CLOSE_GOING_AWAY : WEBSOCKET_CLOSE_NORMAL);
        } else {
            super.abandoned(threw);
        }
    }
}
