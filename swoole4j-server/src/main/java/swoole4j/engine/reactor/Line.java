package swoole4j.engine.reactor;

import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;

/** One connection, whatever it speaks, as its reactor drives it. Reactor-confined. */
sealed interface Line permits Wire, Http2Wire {
    /** Returns what is known of it. */
    Connection connection();

    /** Returns the settings of its port. */
    PortSettings port();

    /** Does what the worker wants; may be called by a coroutine that shares the loop's thread. */
    void accept(ToReactor event);

    /** A worker that is a process died while it handled a request of this connection. */
    void lost(HttpMessage request);

    /** Writes what waits; in the loop. */
    void flushDirty();

    /** Nothing was received, or nothing of what is queued was taken, for too long. */
    void expire();

    /** Asks the peer of a WebSocket for a sign of life. */
    void ping();

    /** Returns a number that changes with what the kernel takes of the output, or -1 when there is none. */
    long outputProgress();

    /** The server is about to end: what the peer begins from here on is not read. */
    void stopReading();

    /** Cuts the connection when the loop ends. */
    void cut();
}
