package swoole4j.core.framing;

import java.nio.ByteBuffer;

/**
 * Finds the end of the message that comes next, of one connection. It is asked again as more bytes of that message come and
 * does not look twice at what it has seen; when a message is complete it begins anew with the next one.
 */
interface Scanner {
    /** Nobody knows yet how many bytes the message has. */
    int UNKNOWN = Integer.MAX_VALUE;

    /**
     * Returns the size of the message, or what is known of it.
     *
     * @param bytes has the message at {@code start}, {@code available} bytes of it and of what follows
     * @return at most {@code available} when the message is complete, and then its size; more when it is not, and then a
     *     number of bytes that it needs at least, or {@link #UNKNOWN}
     * @throws FramingException when this is no message
     */
    int size(ByteBuffer bytes, int start, int available) throws FramingException;

    /** Returns a scanner for messages of at most {@code limit} bytes. */
    static Scanner of(Framing framing, int limit) {
        return switch (framing) {
            case Framing.Raw _ -> (_, _, available) -> Math.min(available, Framing.Raw.MAX_PIECE);
            case Framing.EofCheck check -> new EofCheckScanner(check.eof());
            case Framing.EofSplit split -> new EofSplitScanner(split.eof());
            case Framing.LengthField field -> new LengthScanner(field, limit);
            case Framing.LengthFunction function -> new FunctionScanner(function.length(), limit);
            case Framing.Mqtt _ -> new MqttScanner(limit);
            case Framing.Redis _ -> new RedisScanner(limit);
        };
    }

    /** Returns a length that a peer declares, as an int. */
    static int checked(long length, int limit) throws FramingException {
        if (length > limit) throw FramingException.tooLarge(length, limit);
        return (int) length;
    }
}
