package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import swoole4j.core.value.Copy;

/** What is handed to a task worker. The data is a copy, exclusively the receiver's. */
sealed interface Parcel {
    /** Returns what was sent. */
    Copy copy();

    /**
     * A task.
     *
     * @param caller who wants the result
     * @param id unique for the caller
     * @param flags see {@link Flag}
     * @param time seconds since the epoch when it was sent
     */
    record Job(Caller caller, int id, int flags, Copy copy, double time) implements Parcel {
        boolean wantsResult() {
            return !Flag.NOREPLY.in(flags);
        }
    }

    /**
     * A message from another worker.
     *
     * @param source id of the sender
     * @param time seconds since the epoch when it was sent
     */
    record Message(int source, Copy copy, double time) implements Parcel {}

    /** Returns what was sent. */
    default @Nullable Object data() {
        return copy().value();
    }
}
