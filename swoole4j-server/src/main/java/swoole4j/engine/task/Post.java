package swoole4j.engine.task;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** The ways to other workers, and what is known of task workers. Any thread. */
interface Post {
    /** Returns how many task workers there are. */
    int taskWorkers();

    /** Gives a task to the task worker of that index, to an idle one for a negative index; false when too many wait. */
    boolean task(Parcel.Job job, int index);

    /** Sends a message to an event or task worker; false when too many wait. */
    boolean message(int worker, Parcel.Message message);

    /** Tells whether the task worker of that index has nothing to do. */
    boolean isIdle(int index);

    /** Returns how many tasks wait. */
    int waiting();

    /** Returns how many tasks were given. */
    long given();

    /** Returns what runs the task worker of that index, null when it is not there or not in this process. */
    @Nullable
    Scheduler scheduler(int index);

    /** Returns how many task workers have nothing to do. */
    default int idle() {
        return (int) IntStream.range(0, taskWorkers()).filter(this::isIdle).count();
    }
}
