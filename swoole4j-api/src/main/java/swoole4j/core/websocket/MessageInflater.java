package swoole4j.core.websocket;

import java.util.Arrays;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the messages one connection receives (RFC 7692 7.2.2). Got from {@link DeflatePool#inflater};
 * worker-confined. Memory follows the output and ends at the limit.
 */
public final class MessageInflater {
    private static final byte[] EMPTY = {};

    /**
     * The four bytes the sender left out, then a final empty block. Only a message that ends at the end of a block, as
     * it must, makes the decompressor stop exactly behind them; a cut one is found out.
     */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff, 1, 0, 0, (byte) 0xff, (byte) 0xff};

    /** A sender that flushes with final blocks (7.2.3.5) does so once per fragment, not once per two bytes. */
    private static final int MAX_FINAL_BLOCKS = 1024;

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final int WINDOW = 1 << DeflateParameters.MAX_WINDOW_BITS;

    private final DeflatePool pool;
    private final @Nullable History history;

    MessageInflater(DeflatePool pool, @Nullable History history) {
        this.pool = pool;
        this.history = history;
    }

    /**
     * Decompresses one whole message.
     *
     * @param compressed holds the joined payload
     * @param length its size; an empty one is an empty message
     * @param limit largest size of the result
     * @return the message in an array of its own size
     * @throws ProtocolException with 1007 when the payload is corrupt or cut, with 1009 when it grows beyond the limit
     */
    public byte[] inflate(byte[] compressed, int length, int limit) throws ProtocolException {
        if (length == 0) return EMPTY;
        try {
            int size = inflateToScratch(compressed, length, limit);
            byte[] message = Arrays.copyOf(pool.scratch(0), size);
            if (history != null) history.add(message, 0, size);
            return message;
        } catch (DataFormatException e) {
            throw ProtocolException.corruptDeflate(Objects.requireNonNullElse(e.getMessage(), "data error"));
        }
    }

    /** A buffer for a payload that is inflated at once, with room for {@code length} bytes. */
    byte[] input(int length) {
        return pool.input(length);
    }

    private int inflateToScratch(byte[] compressed, int length, int limit)
            throws DataFormatException, ProtocolException {
        Inflater inflater = pool.freshInflater();
        recall(inflater, 0);
        inflater.setInput(compressed, 0, length);
        pool.freshScratch(0);
        int size = 0;
        int finals = 0;
        boolean tail = false;
        while (true) {
            if (inflater.finished()) {
                int rest = inflater.getRemaining();
                if (rest == 0) return size;
                if (tail || ++finals > MAX_FINAL_BLOCKS) throw ProtocolException.corruptDeflate("data behind its end");
                inflater.reset();
                recall(inflater, size);
                inflater.setInput(compressed, length - rest, rest);
            } else if (inflater.needsInput()) {
                if (tail) throw ProtocolException.corruptDeflate("it is cut");
                tail = true;
                inflater.setInput(TAIL);
            }
            byte[] target = target(size, limit);
            size += inflater.inflate(target, size, (int) Math.min(target.length, limit + 1L) - size);
            if (size > limit) throw ProtocolException.inflatedTooBig(limit);
        }
    }

    /** What the next blocks may refer to: earlier messages and the {@code size} bytes made of this one. */
    private void recall(Inflater inflater, int size) {
        History past = history;
        if (past != null && past.size() > 0) inflater.setDictionary(past.array(), 0, past.size());
        int reach = Math.min(size, WINDOW);
        if (reach > 0) inflater.setDictionary(pool.scratch(0), size - reach, reach);
    }

    /** The scratch buffer with room behind {@code size}, one byte beyond the limit at most. */
    private byte[] target(int size, int limit) {
        byte[] target = pool.scratch(0);
        if (size < target.length) return target;
        return pool.scratch((int) Math.min(2L * size, Math.min(limit, MAX_ARRAY - 1) + 1L));
    }
}
