package swoole4j.engine.task;

import java.util.concurrent.Executor;
import swoole4j.core.coroutine.Scheduler;

/** The event workers of a server, as results and messages reach them. Any thread. */
public interface EventWorkers {
    /** Returns how many there are. */
    int count();

    /** Returns the scheduler of the worker that has that id now. */
    Scheduler scheduler(int id);

    /** Returns what runs callbacks in the worker that has that id now, by its rules. */
    Executor executor(int id);
}
