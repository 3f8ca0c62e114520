package swoole4j.framework.dispatcher;

import org.jspecify.annotations.Nullable;
import swoole4j.websocket.Frame;

/** Reads messages. Counterpart of {@code ParserInterface::decode}. */
@FunctionalInterface
public interface Parser {
    /** Reads messages whose text is all that matters. */
    @FunctionalInterface
    interface OfText {
        /** Returns what the message calls, or null for a message to ignore. */
        @Nullable
        Call decode(String raw) throws Exception;
    }

    /**
     * Returns what the message calls, or null for a message to ignore. Runs in the coroutine of the message, in several at a time.
     *
     * @param raw the message as text; the bytes of a binary one are those of the frame
     */
    @Nullable
    Call decode(String raw, Frame frame) throws Exception;
}
