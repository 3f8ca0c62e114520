package swoole4j.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.redis.RedisReply;
import swoole4j.core.redis.RedisRequest;
import swoole4j.server.Callback;

/** The handlers by command, and what calls them, with each request of a client. Written before the start. */
final class Commands implements Callback.OnReceiveBytes<Server> {
    private static final int MAX_NAME = 64;

    private final Map<String, Handler> handlers = new HashMap<>();

    void put(String command, Handler handler) {
        Objects.requireNonNull(handler, "handler");
        if (command.isEmpty() || command.length() > MAX_NAME) {
            throw new SwooleException("invalid command '" + command + "', expected 1 to " + MAX_NAME + " characters");
        }
        handlers.put(command.toLowerCase(Locale.ROOT), handler);
    }

    @Nullable
    Handler get(String command) {
        return handlers.get(command.toLowerCase(Locale.ROOT));
    }

    @Override
    public void call(Server server, int fd, int reactorId, byte[] data) throws Exception {
        RedisRequest request = RedisRequest.parse(data);
        String command = request.command();
        Handler handler = command.length() > MAX_NAME ? null : get(command);
        byte[] reply = handler == null ? unknown(command) : reply(run(handler, fd, request));
        if (reply != null) server.send(fd, reply);
    }

    private static byte[] unknown(String command) {
        String shown = command.length() > MAX_NAME ? command.substring(0, MAX_NAME) + "..." : command;
        return new RedisReply().line('-', "ERR unknown command '" + shown + "'").bytes();
    }

    private static @Nullable Object run(Handler handler, int fd, RedisRequest request) throws Exception {
        switch (handler) {
            case Handler.OnText shape -> {
                return shape.call(fd, request.texts());
            }
            case Handler.OnBytes shape -> {
                return shape.call(fd, request.bytes());
            }
            case Handler.OnTextOnly shape -> shape.call(fd, request.texts());
            case Handler.OnBytesOnly shape -> shape.call(fd, request.bytes());
        }
        return null;
    }

    private static byte @Nullable [] reply(@Nullable Object returned) {
        return switch (returned) {
            case byte[] bytes when bytes.length > 0 -> bytes;
            case CharSequence text when !text.isEmpty() -> text.toString().getBytes(StandardCharsets.UTF_8);
            case null, default -> null;
        };
    }
}
