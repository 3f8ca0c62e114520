package swoole4j.engine.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ToReactor;

/** Coroutines that wait until the kernel has what they sent. Any thread. */
final class Flushes {
    private final ServerContext context;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Waiter> waiting = new ConcurrentHashMap<>();

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final int fd;
        volatile boolean done;

        Waiter(int fd) {
            this.fd = fd;
        }
    }

    Flushes(ServerContext context) {
        this.context = context;
    }

    /** Waits in a coroutine of {@code scheduler}; false when the connection ended or the time passed before. */
    boolean await(ConnectionState connection, Scheduler scheduler, long nanos) {
        long ticket = last.incrementAndGet();
        Waiter waiter = new Waiter(connection.fd());
        waiting.put(ticket, waiter);
        try {
            context.tell(connection, new ToReactor.Flush(connection.fd(), scheduler.workerId(), ticket));
            scheduler.await(() -> waiter.done || SendRoom.isOver(connection), nanos);
        } finally {
            waiting.remove(ticket);
        }
        return waiter.done;
    }

    /** The kernel has it. */
    void done(long ticket) {
        Waiter waiter = waiting.get(ticket);
        if (waiter == null) return;
        waiter.done = true;
        LockSupport.unpark(waiter.thread);
    }

    /** A connection has ended. */
    void ended(int fd) {
        for (Waiter waiter : waiting.values()) {
            if (waiter.fd == fd) LockSupport.unpark(waiter.thread);
        }
    }
}
