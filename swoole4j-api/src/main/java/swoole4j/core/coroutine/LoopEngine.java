package swoole4j.core.coroutine;

/**
 * Makes I/O loops for coroutines that run without a server; found with {@link java.util.ServiceLoader}. The modules
 * swoole4j-server and swoole4j-client provide one each; any of them will do.
 */
public interface LoopEngine {
    /** Makes the loop of {@code scheduler} and names it to {@link Scheduler#io}. */
    StandaloneLoop open(Scheduler scheduler);

    /** A loop that ends when it is told to. */
    interface StandaloneLoop extends Poller {
        /** Ends the loop and closes what is left on it. Any thread. */
        void stop();
    }
}
