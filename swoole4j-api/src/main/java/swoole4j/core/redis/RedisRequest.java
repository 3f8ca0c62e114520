package swoole4j.core.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request: the name of a command and its arguments, null for a null string. Integers, which clients do not send, are
 * there as their digits. Immutable.
 */
public final class RedisRequest {
    private final String command;
    private final List<byte @Nullable []> arguments;

    private RedisRequest(List<byte @Nullable []> elements) {
        this.command = text(elements.getFirst());
        this.arguments = elements.subList(1, elements.size());
    }

    /** Takes a request apart that was found to be complete and well-formed. */
    public static RedisRequest parse(byte[] request) {
        int end = lineEnd(request, 0);
        List<byte @Nullable []> elements = new ArrayList<>(number(request, 1, end));
        int at = end + 2;
        while (at < request.length) {
            end = lineEnd(request, at);
            if (request[at] == ':') {
                elements.add(Arrays.copyOfRange(request, at + 1, end));
                at = end + 2;
                continue;
            }
            int length = number(request, at + 1, end);
            at = end + 2;
            if (length < 0) {
                elements.add(null);
            } else {
                elements.add(Arrays.copyOfRange(request, at, at + length));
                at += length + 2;
            }
        }
        return new RedisRequest(elements);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\r') at++;
        return at;
    }

    private static int number(byte[] bytes, int from, int to) {
        return Integer.parseInt(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** Returns the name of the command as it was sent; empty for null. */
    public String command() {
        return command;
    }

    /** Returns the arguments as bytes. */
    public List<byte @Nullable []> bytes() {
        return arguments;
    }

    /** Returns the arguments as UTF-8. */
    public List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>(arguments.size());
        for (byte @Nullable [] argument : arguments) texts.add(argument == null ? null : text(argument));
        return texts;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
