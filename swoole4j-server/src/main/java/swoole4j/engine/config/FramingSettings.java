package swoole4j.engine.config;

import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.LengthType;
import swoole4j.server.PackageLength;
import swoole4j.spi.ServerSpec;

/** The options that tell how a port's stream is cut into messages. Of several the first wins: eof, length, HTTP, MQTT, Redis. */
final class FramingSettings {
    private FramingSettings() {}

    /** Tells whether messages are cut out of the stream before HTTP would get it. */
    static boolean comeBeforeHttp(Options options) {
        return byEof(options) || options.truth(Option.OPEN_LENGTH_CHECK);
    }

    private static boolean byEof(Options options) {
        return options.truth(Option.OPEN_EOF_CHECK) || options.truth(Option.OPEN_EOF_SPLIT);
    }

    static Framing of(Options options, ServerSpec.Protocol protocol) {
        if (protocol == ServerSpec.Protocol.REDIS) return new Framing.Redis();
        if (byEof(options)) {
            Eof eof = options.value(Option.PACKAGE_EOF, Eof.class);
            return options.truth(Option.OPEN_EOF_SPLIT) ? new Framing.EofSplit(eof) : new Framing.EofCheck(eof);
        }
        if (options.truth(Option.OPEN_LENGTH_CHECK)) return byLength(options);
        if (options.truth(Option.OPEN_MQTT_PROTOCOL)) return new Framing.Mqtt();
        boolean redis = options.has(Option.OPEN_REDIS_PROTOCOL) && options.truth(Option.OPEN_REDIS_PROTOCOL);
        return redis ? new Framing.Redis() : new Framing.Raw();
    }

    private static Framing byLength(Options options) {
        if (options.has(Option.PACKAGE_LENGTH_FUNC)) {
            PackageLength function = options.value(Option.PACKAGE_LENGTH_FUNC, PackageLength.class);
            return new Framing.LengthFunction(function::length);
        }
        return new Framing.LengthField(
                options.value(Option.PACKAGE_LENGTH_TYPE, LengthType.class),
                (int) options.number(Option.PACKAGE_LENGTH_OFFSET),
                (int) options.number(Option.PACKAGE_BODY_OFFSET));
    }

    static @Nullable Object eof(Object value) {
        byte[] bytes = value instanceof byte[] given
                ? given
                : value instanceof CharSequence text ? text.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
        return bytes.length == 0 || bytes.length > Eof.MAX_SIZE ? null : Eof.of(bytes);
    }

    static @Nullable Object lengthType(Object value) {
        return switch (value) {
            case Character letter -> LengthType.of(letter);
            case CharSequence text when text.length() == 1 -> LengthType.of(text.charAt(0));
            default -> null;
        };
    }

    @SuppressWarnings("unchecked") // one that wants anything but bytes fails with its first message
    static @Nullable Object lengthFunction(Object value) {
        return switch (value) {
            case PackageLength function -> function;
            case ToIntFunction<?> function -> (PackageLength) ((ToIntFunction<byte[]>) function)::applyAsInt;
            default -> null;
        };
    }
}
