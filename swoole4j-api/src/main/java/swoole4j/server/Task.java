package swoole4j.server;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.value.ValueException;
import swoole4j.core.value.ValueReader;
import swoole4j.core.value.ValueWriter;

/**
 * A task in its task worker, counterpart of {@code Swoole\Server\Task}. Callbacks of the event task get one when they
 * declare it; with {@code task_enable_coroutine} it is the only way to finish a task.
 */
public final class Task {
    private static final Logger log = LoggerFactory.getLogger(Task.class);

    private final int id;
    private final int workerId;
    private final double dispatchTime;
    private final int flags;
    private final @Nullable Object data;
    private final Predicate<@Nullable Object> finish;

    /** Creates a task; the engine does. */
    public Task(
            int id,
            int workerId,
            double dispatchTime,
            int flags,
            @Nullable Object data,
            Predicate<@Nullable Object> finish) {
        this.id = id;
        this.workerId = workerId;
        this.dispatchTime = dispatchTime;
        this.flags = flags;
        this.data = data;
        this.finish = finish;
    }

    /** Returns the task's id, unique together with {@link #workerId}. */
    public int id() {
        return id;
    }

    /** Returns the worker that asked for the task. */
    public int workerId() {
        return workerId;
    }

    /** Returns when it was asked for, in seconds since the epoch. */
    public double dispatchTime() {
        return dispatchTime;
    }

    /**
     * Returns Swoole's flags, added up: 2 when data is not a string, 4 without waiting, 8 with a callback, 32 when a
     * coroutine waits, 128 when nobody wants a result.
     */
    public int flags() {
        return flags;
    }

    /** Returns a copy of what was given to {@code task}, exclusively this worker's. */
    public @Nullable Object data() {
        return data;
    }

    /**
     * Sends a result to the worker that asked; any number of times, also after the callback returned. Counterpart of
     * {@code finish()}. Any thread.
     *
     * <p>A coroutine waits while too many results wait for that worker; other threads are refused (2002).
     *
     * @param result null, Boolean, a number, String, byte[], List or Map of these, or a Serializable
     * @return false with a warning when nobody wants a result, or it cannot be sent
     */
    public boolean finish(@Nullable Object result) {
        return finish.test(result);
    }

    /**
     * Encodes a value as {@link #unpack} reads it. Counterpart of {@code Task::pack}; the bytes differ from Swoole's.
     *
     * @return null with a warning for a value that cannot be sent
     */
    public static byte @Nullable [] pack(@Nullable Object value) {
        try {
            return ValueWriter.encode(value);
        } catch (ValueException e) {
            log.warn("Task.pack: {}", e.getMessage());
            return null;
        }
    }

    /**
     * Decodes what {@link #pack} made. Counterpart of {@code Task::unpack}. Of the classes of the program only records and enums
     * are read, since the bytes may come from anywhere.
     *
     * @return the value; null with a warning for bytes that are none
     */
    public static @Nullable Object unpack(byte[] packed) {
        try {
            return ValueReader.decodeForeign(packed);
        } catch (ValueException e) {
            log.warn("Task.unpack: {}", e.getMessage());
            return null;
        }
    }
}
