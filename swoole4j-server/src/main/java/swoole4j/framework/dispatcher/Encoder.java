package swoole4j.framework.dispatcher;

import org.jspecify.annotations.Nullable;

/** Writes replies. Counterpart of {@code ParserInterface::encode}. */
@FunctionalInterface
public interface Encoder {
    /** Returns the text or the bytes to send, or null for nothing. Runs in the coroutine of the message, in several at a time. */
    @Nullable
    Object encode(Reply reply) throws Exception;
}
