package swoole4j.spi;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/**
 * A server inside an engine. The facades delegate each of their methods to the method of the same name; what a method
 * means, takes and returns is written there. Any thread.
 */
public interface ServerHandle extends PortHandle {
    /** Returns statistics and commands. */
    AdminHandle admin();

    /** See {@link swoole4j.Server#listen}. */
    @Nullable
    PortHandle listen(String host, int port, int type);

    /** Returns all ports, the first one first. */
    List<PortHandle> ports();

    /** See {@link swoole4j.Server#start}. */
    boolean start();

    /** See {@link swoole4j.Server#release}. */
    boolean release();

    /** See {@link swoole4j.Server#shutdown}. */
    boolean shutdown();

    /** Returns the workers. */
    WorkersHandle workers();

    /** See {@link swoole4j.Server#defer}. */
    void defer(Runnable task);

    /** See {@link swoole4j.Server#mode}. */
    int mode();

    /** See {@link swoole4j.Server#getLastError}. */
    int lastError();

    /** See {@link swoole4j.Server#send(int, byte[])}. */
    boolean send(int fd, byte[] data);

    /** See {@link swoole4j.Server#send(int, String)}. */
    boolean send(int fd, String text);

    /** Returns what concerns datagrams. */
    DatagramHandle datagrams();

    /** See {@link swoole4j.Server#close}. */
    boolean close(int fd, boolean reset);

    /** Returns what else can be done to connections; before the start all of it fails, with a warning and 503. */
    ConnectionControl control();

    /** See {@link swoole4j.Server#exists}. */
    boolean exists(int fd);

    /** See {@link swoole4j.Server#getClientInfo}. */
    @Nullable
    Map<String, Object> getClientInfo(int fd);

    /** See {@link swoole4j.Server#getClientList}. */
    @Nullable
    List<Integer> getClientList(int startFd, int count);

    /**
     * Makes a response for a connection; see {@link swoole4j.http.Response#create(swoole4j.http.Server, int)}.
     *
     * @param request the request it answers, or null when that is not known
     */
    ResponseHandle response(int fd, @Nullable RequestSource request);

    /** See {@link swoole4j.websocket.Server#push(int, String, int, int)}. */
    boolean push(int fd, String data, int opcode, int flags);

    /** See {@link swoole4j.websocket.Server#push(int, byte[], int, int)}. */
    boolean push(int fd, byte[] data, int opcode, int flags);

    /** See {@link swoole4j.websocket.Server#push(int, Frame)}. */
    boolean push(int fd, Frame frame);

    /** See {@link swoole4j.websocket.Server#pushAll(int[], byte[], int, long, IntConsumer)}. */
    int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow);

    /** See {@link swoole4j.websocket.Server#disconnect(int, int, String)}. */
    boolean disconnect(int fd, int code, String reason);

    /** See {@link swoole4j.websocket.Server#ping(int, String)}. */
    boolean ping(int fd, byte[] data);

    /** See {@link swoole4j.websocket.Server#isEstablished}. */
    boolean isEstablished(int fd);

    /** See {@link swoole4j.websocket.Server#closeFrame}. */
    @Nullable
    CloseFrame closeFrame(int fd);

    /** Returns tasks, messages and user processes. */
    TasksHandle tasks();
}
