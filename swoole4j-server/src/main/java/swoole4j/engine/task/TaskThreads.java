package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.Process;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.EventWorkers;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** Task workers and user processes as threads of one process. Any thread. */
public final class TaskThreads {
    private final List<Process> processes;
    private final Callers callers;
    private final TaskWorkers workers;
    private final UserProcesses userProcesses;
    private final TaskSystem system;
    private final @Nullable Workplace place;

    /**
     * Makes what {@link #start} starts.
     *
     * @param owner the server, as the schedulers of its workers name it
     * @throws SwooleException when there are to be task workers and the event task has no callback
     */
    public TaskThreads(
            ServerContext context,
            Services services,
            LifeEvents events,
            Callbacks callbacks,
            TaskSettings settings,
            List<Process> processes,
            Object owner) {
        TaskCallbacks chosen = TaskCallbacks.of(callbacks, settings);
        EventWorkers eventWorkers = context.workers();
        LongSupplier clock = context.clockMicros();
        int taskWorkersEnd = eventWorkers.count() + settings.workers();
        int all = taskWorkersEnd + processes.size();
        TaskInvoker invoker = new TaskInvoker(services.invoker());
        Watch watch = new Watch(context, services, settings, owner);
        this.processes = List.copyOf(processes);
        this.callers = new Callers(eventWorkers, owner);
        Delivery delivery = new Delivery(
                eventWorkers,
                callers,
                invoker,
                settings,
                callbacks.get(EventKind.FINISH),
                callbacks.get(EventKind.PIPE_MESSAGE));
        this.workers = new TaskWorkers(eventWorkers.count(), queues(settings), delivery, clock);
        this.userProcesses = new UserProcesses(taskWorkersEnd, all, callers, watch);
        this.system = new TaskSystem(
                callers,
                workers,
                new Tasks(callers, workers, settings, context.settings().coroutines(), clock),
                new Messages(callers, workers, eventWorkers.count(), chosen.pipeMessage() != null, clock),
                eventWorkers.count(),
                processes.size());
        this.place = chosen.task() == null
                ? null
                : new Workplace(
                        settings,
                        all,
                        context.settings().maxWaitSeconds(),
                        chosen.task(),
                        chosen.pipeMessage(),
                        invoker,
                        events,
                        callers,
                        delivery,
                        watch,
                        clock,
                        TaskWorker::stop,
                        this::replace);
    }

    private static List<TaskQueue> queues(TaskSettings settings) {
        List<TaskQueue> queues = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) queues.add(new TaskQueue(settings));
        return List.copyOf(queues);
    }

    private void replace(TaskWorker ended) {
        if (place != null) workers.replace(ended, place);
    }

    /** Returns how tasks are given and messages sent. */
    public TaskSystem system() {
        return system;
    }

    /** Starts task workers and user processes. */
    public void start() {
        if (place != null) workers.start(place);
        userProcesses.start(processes);
    }

    /**
     * Lets every task worker finish what it has begun, and others go on with their queues.
     *
     * @return completed when they are gone
     */
    public List<CompletableFuture<Void>> restart() {
        return workers.restart();
    }

    /** The same for the task worker of that id, as among all workers. */
    public void restart(int id) {
        workers.worker(id).stop();
    }

    /** An event worker has ended; another takes its id. */
    public void eventWorkerEnded(Scheduler scheduler) {
        callers.remove(scheduler);
    }

    /** Ends all in order until {@code deadline} in nanoseconds, and without mercy then. */
    public void end(long deadline) throws InterruptedException {
        workers.end(deadline);
        userProcesses.end(deadline);
    }

    /** Ends all at once. */
    public void endNow() {
        workers.endNow();
        userProcesses.endNow();
    }
}
