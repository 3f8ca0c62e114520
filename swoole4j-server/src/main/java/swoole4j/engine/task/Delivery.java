package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.value.Copy;
import swoole4j.core.value.ValueException;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.task.Caller.Expected;
import swoole4j.engine.worker.EventWorkers;
import swoole4j.server.Callback;
import swoole4j.server.PipeMessage;
import swoole4j.server.TaskResult;

/** Brings results and messages to event workers of this process. Any thread. */
final class Delivery implements Results {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final EventWorkers workers;
    private final Callers callers;
    private final TaskInvoker invoker;
    private final @Nullable Callback onFinish;
    private final @Nullable Callback onPipeMessage;
    private final Room[] rooms;

    Delivery(
            EventWorkers workers,
            Callers callers,
            TaskInvoker invoker,
            TaskSettings settings,
            @Nullable Callback onFinish,
            @Nullable Callback onPipeMessage) {
        this.workers = workers;
        this.callers = callers;
        this.invoker = invoker;
        this.onFinish = onFinish;
        this.onPipeMessage = onPipeMessage;
        this.rooms = new Room[workers.count()];
        for (int id = 0; id < rooms.length; id++) rooms[id] = new Room(settings);
    }

    @Override
    public boolean finish(Parcel.Job job, int taskWorkerId, @Nullable Object data, double time) {
        if (!job.isAnswered()) return false;
        Copy copy;
        try {
            copy = Copy.of(data);
        } catch (ValueException e) {
            log.warn("the result of task[{}] is refused: {}", job.id(), e.getMessage());
            return false;
        }
        Expected expected = job.caller().takeExpected(job.id());
        if (expected instanceof Expected.Slot(Wait owner, int index)) {
            owner.put(index, copy.value());
            return true;
        }
        if (job.isAwaited()) {
            expired(job.id());
            return true;
        }
        TaskResult result = new TaskResult(job.id(), taskWorkerId, time, copy.value());
        return call(job, expected, result, copy.size());
    }

    /** Nobody waits any more. */
    static void expired(int task) {
        log.warn("task[{}] has expired, its result is dropped ({})", task, SwooleError.TASK_TIMEOUT.number());
    }

    private boolean call(Parcel.Job job, @Nullable Expected expected, TaskResult result, long size) {
        Callback callback = onFinish;
        // A worker that took the place of the caller's does not know the callbacks that were given there.
        if (expected instanceof Expected.Call(var own) && callers.isCurrent(job.caller())) callback = own;
        if (callback == null) {
            log.warn("require 'onFinish' callback: the result of task[{}] is dropped", job.id());
            return true;
        }
        Callback called = callback;
        int worker = job.caller().id();
        if (!rooms[worker].take(size)) {
            Scheduler scheduler = Scheduler.current();
            if (scheduler == null) {
                if (expected != null) job.caller().expect(job.id(), expected);
                log.warn("too many results wait for worker {}, that of task[{}] is refused", worker, job.id());
                LastError.set(SwooleError.TASK_DISPATCH_FAIL.number());
                return false;
            }
            rooms[worker].await(scheduler, size); // the task worker slows down, and with it who gives it tasks
        }
        deliver(worker, size, () -> invoker.finish(called, result));
        return true;
    }

    /** Brings a message; false when too many wait already. */
    boolean message(int workerId, Parcel.Message message) {
        Callback callback = onPipeMessage;
        if (callback == null) return false;
        PipeMessage received = new PipeMessage(message.source(), message.time(), message.data());
        if (!rooms[workerId].take(message.copy().size())) return false;
        deliver(workerId, message.copy().size(), () -> invoker.pipeMessage(callback, received));
        return true;
    }

    /** Runs a callback that has taken room. */
    private void deliver(int workerId, long size, Runnable callback) {
        Scheduler scheduler = workers.scheduler(workerId);
        workers.executor(workerId).execute(() -> {
            rooms[workerId].giveBack(size);
            if (!scheduler.isEnded()) callback.run();
        });
    }
}
