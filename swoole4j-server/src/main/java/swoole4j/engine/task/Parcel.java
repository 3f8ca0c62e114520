package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.value.Copy;
import swoole4j.engine.link.Receipt;

/** What is handed to a task worker. The data is a copy, exclusively the receiver's. */
sealed interface Parcel {
    Logger log = LoggerFactory.getLogger(Parcel.class);

    /** Returns what was sent. */
    Copy copy();

    /**
     * A task.
     *
     * @param caller who wants the result
     * @param id unique for the caller
     * @param flags see {@link Flag}
     * @param time seconds since the epoch when it was sent
     * @param receipt notes how far its handling has come
     */
    record Job(Caller caller, int id, int flags, Copy copy, double time, Receipt receipt) implements Parcel {
        Job(Caller caller, int id, int flags, Copy copy, double time) {
            this(caller, id, flags, copy, time, Receipt.NONE);
        }

        /** Tells whether somebody gets results, otherwise warns. */
        boolean isAnswered() {
            if (!Flag.NOREPLY.in(flags)) return true;
            log.warn("task[{}] of worker {} wants no result", id, caller.id());
            return false;
        }

        /** Tells whether a coroutine waits for the result. */
        boolean isAwaited() {
            return Flag.COROUTINE.in(flags) || Flag.WAITALL.in(flags);
        }
    }

    /**
     * A message from another worker.
     *
     * @param source id of the sender
     * @param time seconds since the epoch when it was sent
     * @param receipt notes how far its handling has come
     */
    record Message(int source, Copy copy, double time, Receipt receipt) implements Parcel {
        Message(int source, Copy copy, double time) {
            this(source, copy, time, Receipt.NONE);
        }
    }

    /** Returns what notes how far its handling has come. */
    Receipt receipt();

    /** Returns what was sent. */
    default @Nullable Object data() {
        return copy().value();
    }
}
