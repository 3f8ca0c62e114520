package swoole4j.core.framing;

import java.util.function.ToIntFunction;

/** How a byte stream is cut into messages. Immutable; each connection has a {@link PackageReader} of its own. */
public sealed interface Framing {
    /** The bytes of the field that {@code package_length_offset} points at end here at the latest. */
    int MAX_HEAD = 8192;

    /** Not at all: what is read is handed over in pieces of at most {@link #MAX_PIECE} bytes. */
    record Raw() implements Framing {
        /** The largest piece. */
        public static final int MAX_PIECE = 65536;
    }

    /** {@code open_eof_check}: what was read so far is one message as soon as it ends with {@code eof}. */
    record EofCheck(Eof eof) implements Framing {}

    /** {@code open_eof_split}: a message ends behind each {@code eof}. */
    record EofSplit(Eof eof) implements Framing {}

    /** {@code open_length_check}: a field of the head tells how many bytes follow the first {@code bodyOffset}. */
    record LengthField(LengthType type, int offset, int bodyOffset) implements Framing {
        /** Returns the number of bytes that are needed to know the length. */
        int headSize() {
            return offset + type.size();
        }
    }

    /**
     * {@code package_length_func}: the function gets the first bytes of a message and returns its length, 0 when it needs more
     * of them, or a negative number when they are no message.
     */
    record LengthFunction(ToIntFunction<byte[]> length) implements Framing {}

    /** {@code open_mqtt_protocol}: control packets of MQTT. */
    record Mqtt() implements Framing {}

    /** {@code open_redis_protocol}: requests of RESP, which are arrays of bulk strings and integers. */
    record Redis() implements Framing {}
}
