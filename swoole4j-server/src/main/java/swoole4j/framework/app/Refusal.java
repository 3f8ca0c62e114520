package swoole4j.framework.app;

import swoole4j.framework.HttpReply;

/** Ends a handshake with an answer that nobody else is asked for. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    Refusal(HttpReply reply) {
        super("status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    HttpReply reply() {
        return reply;
    }
}
