package swoole4j.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server does to its connections besides sending and closing; named as the methods of the facade. Any thread. */
public interface ConnectionControl {
    /** See {@link swoole4j.Server#sendfile(int, String, long, long)}. */
    boolean sendfile(int fd, String path, long offset, long length);

    /** See {@link swoole4j.Server#sendwait(int, byte[])}. Takes the array over. */
    boolean sendwait(int fd, byte[] data);

    /** See {@link swoole4j.Server#pause}. */
    boolean pause(int fd);

    /** See {@link swoole4j.Server#resume}. */
    boolean resume(int fd);

    /** See {@link swoole4j.Server#protect(int, boolean)}. */
    boolean protect(int fd, boolean on);

    /** See {@link swoole4j.Server#bind}. */
    boolean bind(int fd, long uid);

    /** See {@link swoole4j.Server#heartbeat(boolean)}. */
    @Nullable
    List<Integer> heartbeat(boolean close);
}
