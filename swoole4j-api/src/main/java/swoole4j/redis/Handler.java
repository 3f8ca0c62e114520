package swoole4j.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that the handler of a command may have. A lambda with declared parameter types picks its shape by itself in
 * {@link Server#setHandler(String, OnText)} and its overloads.
 *
 * <p>The arguments come without the name of the command. A null string of the client is null, an integer is there as its
 * digits. A handler runs as a coroutine of its worker and may block; the next request of the same connection waits for it,
 * so that replies have the order of the requests. When it returns text or bytes these are sent, whatever else it returns
 * is ignored; what it throws is logged, and the client gets no reply.
 */
public sealed interface Handler {
    /** {@code (fd, data)} with arguments as UTF-8, and a value. */
    @FunctionalInterface
    non-sealed interface OnText extends Handler {
        /** Called with the connection and the arguments; returns a reply to send, if it has not sent one. */
        @Nullable
        Object call(int fd, List<@Nullable String> data) throws Exception;
    }

    /** {@code (fd, data)} with arguments as UTF-8, without a value. */
    @FunctionalInterface
    non-sealed interface OnTextOnly extends Handler {
        /** Called with the connection and the arguments. */
        void call(int fd, List<@Nullable String> data) throws Exception;
    }

    /** {@code (fd, data)} with arguments as they came, and a value. */
    @FunctionalInterface
    non-sealed interface OnBytes extends Handler {
        /** Called with the connection and the arguments; returns a reply to send, if it has not sent one. */
        @Nullable
        Object call(int fd, List<byte @Nullable []> data) throws Exception;
    }

    /** {@code (fd, data)} with arguments as they came, without a value. */
    @FunctionalInterface
    non-sealed interface OnBytesOnly extends Handler {
        /** Called with the connection and the arguments. */
        void call(int fd, List<byte @Nullable []> data) throws Exception;
    }
}
