package swoole4j.core.framing;

import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;

/**
 * A function of the script tells how long a message is. It gets few bytes first and more when these are not enough, so that
 * many small messages in one read are not copied again and again.
 */
final class FunctionScanner implements Scanner {
    private static final int FIRST_HEAD = 128;
    private static final int GROWTH = 4;

    private final ToIntFunction<byte[]> length;
    private final int limit;
    private int shown;
    private int size;

    FunctionScanner(ToIntFunction<byte[]> length, int limit) {
        this.length = length;
        this.limit = limit;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) throws FramingException {
        int known = size;
        int visible = Math.min(available, Framing.MAX_HEAD);
        while (known == 0 && shown < visible) {
            shown = Math.min(visible, Math.max(FIRST_HEAD, GROWTH * shown));
            byte[] head = new byte[shown];
            bytes.get(start, head);
            known = ask(head);
        }
        if (known == 0) {
            if (shown == Framing.MAX_HEAD) throw FramingException.noLength(shown);
            return UNKNOWN;
        }
        if (known <= available) {
            shown = 0;
            size = 0;
        } else {
            size = known;
        }
        return known;
    }

    private int ask(byte[] head) throws FramingException {
        int answer;
        try {
            answer = length.applyAsInt(head);
        } catch (RuntimeException | StackOverflowError e) {
            throw FramingException.failed(e);
        }
        if (answer < 0) throw FramingException.malformed("package_length_func returned " + answer);
        return Scanner.checked(answer, limit);
    }
}
