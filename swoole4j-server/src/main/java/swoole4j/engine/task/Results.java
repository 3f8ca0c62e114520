package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;

/** The way back to whoever gave a task. Any thread. */
interface Results {
    /** Brings one result of a task to who gave it; false with a warning when that is not possible. */
    boolean finish(Parcel.Job job, int taskWorkerId, @Nullable Object data, double time);
}
