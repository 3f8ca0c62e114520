package swoole4j.engine.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.server.Callback;

/** Tasks and messages of a running server, as one of its processes gives and sends them. Any thread. */
public final class TaskSystem {
    private static final int BUSY = 1;
    private static final int IDLE = 2;

    private final Callers callers;
    private final Post post;
    private final Tasks tasks;
    private final Messages messages;
    private final int firstTaskWorker;
    private final int userProcesses;

    TaskSystem(Callers callers, Post post, Tasks tasks, Messages messages, int firstTaskWorker, int userProcesses) {
        this.callers = callers;
        this.post = post;
        this.tasks = tasks;
        this.messages = messages;
        this.firstTaskWorker = firstTaskWorker;
        this.userProcesses = userProcesses;
    }

    /** Returns 1 for a task worker that has something to do, 2 for one that has not; {@code id} is among all workers. */
    public int status(int id) {
        return post.isIdle(id - firstTaskWorker) ? IDLE : BUSY;
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
        return post.idle();
    }

    /** Returns how many tasks wait; {@code tasking_num}. */
    public int waitingTasks() {
        return post.waiting();
    }

    /** Returns how many tasks were given; {@code task_count}. */
    public long givenTasks() {
        return post.given();
    }

    /** Returns how many task workers there are; {@code task_worker_num}. */
    public int taskWorkers() {
        return post.taskWorkers();
    }

    /** Returns what runs the task worker with that number, counted from 0; null when it is not there or not in this process. */
    public @Nullable Scheduler taskWorker(int index) {
        return post.scheduler(index);
    }

    /** Returns how many user processes there are; {@code user_worker_num}. */
    public int userProcesses() {
        return userProcesses;
    }
}
