package swoole4j.engine.link.socket;

import io.netty.channel.IoEventLoop;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/** The reactor that has docks for workers. In its loop. */
public interface Host {
    /** Returns the reactor's number. */
    int id();

    /** Returns its loop. */
    IoEventLoop loop();

    /** Runs {@code flush} when the loop writes the output of connections next. */
    void flushLater(Runnable flush);

    /** Takes what a worker told. */
    void accept(ToReactor message);

    /** Counts bytes that are to be sent, which no worker counts any more. */
    void reserve(int fd, long bytes);

    /** A worker died while it handled an event. */
    void lost(ToWorker event);

    /** A worker died that may not have told the end of connections that it closed. */
    void died(int incarnation);
}
