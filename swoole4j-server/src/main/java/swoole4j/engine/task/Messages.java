package swoole4j.engine.task;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.value.Copy;
import swoole4j.core.value.ValueException;
import swoole4j.engine.task.Caller.Role;

/** Sends messages from worker to worker. Any thread. */
final class Messages {
    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    private final Callers callers;
    private final Post post;
    private final int eventWorkers;
    private final boolean received;
    private final LongSupplier clockMicros;

    Messages(Callers callers, Post post, int eventWorkers, boolean received, LongSupplier clockMicros) {
        this.callers = callers;
        this.post = post;
        this.eventWorkers = eventWorkers;
        this.received = received;
        this.clockMicros = clockMicros;
    }

    boolean send(@Nullable Object data, int dst) {
        Caller caller = callers.current();
        if (!received) return refuse("onPipeMessage is null, cannot use sendMessage");
        boolean isWorker = caller.role() == Role.EVENT_WORKER || caller.role() == Role.TASK_WORKER;
        if (isWorker && dst == caller.id()) return refuse("cannot send messages to self");
        int workers = eventWorkers + post.taskWorkers();
        if (dst < 0 || dst >= workers)
            return refuse("worker_id[" + dst + "] is invalid, expected 0 to " + (workers - 1));
        Copy copy;
        try {
            copy = Copy.of(data);
        } catch (ValueException e) {
            return refuse("the message is refused: " + e.getMessage());
        }
        caller.nextId();
        Parcel.Message message = new Parcel.Message(caller.id(), copy, clockMicros.getAsLong() / 1e6);
        if (post.message(dst, message)) return true;
        log.warn("too many messages wait for worker {}, one is refused", dst);
        LastError.set(SwooleError.QUEUE_FULL.number());
        return false;
    }

    private static boolean refuse(String warning) {
        log.warn("{}", warning);
        LastError.set(SwooleError.PHP_FATAL_ERROR.number());
        return false;
    }
}
