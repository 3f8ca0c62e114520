package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Coroutine;
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
import swoole4j.server.Callback;

/** Task workers, user processes and messages of a running server. Any thread. */
public final class TaskSystem {
    private static final Logger log = LoggerFactory.getLogger(TaskSystem.class);
    private static final int BUSY = 1;
    private static final int IDLE = 2;

    private final List<Process> processes;
    private final Callers callers;
    private final TaskWorkers workers;
    private final UserProcesses userProcesses;
    private final Tasks tasks;
    private final Messages messages;
    private final @Nullable Workplace place;

    /**
     * Makes what {@link #start} starts.
     *
     * @param owner the server, as the schedulers of its workers name it
     * @throws SwooleException when there are to be task workers and the event task has no callback
     */
    public TaskSystem(
            ServerContext context,
            Services services,
            LifeEvents events,
            Callbacks callbacks,
            TaskSettings settings,
            List<Process> processes,
            Object owner) {
        EventWorkers eventWorkers = context.workers();
        Callback onTask = callbacks.get(EventKind.TASK);
        Callback onPipeMessage = callbacks.get(EventKind.PIPE_MESSAGE);
        if (settings.workers() > 0 && onTask == null) throw new SwooleException("require 'onTask' callback");
        boolean takesNumbers = onTask instanceof Callback.OnTask<?> || onTask instanceof Callback.OnTaskOnly<?>;
        if (settings.objects() && takesNumbers) {
            log.warn("task_use_object is on, but the callback of task takes no Task");
        }
        LongSupplier clock = context.clockMicros();
        int taskWorkersEnd = eventWorkers.count() + settings.workers();
        int all = taskWorkersEnd + processes.size();
        TaskInvoker invoker = new TaskInvoker(services.invoker());
        this.processes = List.copyOf(processes);
        this.callers = new Callers(eventWorkers, owner);
        // One without coroutines has a single one, which runs when it is stopped by force.
        boolean checksDeadlock = settings.coroutines() && context.settings().deadlockCheck();
        Consumer<Scheduler> watch = scheduler -> {
            scheduler.mostCoroutines(context.settings().maxCoroutines());
            scheduler.owner(owner);
            if (checksDeadlock) scheduler.onDismissal(Coroutine::deadlockCheck);
            services.watch(scheduler);
        };
        Delivery delivery =
                new Delivery(eventWorkers, callers, invoker, settings, callbacks.get(EventKind.FINISH), onPipeMessage);
        this.workers = new TaskWorkers(eventWorkers.count(), queues(settings), clock);
        this.userProcesses = new UserProcesses(taskWorkersEnd, all, callers, watch);
        this.tasks = new Tasks(callers, workers, settings, context.settings().coroutines(), clock);
        this.messages = new Messages(callers, delivery, workers, eventWorkers.count(), onPipeMessage != null, clock);
        this.place = onTask == null
                ? null
                : new Workplace(
                        settings,
                        all,
                        context.settings().maxWaitSeconds(),
                        onTask,
                        onPipeMessage,
                        invoker,
                        events,
                        callers,
                        delivery,
                        watch,
                        clock,
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
    public List<CompletableFuture<Void>> restartTaskWorkers() {
        return workers.restart();
    }

    /** Returns 1 for a task worker that has something to do, 2 for one that has not. */
    public int status(int id) {
        return workers.queue(id).isIdle() ? IDLE : BUSY;
    }

    /** The same for the task worker of that id, as among all workers. */
    public void restartTaskWorker(int id) {
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

    /** Returns the id of the calling event or task worker, -1 elsewhere. */
    public int workerId() {
        Caller caller = callers.current();
        return switch (caller.role()) {
            case EVENT_WORKER, TASK_WORKER -> caller.id();
            case USER_PROCESS, OUTSIDE -> -1;
        };
    }

    /** Tells whether a task worker calls. */
    public boolean isTaskWorker() {
        return callers.current().role() == Caller.Role.TASK_WORKER;
    }

    /** See {@link swoole4j.spi.TasksHandle#task}. */
    public int task(@Nullable Object data, int dst, Callback.@Nullable OnData<?, ?> finish) {
        return tasks.task(data, dst, finish);
    }

    /** See {@link swoole4j.spi.TasksHandle#taskwait}. */
    public @Nullable Object taskwait(@Nullable Object data, double timeout, int dst) {
        return tasks.taskwait(data, timeout, dst);
    }

    /** See {@link swoole4j.spi.TasksHandle#taskWaitMulti}. */
    public @Nullable Map<Integer, @Nullable Object> taskWaitMulti(List<?> data, double timeout) {
        return tasks.taskWaitMulti(data, timeout);
    }

    /** See {@link swoole4j.spi.TasksHandle#taskCo}. */
    public @Nullable List<@Nullable Object> taskCo(List<?> data, double timeout) {
        return tasks.taskCo(data, timeout);
    }

    /** See {@link swoole4j.spi.TasksHandle#finish}. */
    public boolean finish(@Nullable Object result) {
        return tasks.finish(result);
    }

    /** See {@link swoole4j.spi.TasksHandle#sendMessage}. */
    public boolean sendMessage(@Nullable Object message, int dst) {
        return messages.send(message, dst);
    }

    /** Returns how many task workers have nothing to do; {@code task_idle_worker_num}. */
    public int idleTaskWorkers() {
        return workers.idle();
    }

    /** Returns how many tasks wait; {@code tasking_num}. */
    public int waitingTasks() {
        return workers.waiting();
    }

    /** Returns how many tasks were given; {@code task_count}. */
    public long givenTasks() {
        return workers.given();
    }

    /** Returns how many task workers there are; {@code task_worker_num}. */
    public int taskWorkers() {
        return workers.size();
    }

    /** Returns what runs the task worker with that number, counted from 0; null when there is none. */
    public @Nullable Scheduler taskWorker(int index) {
        return workers.scheduler(index);
    }

    /** Returns how many user processes there are; {@code user_worker_num}. */
    public int userProcesses() {
        return userProcesses.size();
    }
}
