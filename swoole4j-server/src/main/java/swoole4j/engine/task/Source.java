package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;

/** Where a task worker gets from what it has to do. */
interface Source {
    /** From now on the calling thread is woken when there is something to take. */
    void beTaker();

    /** Tells whether nothing waits. */
    boolean isEmpty();

    /** Takes what has waited longest, or null. */
    @Nullable
    Parcel take();

    /** It was handled. */
    void over(Parcel parcel);
}
