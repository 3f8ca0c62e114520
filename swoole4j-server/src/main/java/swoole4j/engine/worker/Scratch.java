package swoole4j.engine.worker;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ByteSink;

/**
 * Room to write small answers in, used again once the reactor has copied them, which it does before it returns when it
 * shares the worker's thread. Any thread; what is kept is worker-confined.
 */
final class Scratch {
    /** A reactor takes larger pieces over instead of copying them. */
    private static final int LARGEST = 16 * 1024;

    private static final int MOST = 32;

    private final ArrayDeque<ByteSink> spare = new ArrayDeque<>();

    private final @Nullable Scheduler owner;

    /**
     * Creates the room of the worker that {@code owner} runs; elsewhere new sinks are made. Null when reactors have threads
     * of their own, which take the bytes over.
     */
    Scratch(@Nullable Scheduler owner) {
        this.owner = owner;
    }

    /** Returns an empty sink with room for {@code size} bytes. */
    ByteSink take(int size) {
        ByteSink sink = size <= LARGEST && isHere() ? spare.poll() : null;
        if (sink == null) return new ByteSink(size);
        sink.ensure(size);
        return sink;
    }

    /** Takes a sink back whose bytes were handed to the reactor that runs with this worker. */
    void giveBack(ByteSink sink) {
        if (sink.array().length > LARGEST || spare.size() >= MOST || !isHere()) return;
        sink.clear();
        spare.push(sink);
    }

    private boolean isHere() {
        return owner != null && owner.inLoop();
    }
}
