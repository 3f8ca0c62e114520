package swoole4j.engine.task;

/** Swoole's flags of a task. */
enum Flag {
    SERIALIZE(2),
    NONBLOCK(4),
    CALLBACK(8),
    WAITALL(16),
    COROUTINE(32),
    NOREPLY(128);

    final int bit;

    Flag(int bit) {
        this.bit = bit;
    }

    boolean in(int flags) {
        return (flags & bit) != 0;
    }
}
