package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.value.ValueException;
import swoole4j.core.value.ValueReader;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Receipt;
import swoole4j.engine.task.Caller.Expected;
import swoole4j.engine.worker.EventKind;
import swoole4j.server.Callback;
import swoole4j.server.PipeMessage;
import swoole4j.server.TaskResult;

/** Where an event worker that is a process gets results and messages. In its loop. */
public final class MailRoom {
    private static final Logger log = LoggerFactory.getLogger(MailRoom.class);

    private final DistantTasks tasks;
    private final Scheduler scheduler;

    /** Creates it for the worker that {@code scheduler} runs. */
    public MailRoom(DistantTasks tasks, Scheduler scheduler) {
        this.tasks = tasks;
        this.scheduler = scheduler;
    }

    private Caller worker() {
        return tasks.callers.of(scheduler);
    }

    /** Reads what was encoded by another process of this server. */
    static @Nullable Object value(Mail mail) {
        try {
            return ValueReader.decode(mail.data());
        } catch (ValueException e) {
            throw new IllegalStateException("mail cannot be decoded", e);
        }
    }

    /** Brings a result that a coroutine of this process waits for. */
    public void returned(Mail.Result result) {
        if (worker().takeExpected(result.id()) instanceof Expected.Slot(Wait owner, int index)) {
            owner.put(index, value(result));
        } else {
            Delivery.expired(result.id());
        }
    }

    /** Brings anything else. */
    public void receive(Mail mail, Receipt receipt) {
        Runnable callback = switch (mail) {
            case Mail.Result result -> result(result);
            case Mail.Message message -> message(message);
            case Mail.Task task -> throw new IllegalStateException("task " + task.id() + " came to an event worker");
        };
        tasks.context.workers().executor(scheduler.workerId()).execute(() -> {
            if (!receipt.begin()) return;
            try {
                callback.run();
            } finally {
                receipt.settle();
            }
        });
    }

    private Runnable result(Mail.Result result) {
        // A process that took the place of the giver's does not know the callbacks that were given there.
        boolean mine = result.giver().incarnation() == tasks.incarnation;
        Expected expected = mine ? worker().takeExpected(result.id()) : null;
        Callback callback = expected instanceof Expected.Call(var own) ? own : tasks.callbacks.get(EventKind.FINISH);
        if (callback == null) {
            return () -> log.warn("require 'onFinish' callback: the result of task[{}] is dropped", result.id());
        }
        TaskResult told = new TaskResult(result.id(), result.from(), result.micros() / 1e6, value(result));
        return () -> tasks.invoker.finish(callback, told);
    }

    private Runnable message(Mail.Message message) {
        Callback callback = tasks.called.pipeMessage();
        PipeMessage told = new PipeMessage(message.from(), message.micros() / 1e6, value(message));
        return () -> {
            if (callback != null) tasks.invoker.pipeMessage(callback, told);
        };
    }
}
