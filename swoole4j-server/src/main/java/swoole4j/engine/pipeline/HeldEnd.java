package swoole4j.engine.pipeline;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * The news that the peer will send no more, while something that it sent before is held back. With epoll it comes although
 * nobody reads. Reactor-confined.
 */
final class HeldEnd {
    private @Nullable Runnable tell;

    /** Tells whether an event says that the peer will send no more. */
    static boolean isEnd(Object event) {
        return event == ChannelInputShutdownEvent.INSTANCE
                || (event instanceof SslCloseCompletionEvent tls && tls.isSuccess());
    }

    /** Hands an event on, or keeps it when it is the end and something before it is {@code held}. */
    void pass(ChannelHandlerContext ctx, Object event, boolean held) {
        if (held && isEnd(event)) {
            tell = () -> ctx.fireUserEventTriggered(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** Nothing is held back any more. */
    void release() {
        Runnable end = tell;
        if (end == null) return;
        tell = null;
        end.run();
    }
}
