package swoole4j.engine.dispatch;

/** How busy the event workers are. Any thread; what is told may be a little old. */
public interface WorkerLoads {
    /** Returns how many event workers there are. */
    int count();

    /** Tells whether a worker has nothing to do. */
    boolean isIdle(int worker);

    /** Returns how many coroutines a worker has. */
    int coroutines(int worker);

    /** Returns how many requests a worker has in work. */
    int requests(int worker);
}
