package swoole4j.framework.dispatcher;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * What a message calls: an action of a controller, with arguments. Counterpart of {@code EasySwoole\Socket\Bean\Caller}.
 *
 * <p>A {@link Parser} makes one with {@link #of}; controllers and hooks get it with the message's connection and its
 * {@link Reply}, of which a parser's own knows nothing.
 */
public final class Call {
    private static final int LONGEST_NAME = 256;

    private final String controller;
    private final String action;
    private final @Nullable Object args;
    private final @Nullable Exchange exchange;

    private record Exchange(Server server, Frame frame, Reply reply) {}

    private Call(String controller, String action, @Nullable Object args, @Nullable Exchange exchange) {
        this.controller = controller;
        this.action = action;
        this.args = args;
        this.exchange = exchange;
    }

    /** Returns a call without arguments; see {@link #of(Object, Object, Object)}. */
    public static Call of(@Nullable Object controller, @Nullable Object action) {
        return of(controller, action, null);
    }

    /**
     * Returns a call of what a peer has sent, as a decoder gives it.
     *
     * @param controller the name of the controller; null is one that is not there
     * @param action the name of the action; null is one that is not there
     * @param args anything; {@link #arg} looks into a map
     * @throws IllegalArgumentException for a name that is no string or has more than 256 characters
     */
    public static Call of(@Nullable Object controller, @Nullable Object action, @Nullable Object args) {
        return new Call(name("controller", controller), name("action", action), args, null);
    }

    private static String name(String of, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String name when name.length() <= LONGEST_NAME -> name;
            case String name ->
                throw new IllegalArgumentException("the name of the " + of + " has " + name.length()
                        + " characters; at most " + LONGEST_NAME + " are allowed");
            default ->
                throw new IllegalArgumentException(
                        "the name of the " + of + " is a " + value.getClass().getSimpleName() + ", not a string");
        };
    }

    Call in(Server server, Frame frame, Reply reply) {
        return new Call(controller, action, args, new Exchange(server, frame, reply));
    }

    /** Returns the name of the controller; empty when there is none, as when the parser has failed. */
    public String controller() {
        return controller;
    }

    /** Returns the name of the action; empty when there is none. */
    public String action() {
        return action;
    }

    /** Returns the arguments as the parser gave them, or null. */
    public @Nullable Object args() {
        return args;
    }

    /** Returns one of the arguments when they are a map; otherwise, and when it is not there, null. */
    public @Nullable Object arg(String name) {
        return args instanceof Map<?, ?> map ? map.get(name) : null;
    }

    /** Returns the server. */
    public Server server() {
        return exchange().server;
    }

    /** Returns the message. */
    public Frame frame() {
        return exchange().frame;
    }

    /** Returns the connection that the message came from. */
    public int fd() {
        return frame().fd();
    }

    /** Returns what is sent when the call has ended. */
    public Reply reply() {
        return exchange().reply;
    }

    /**
     * Sends a text at once, without the encoder and before the reply. Counterpart of {@code responseImmediately}.
     *
     * @return false when the connection is gone
     */
    public boolean responseImmediately(String text) {
        return server().isEstablished(fd()) && server().push(fd(), text);
    }

    private Exchange exchange() {
        if (exchange == null) throw new IllegalStateException("a call that no dispatcher has begun");
        return exchange;
    }
}
