package swoole4j.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Process;
import swoole4j.engine.task.TaskSystem;
import swoole4j.server.Callback;
import swoole4j.spi.TasksHandle;

/** Delegates to the running server what concerns tasks, messages and user processes. Any thread. */
final class TasksCore implements TasksHandle {
    private static final Logger log = LoggerFactory.getLogger(TasksCore.class);

    private final ServerCore server;
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    TasksCore(ServerCore server) {
        this.server = server;
    }

    /** Returns the processes that were added. */
    List<Process> processes() {
        return processes;
    }

    private @Nullable TaskSystem live() {
        Running running = server.live();
        return running == null ? null : running.tasks();
    }

    @Override
    public int addProcess(Process process) {
        if (server.refuseWhenStarted("server is running, unable to add a process")) return -1;
        if (processes.contains(process)) {
            log.warn("a process is added twice");
            return processes.indexOf(process);
        }
        processes.add(process);
        return processes.size() - 1;
    }

    @Override
    public int task(@Nullable Object data, int dstWorker, Callback.@Nullable OnData<?, ?> finish) {
        TaskSystem tasks = live();
        return tasks == null ? -1 : tasks.task(data, dstWorker, finish);
    }

    @Override
    public @Nullable Object taskwait(@Nullable Object data, double timeout, int dstWorker) {
        TaskSystem tasks = live();
        return tasks == null ? null : tasks.taskwait(data, timeout, dstWorker);
    }

    @Override
    public @Nullable Map<Integer, @Nullable Object> taskWaitMulti(List<?> data, double timeout) {
        TaskSystem tasks = live();
        return tasks == null ? null : tasks.taskWaitMulti(data, timeout);
    }

    @Override
    public @Nullable List<@Nullable Object> taskCo(List<?> data, double timeout) {
        TaskSystem tasks = live();
        return tasks == null ? null : tasks.taskCo(data, timeout);
    }

    @Override
    public boolean finish(@Nullable Object result) {
        TaskSystem tasks = live();
        return tasks != null && tasks.finish(result);
    }

    @Override
    public boolean sendMessage(@Nullable Object message, int dstWorker) {
        TaskSystem tasks = live();
        return tasks != null && tasks.sendMessage(message, dstWorker);
    }
}
