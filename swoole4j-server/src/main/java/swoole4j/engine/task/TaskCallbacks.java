package swoole4j.engine.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.EventKind;
import swoole4j.server.Callback;

/** What a task worker calls. */
record TaskCallbacks(@Nullable Callback task, @Nullable Callback pipeMessage) {
    private static final Logger log = LoggerFactory.getLogger(TaskCallbacks.class);

    /**
     * Chooses them.
     *
     * @throws SwooleException when there are to be task workers and the event task has no callback
     */
    static TaskCallbacks of(Callbacks callbacks, TaskSettings settings) {
        Callback onTask = callbacks.get(EventKind.TASK);
        if (settings.workers() > 0 && onTask == null) throw new SwooleException("require 'onTask' callback");
        boolean takesNumbers = onTask instanceof Callback.OnTask<?> || onTask instanceof Callback.OnTaskOnly<?>;
        if (settings.objects() && takesNumbers) {
            log.warn("task_use_object is on, but the callback of task takes no Task");
        }
        return new TaskCallbacks(onTask, callbacks.get(EventKind.PIPE_MESSAGE));
    }
}
