package swoole4j.engine.task;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.value.Copy;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Receipt;

/** The one task worker of a process of its own. Any thread. */
public final class TaskProcess {
    private final MailQueue queue = new MailQueue();
    private final TaskWorker worker;

    /**
     * Makes the worker, which {@link #start} starts.
     *
     * @param id among all workers
     * @param onLimit is told, in the worker, when it has handled as many tasks as it should
     */
    public TaskProcess(int id, DistantTasks tasks, Runnable onLimit) {
        Workplace place = new Workplace(
                tasks.settings,
                tasks.workers,
                tasks.context.settings().maxWaitSeconds(),
                Objects.requireNonNull(tasks.called.task()),
                tasks.called.pipeMessage(),
                tasks.invoker,
                tasks.events,
                tasks.callers,
                tasks.post,
                tasks.watch,
                tasks.context.clockMicros(),
                _ -> onLimit.run(),
                _ -> {});
        this.worker = new TaskWorker(id, queue, place);
        tasks.post.own(worker);
    }

    /** Starts it. */
    public void start() {
        worker.start();
    }

    /** Runs {@code step} when workerStart has ended or waits for something. */
    public void whenBegun(Runnable step) {
        worker.scheduler().start(step);
    }

    /** Takes what came for it. */
    public void receive(Mail mail, Receipt receipt) {
        Copy copy = new Copy(MailRoom.value(mail), mail.size());
        queue.add(
                switch (mail) {
                    case Mail.Task task ->
                        new Parcel.Job(
                                Caller.of(task.from()), task.id(), task.flags(), copy, task.micros() / 1e6, receipt);
                    case Mail.Message message ->
                        new Parcel.Message(message.from(), copy, message.micros() / 1e6, receipt);
                    case Mail.Result result ->
                        throw new IllegalStateException("result " + result.id() + " came to a task worker");
                });
    }

    /** Returns what runs it. */
    public Scheduler scheduler() {
        return worker.scheduler();
    }

    /** Lets it finish what it has begun, and end. */
    public void stop() {
        worker.stop();
    }

    /** Is completed when it has ended. */
    public CompletableFuture<Void> gone() {
        return worker.gone();
    }
}
