package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Command;

/** Statistics and commands of a server. Any thread, unless a method says otherwise. */
public interface AdminHandle {
    /** See {@link swoole4j.Server#stats}. */
    @Nullable
    Map<String, Long> stats();

    /** See {@link swoole4j.Server#addCommand}. */
    boolean addCommand(String name, int processTypes, Command<?> command);

    /** See {@link swoole4j.Server#command(String, int, int, Object, boolean)}. */
    @Nullable
    Object command(String name, int processId, int processType, @Nullable Object data, boolean jsonDecode);

    /** See {@link swoole4j.Server#adminServer}. */
    swoole4j.http.@Nullable Server adminServer();
}
