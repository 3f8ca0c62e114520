package swoole4j.redis;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.redis.RedisReply;
import swoole4j.spi.ServerSpec;

/**
 * A server that any client of Redis can talk to, counterpart of {@code Swoole\Redis\Server}: a {@link swoole4j.Server} with a
 * handler for each command instead of a receive callback.
 *
 * <p>A command without a handler is answered with {@code -ERR unknown command 'X'}. A connection that sends anything else
 * than arrays of strings and integers, such as inline commands, is closed. Differs from Swoole: what a handler returns is
 * sent with coroutines, too, and replies keep the order of a connection's requests when a handler blocks.
 */
@SuppressWarnings("overloads") // a lambda with declared parameter types tells handlers apart, which is the point
public class Server extends swoole4j.Server {
    /** An error: {@code -text}. */
    public static final int ERROR = 0;
    /** No value: {@code $-1}. */
    public static final int NIL = 1;
    /** A status: {@code +text}. */
    public static final int STATUS = 2;
    /** An integer: {@code :number}. */
    public static final int INT = 3;
    /** A string of any bytes. */
    public static final int STRING = 4;
    /** An array of values. */
    public static final int SET = 5;
    /** An array of keys and values by turns. */
    public static final int MAP = 6;

    private final Commands commands = new Commands();

    /** Listens on all IPv4 addresses on a free port. */
    public Server() {
        this("0.0.0.0", 0);
    }

    /** Listens on {@code host} on a free port. */
    public Server(String host) {
        this(host, 0);
    }

    /** Listens on {@code host} and {@code port} in {@code SWOOLE_BASE} mode. */
    public Server(String host, int port) {
        this(host, port, SWOOLE_BASE);
    }

    /** Listens on {@code host} and {@code port} in the given mode. */
    public Server(String host, int port, int mode) {
        this(host, port, mode, SWOOLE_SOCK_TCP);
    }

    /** Binds the address; see {@link swoole4j.Server#Server(String, int, int, int)}. */
    public Server(String host, int port, int mode, int type) {
        super(ServerSpec.Protocol.REDIS, host, port, mode, type);
    }

    /**
     * Sets the handler of a command, counterpart of {@code setHandler()}: the arguments are UTF-8, what it returns is sent
     * when it is text or bytes. A later one takes the place of an earlier one.
     *
     * @param command in any case, 64 characters at most
     * @return true
     * @throws SwooleException for an empty or longer name
     */
    public boolean setHandler(String command, Handler.OnText handler) {
        commands.put(command, handler);
        return true;
    }

    /** Sets a handler that returns nothing; see {@link #setHandler(String, Handler.OnText)}. */
    public boolean setHandler(String command, Handler.OnTextOnly handler) {
        commands.put(command, handler);
        return true;
    }

    /** Sets a handler for arguments of any bytes; see {@link #setHandler(String, Handler.OnText)}. */
    public boolean setHandler(String command, Handler.OnBytes handler) {
        commands.put(command, handler);
        return true;
    }

    /** Sets a handler for arguments of any bytes that returns nothing; see {@link #setHandler(String, Handler.OnText)}. */
    public boolean setHandler(String command, Handler.OnBytesOnly handler) {
        commands.put(command, handler);
        return true;
    }

    /** Returns the handler of a command in any case, or null. Counterpart of {@code getHandler()}. */
    public @Nullable Handler getHandler(String command) {
        return commands.get(command);
    }

    /** Runs the server; see {@link swoole4j.Server#start}. A receive callback is for ports that do not speak Redis. */
    @Override
    public boolean start() {
        if (getMasterPid() == 0) on("redisCommand", commands);
        return super.start();
    }

    /** Makes a reply without a value: {@link #NIL}, {@code +OK} or {@code -ERR}; see {@link #format(int, Object)}. */
    public static byte[] format(int type) {
        return format(type, null);
    }

    /**
     * Makes a reply, counterpart of {@code format()}. Text is written as UTF-8, {@code byte[]} as it is. Line ends in an error
     * or a status become blanks. Inside of arrays whole numbers are integers, null is null and lists are arrays. Any thread.
     *
     * @param type {@link #ERROR}, {@link #NIL}, {@link #STATUS}, {@link #INT}, {@link #STRING}, {@link #SET} or {@link #MAP}
     * @param value text for an error or status, a whole number for {@code INT}, text or bytes for {@code STRING}, a collection
     *     for {@code SET}, a map for {@code MAP}
     * @throws SwooleException for an unknown type, a value that is missing, or one that does not fit
     */
    public static byte[] format(int type, @Nullable Object value) {
        RedisReply reply = new RedisReply();
        return switch (type) {
            case NIL -> reply.string(null).bytes();
            case ERROR -> reply.line('-', value == null ? "ERR" : value).bytes();
            case STATUS -> reply.line('+', value == null ? "OK" : value).bytes();
            case INT -> reply.line(':', number(value)).bytes();
            case STRING -> reply.string(required(value)).bytes();
            case SET -> reply.array(fitting(Collection.class, value)).bytes();
            case MAP -> reply.pairs(fitting(Map.class, value)).bytes();
            default -> throw new SwooleException("Unknown type[" + type + "], expected 0 to 6");
        };
    }

    private static Object required(@Nullable Object value) {
        if (value == null) throw new SwooleException("require more parameters");
        return value;
    }

    private static long number(@Nullable Object value) {
        try {
            return switch (required(value)) {
                case Number number -> number.longValue();
                case Boolean truth -> truth ? 1 : 0;
                case Object other -> Long.parseLong(other.toString().strip());
            };
        } catch (NumberFormatException _) {
            throw new SwooleException("the second parameter should be a whole number, not " + value);
        }
    }

    private static <T> T fitting(Class<T> type, @Nullable Object value) {
        Object given = required(value);
        if (type.isInstance(given)) return type.cast(given);
        throw new SwooleException("the second parameter should be a " + type.getSimpleName() + ", not " + value);
    }
}
