package swoole4j.engine.worker;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;

/**
 * Keeps the unsent bytes of a connection within its limit: a coroutine waits for room, any other sender is refused.
 * Any thread.
 */
final class SendRoom {
    private static final int CONNECTION_RESET = 104;

    private final boolean yield;
    private final long timeoutNanos;
    private final Map<Integer, Queue<Thread>> waiting = new ConcurrentHashMap<>();

    SendRoom(boolean yield, double timeoutSeconds) {
        this.yield = yield;
        this.timeoutNanos = (long) (timeoutSeconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** Returns whether the connection takes more; false leaves the reason in the last error. */
    boolean await(ConnectionState connection, long limit) {
        if (connection.unsent() < limit) return true;
        Scheduler scheduler = Scheduler.current();
        if (!yield || scheduler == null || !Thread.currentThread().isVirtual()) {
            LastError.set(SwooleError.OUTPUT_BUFFER_OVERFLOW.number());
            return false;
        }
        long deadline = System.nanoTime() + timeoutNanos;
        Queue<Thread> queue = waiting.computeIfAbsent(connection.fd(), _ -> new ConcurrentLinkedQueue<>());
        queue.add(Thread.currentThread());
        connection.watchDrain();
        try {
            scheduler.await(
                    () -> connection.unsent() < limit || !connection.isOpen() || isOver(deadline), timeoutNanos);
        } finally {
            queue.remove(Thread.currentThread());
        }
        if (!connection.isOpen()) {
            LastError.set(CONNECTION_RESET);
            return false;
        }
        if (connection.unsent() >= limit) {
            LastError.set(SwooleError.CO_TIMEDOUT.number());
            return false;
        }
        return true;
    }

    private boolean isOver(long deadline) {
        return timeoutNanos > 0 && System.nanoTime() - deadline >= 0;
    }

    /** There is room again, or the connection ended. */
    void wake(int fd) {
        Queue<Thread> queue = waiting.remove(fd);
        if (queue != null) queue.forEach(LockSupport::unpark);
    }
}
