package swoole4j.websocket;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/** Turns what PHP calls a string argument into bytes. */
final class Payload {
    private Payload() {}

    static byte[] bytes(@Nullable Object data) {
        return data instanceof byte[] bytes ? bytes : text(data).getBytes(StandardCharsets.UTF_8);
    }

    static String text(@Nullable Object data) {
        return switch (data) {
            case null -> "";
            case CharSequence text -> text.toString();
            case Boolean truth -> truth ? "1" : "";
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case Number number -> number.toString();
            case Character letter -> letter.toString();
            default ->
                throw new SwooleException("$data must be of type Frame|string|byte[]|number|bool|null, "
                        + data.getClass().getName() + " given");
        };
    }

    /** PHP prints 1.0 as 1. */
    private static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return new BigDecimal(number).toBigInteger().toString();
        }
        return Double.toString(number);
    }
}
