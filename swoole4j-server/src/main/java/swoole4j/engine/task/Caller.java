package swoole4j.engine.task;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.Mail;
import swoole4j.server.Callback;

/** A worker, or all threads outside of workers, as one who gives tasks and sends messages. Any thread. */
final class Caller {
    /** What a caller is. */
    enum Role {
        EVENT_WORKER,
        TASK_WORKER,
        USER_PROCESS,
        /** What would be the master or the manager. */
        OUTSIDE
    }

    /** What is to be done with the first result of a task. */
    sealed interface Expected {
        /** A callback gets it. */
        record Call(Callback.OnData<?, ?> callback) implements Expected {}

        /** Someone waits for it. */
        record Slot(Wait owner, int index) implements Expected {}
    }

    private final Role role;
    private final int id;
    private final int incarnation;
    private final @Nullable TaskWorker taskWorker;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Expected> expected = new ConcurrentHashMap<>();

    Caller(Role role, int id) {
        this(role, id, 0, null);
    }

    private Caller(Role role, int id, int incarnation, @Nullable TaskWorker taskWorker) {
        this.role = role;
        this.id = id;
        this.incarnation = incarnation;
        this.taskWorker = taskWorker;
    }

    static Caller of(TaskWorker worker) {
        return new Caller(Role.TASK_WORKER, worker.id(), 0, worker);
    }

    /** Returns one of another process. */
    static Caller of(Mail.Sender sender) {
        return new Caller(Role.EVENT_WORKER, sender.worker(), sender.incarnation(), null);
    }

    /** Returns which one it is of the processes of its worker, where workers are processes. */
    Mail.Sender sender() {
        return new Mail.Sender(id, incarnation);
    }

    /** Returns the task worker that calls, or null. */
    @Nullable
    TaskWorker taskWorker() {
        return taskWorker;
    }

    Role role() {
        return role;
    }

    int id() {
        return id;
    }

    int nextId() {
        return ids.getAndIncrement() & Integer.MAX_VALUE;
    }

    void expect(int taskId, Expected what) {
        expected.put(taskId, what);
    }

    /** Returns what the first result is for, once. */
    @Nullable
    Expected takeExpected(int taskId) {
        return expected.remove(taskId);
    }
}
