package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.engine.worker.Invoker;
import swoole4j.server.Callback;
import swoole4j.server.PipeMessage;
import swoole4j.server.Task;
import swoole4j.server.TaskResult;

/** Calls the callbacks of tasks, results and messages. Whatever they throw is logged and goes no further. */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // what a callback declares is checked when it is called
final class TaskInvoker {
    private final Invoker invoker;
    private final Server server;

    TaskInvoker(Invoker invoker) {
        this.invoker = invoker;
        this.server = invoker.server();
    }

    /** Calls task; returns the result, null for none and after an exception. */
    @Nullable
    Object task(Callback callback, Task task) {
        try {
            switch (callback) {
                case Callback.OnTask shape -> {
                    return shape.call(server, task.id(), task.workerId(), task.data());
                }
                case Callback.OnTaskObject shape -> {
                    return shape.call(server, task);
                }
                case Callback.OnTaskOnly shape -> shape.call(server, task.id(), task.workerId(), task.data());
                case Callback.OnTaskObjectOnly shape -> shape.call(server, task);
                default -> invoker.common(callback);
            }
        } catch (Throwable e) {
            invoker.failed("task", task.id(), e);
        }
        return null;
    }

    /** Calls finish, or the callback that was given with the task. */
    void finish(Callback callback, TaskResult result) {
        try {
            switch (callback) {
                case Callback.OnData shape -> shape.call(server, result.taskId(), result.data());
                case Callback.OnTaskResult shape when invoker.eventObjects() -> shape.call(server, result);
                case Callback.OnId shape -> shape.call(server, result.taskId());
                default -> invoker.common(callback);
            }
        } catch (Throwable e) {
            invoker.failed("finish", result.taskId(), e);
        }
    }

    void pipeMessage(Callback callback, PipeMessage message) {
        try {
            switch (callback) {
                case Callback.OnData shape -> shape.call(server, message.sourceWorkerId(), message.data());
                case Callback.OnPipeMessage shape when invoker.eventObjects() -> shape.call(server, message);
                case Callback.OnId shape -> shape.call(server, message.sourceWorkerId());
                default -> invoker.common(callback);
            }
        } catch (Throwable e) {
            invoker.failed("pipeMessage", message.sourceWorkerId(), e);
        }
    }
}
