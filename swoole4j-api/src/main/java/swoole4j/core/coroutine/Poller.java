package swoole4j.core.coroutine;

/** The I/O loop of a worker, as its scheduler sees it. */
public interface Poller {
    /** Sends what coroutines queued. In the loop, before every turn; may wait for locks, while coroutines run. */
    void flush();

    /**
     * Handles the I/O that is ready. In the loop; before it waits for I/O it must not wait for anything else, since
     * coroutines that run meanwhile would be forgotten.
     *
     * @param mayWait whether to wait for I/O when there is none; ends early on {@link #wakeup}
     * @return false when the loop is done
     */
    boolean turn(boolean mayWait);

    /** Ends a waiting {@link #turn}, the current or else the next one. Any thread; must not throw, even after the end. */
    void wakeup();

    /** Runs the whole loop; here a poller can set up what its thread needs. */
    default void around(Runnable loop) {
        loop.run();
    }

    /** The worker has ended, its loop as well as its coroutines. The last thing that its thread does. */
    default void ended() {}
}
