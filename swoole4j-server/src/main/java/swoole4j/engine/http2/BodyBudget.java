package swoole4j.engine.http2;

import java.util.ArrayDeque;

/**
 * How much of its requests' bodies one connection may have in memory, those that callbacks work on included. What fits into
 * a stream's first window always comes; for more a stream needs its share, and waits for it without a window.
 * Reactor-confined.
 */
final class BodyBudget {
    private final long limit;
    private final ArrayDeque<RequestStream> waiting = new ArrayDeque<>(0);
    private long taken;

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Takes the share of a stream; false when it has to wait for {@link RequestStream#admitted}. */
    boolean admit(RequestStream stream) {
        if (!fits(stream)) {
            waiting.add(stream);
            return false;
        }
        taken += stream.share();
        return true;
    }

    /** One stream is always let in, so that a body of the largest size can come at all. */
    private boolean fits(RequestStream stream) {
        return taken == 0 || taken + stream.share() <= limit;
    }

    /** Takes what is there already. */
    void charge(long bytes) {
        taken += bytes;
    }

    /** Gives back, and lets in who waits. */
    void release(long bytes) {
        taken -= bytes;
        for (RequestStream first; (first = waiting.peek()) != null && fits(first); ) {
            waiting.poll();
            taken += first.share();
            first.admitted();
        }
    }

    /** A stream waits no longer. */
    void forget(RequestStream stream) {
        waiting.remove(stream);
    }
}
