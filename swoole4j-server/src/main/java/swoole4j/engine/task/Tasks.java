package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.core.value.Copy;
import swoole4j.core.value.ValueException;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.task.Caller.Expected;
import swoole4j.engine.task.Caller.Role;
import swoole4j.server.Callback;

/** Gives tasks to task workers and waits for their results. Any thread. */
final class Tasks {
    private static final Logger log = LoggerFactory.getLogger(Tasks.class);
    private static final int TOO_MANY = 1024;

    private final Callers callers;
    private final Post post;
    private final boolean taskCoroutines;
    private final boolean coroutines;
    private final LongSupplier clockMicros;

    Tasks(Callers callers, Post post, TaskSettings settings, boolean coroutines, LongSupplier clockMicros) {
        this.callers = callers;
        this.post = post;
        this.taskCoroutines = settings.coroutines();
        this.coroutines = coroutines;
        this.clockMicros = clockMicros;
    }

    int task(@Nullable Object data, int dst, Callback.@Nullable OnData<?, ?> finish) {
        Caller caller = callers.current();
        if (caller.role() == Role.TASK_WORKER) {
            refuse("Server->task() cannot use in the task-worker");
            return -1;
        }
        boolean replies = caller.role() == Role.EVENT_WORKER;
        int flags = Flag.NONBLOCK.bit;
        if (!replies) {
            flags |= Flag.NOREPLY.bit;
        } else if (finish != null) {
            flags |= Flag.CALLBACK.bit;
        }
        return give(caller, data, dst, flags, replies && finish != null ? new Expected.Call(finish) : null);
    }

    @Nullable
    Object taskwait(@Nullable Object data, double timeout, int dst) {
        Caller caller = waiting("taskwait");
        if (caller == null) return null;
        Wait wait = new Wait(1);
        int flags = coroutines ? Flag.NONBLOCK.bit | Flag.COROUTINE.bit : Flag.WAITALL.bit;
        int id = give(caller, data, dst, flags, new Expected.Slot(wait, 0));
        if (id < 0) return null;
        if (!await(caller, wait, timeout, List.of(id))) return null;
        return wait.result(0);
    }

    @Nullable
    Map<Integer, @Nullable Object> taskWaitMulti(List<?> tasks, double timeout) {
        Wait wait = giveAll("taskWaitMulti", tasks, timeout);
        if (wait == null) return null;
        Map<Integer, @Nullable Object> results = wait.arrived();
        return results.isEmpty() && !coroutines ? null : results;
    }

    @Nullable
    List<@Nullable Object> taskCo(List<?> tasks, double timeout) {
        Wait wait = giveAll("taskCo", tasks, timeout);
        return wait == null ? null : wait.all();
    }

    private @Nullable Wait giveAll(String method, List<?> tasks, double timeout) {
        Caller caller = waiting(method);
        if (caller == null) return null;
        if (tasks.size() >= TOO_MANY) {
            refuse("too many concurrent tasks, got " + tasks.size() + ", at most " + (TOO_MANY - 1));
            return null;
        }
        Wait wait = new Wait(tasks.size());
        int flags = coroutines ? Flag.NONBLOCK.bit | Flag.COROUTINE.bit : Flag.WAITALL.bit;
        List<Integer> ids = new ArrayList<>();
        for (int index = 0; index < tasks.size(); index++) {
            int id = give(caller, tasks.get(index), -1, flags, new Expected.Slot(wait, index));
            if (id < 0) {
                wait.giveUp();
            } else {
                ids.add(id);
            }
        }
        if (ids.isEmpty()) {
            LastError.set(SwooleError.TASK_DISPATCH_FAIL.number());
            return null;
        }
        await(caller, wait, timeout, ids);
        return wait;
    }

    /** Returns the calling event worker; others cannot wait. */
    private @Nullable Caller waiting(String method) {
        Caller caller = callers.current();
        if (caller.role() == Role.EVENT_WORKER) return caller;
        refuse(method + " method can only be used in the event worker");
        return null;
    }

    private boolean await(Caller caller, Wait wait, double timeout, List<Integer> ids) {
        Suspension end = Suspension.CANCELED; // which it is when the wait throws
        try {
            end = wait.await(timeout);
        } finally {
            if (end != Suspension.DONE) ids.forEach(caller::takeExpected);
        }
        if (end == Suspension.TIMED_OUT) {
            SwooleError error = coroutines ? SwooleError.CO_TIMEDOUT : SwooleError.SOCKET_POLL_TIMEOUT;
            LastError.set(error.number());
        }
        return end == Suspension.DONE;
    }

    private int give(Caller caller, @Nullable Object data, int dst, int flags, @Nullable Expected expected) {
        if (post.taskWorkers() == 0) {
            refuse("task method cannot be executed without task worker");
            return -1;
        }
        if (dst >= post.taskWorkers()) {
            refuse("worker_id must be less than task_worker_num[" + post.taskWorkers() + "], got " + dst);
            return -1;
        }
        Copy copy;
        try {
            copy = Copy.of(data);
        } catch (ValueException e) {
            refuse("the task is refused: " + e.getMessage());
            return -1;
        }
        boolean raw = data instanceof String || data instanceof byte[];
        int id = caller.nextId();
        if (expected != null) caller.expect(id, expected);
        double now = clockMicros.getAsLong() / 1e6;
        if (post.task(new Parcel.Job(caller, id, raw ? flags : flags | Flag.SERIALIZE.bit, copy, now), dst)) return id;
        caller.takeExpected(id);
        log.warn("too many tasks wait (task_queue_length, task_queue_size), one is refused");
        LastError.set(SwooleError.TASK_DISPATCH_FAIL.number());
        return -1;
    }

    boolean finish(@Nullable Object result) {
        Caller caller = callers.current();
        if (caller.role() != Role.TASK_WORKER) return refuse("Server->finish() can only be used in the task worker");
        if (taskCoroutines) return refuse("please use Task->finish() when task_enable_coroutine is on");
        TaskWorker worker = caller.taskWorker();
        Boolean sent = worker == null ? null : worker.finishCurrent(result);
        if (sent == null) return refuse("Server->finish() can only be used in the callback of a task");
        return sent;
    }

    private static boolean refuse(String warning) {
        log.warn("{}", Objects.requireNonNull(warning));
        LastError.set(SwooleError.PHP_FATAL_ERROR.number());
        return false;
    }
}
