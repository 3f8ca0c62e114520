package swoole4j.engine.admin;

import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** The task workers and user processes of a server, as far as the administration looks at them. Any thread. */
public interface Auxiliaries {
    /** A server without any. */
    Auxiliaries NONE = new Auxiliaries() {};

    /** Returns how many task workers there are. */
    default int taskWorkers() {
        return 0;
    }

    /** Returns how many of them have nothing to do. */
    default int idleTaskWorkers() {
        return 0;
    }

    /** Returns how many tasks wait to be begun. */
    default long waitingTasks() {
        return 0;
    }

    /** Returns how many tasks there were. */
    default long tasks() {
        return 0;
    }

    /** Returns how many user processes there are. */
    default int userWorkers() {
        return 0;
    }

    /** Returns what runs the task worker with that number, counted from 0; null when there is none. */
    default @Nullable Scheduler taskWorker(int index) {
        return null;
    }
}
