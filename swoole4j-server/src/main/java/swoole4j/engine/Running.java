package swoole4j.engine;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import swoole4j.engine.config.WatchSettings;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** A started server, as far as it is in this process. Any thread. */
interface Running {
    /** Returns what its workers share. */
    ServerContext context();

    /** Returns what callbacks and everybody else call. */
    Services services();

    /** Returns how tasks are given and messages sent. */
    TaskSystem tasks();

    /** Lets it begin. */
    void begin();

    /** Lets a thread watch what nobody else in this process does. */
    default void watch(WatchSettings settings, ScheduledExecutorService thread) {}

    /** Waits for its end. */
    void await();

    /** Returns the status with which a process of its own ends then. */
    default int exitStatus() {
        return 0;
    }

    /** Tells whether it has ended. */
    boolean isOver();

    /** Tells whether there is one worker and nothing that could be replaced. */
    boolean isSingle();

    /** Begins to replace the workers, or the task workers only; false when that is not possible. */
    boolean reload(boolean onlyTasks);

    /** Begins to replace one event or task worker. */
    void restart(int worker);

    /** Begins the graceful end; false when it has begun already. */
    boolean shutdown();

    /** Returns the status of an event worker as Swoole numbers it. */
    int status(int worker);

    /** Returns the process of a worker. */
    int pid(int worker);

    /** Returns the process that owns the sockets. */
    int masterPid();

    /** Returns the options of the socket of a port. */
    Map<String, Object> socketOptions(int port);
}
