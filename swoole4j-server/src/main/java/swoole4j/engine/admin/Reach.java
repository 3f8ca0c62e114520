package swoole4j.engine.admin;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** Whom commands reach from one process of a server. Any thread. */
public interface Reach {
    /** Returns what runs the coroutines of the master, which is worker 0 where there is none; null in any other process. */
    @Nullable
    Scheduler master();

    /**
     * Has another process carry out a command.
     *
     * @param worker among all workers
     * @param reply gets what it returns, in any thread, null when the process has ended
     * @return false when that worker is no other process
     */
    default boolean ask(int worker, String command, String json, Consumer<@Nullable String> reply) {
        return false;
    }
}
