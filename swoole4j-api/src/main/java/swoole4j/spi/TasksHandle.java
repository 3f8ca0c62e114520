package swoole4j.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Process;
import swoole4j.server.Callback;

/** Tasks, messages between workers, and user processes of a server. Any thread. */
public interface TasksHandle {
    /** See {@link swoole4j.Server#task(Object, int, Callback.OnData)}; -1 for false. */
    int task(@Nullable Object data, int dstWorker, Callback.@Nullable OnData<?, ?> finish);

    /** See {@link swoole4j.Server#taskwait(Object, double, int)}. */
    @Nullable
    Object taskwait(@Nullable Object data, double timeout, int dstWorker);

    /** See {@link swoole4j.Server#taskWaitMulti(List, double)}. */
    @Nullable
    Map<Integer, @Nullable Object> taskWaitMulti(List<?> tasks, double timeout);

    /** See {@link swoole4j.Server#taskCo(List, double)}. */
    @Nullable
    List<@Nullable Object> taskCo(List<?> tasks, double timeout);

    /** See {@link swoole4j.Server#finish}. */
    boolean finish(@Nullable Object result);

    /** See {@link swoole4j.Server#sendMessage}. */
    boolean sendMessage(@Nullable Object message, int dstWorker);

    /** See {@link swoole4j.Server#addProcess}. */
    int addProcess(Process process);
}
