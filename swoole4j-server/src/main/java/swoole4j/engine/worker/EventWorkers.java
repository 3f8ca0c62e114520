package swoole4j.engine.worker;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;

/** The event workers as the rest of a server sees them. Any thread. */
public interface EventWorkers {
    /** Returns how many there are. */
    int count();

    /** Returns the scheduler of the worker that has this id now. */
    Scheduler scheduler(int worker);

    /** Returns what runs callbacks that belong to no connection in the worker that has this id now. */
    Executor executor(int worker);

    /** Returns the worker in which what happens to a connection is told. */
    int home(ConnectionState connection);

    /** Tells whether a worker is one of this process; only of those there is more to be had than a message. */
    default boolean isHere(int worker) {
        return true;
    }

    /** Tells whether this is the process that has the sockets while workers are others. */
    default boolean areServed() {
        return false;
    }

    /** Tells whether the caller is a coroutine, or the loop, of that worker. */
    default boolean isInside(int worker) {
        return isHere(worker) && scheduler(worker).isCurrent();
    }

    /** Tells whether a worker has nothing to do. */
    default boolean isIdle(int worker) {
        return scheduler(worker).isIdle();
    }

    /** Returns how many coroutines a worker has. */
    default int coroutines(int worker) {
        return scheduler(worker).count();
    }

    /** Returns how many coroutines a worker had at most. */
    default int coroutinesAtMost(int worker) {
        return scheduler(worker).peak();
    }

    /** Tells whether all events of a connection are told in one worker, in order. */
    boolean areStable();

    /** Tells whether reactors share their worker's thread, so that what is offered to them is taken before the call ends. */
    boolean areReactors();

    /** Tells whether the scheduler runs an event worker now. */
    default boolean contains(@Nullable Scheduler scheduler) {
        return scheduler != null && scheduler.workerId() < count() && scheduler(scheduler.workerId()) == scheduler;
    }
}
