package swoole4j.engine.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import swoole4j.core.coroutine.Scheduler;

/** How many bytes of datagrams a port was handed and has not yet sent. Any thread. */
public final class DatagramRoom {
    private final long limit;
    private final AtomicLong unsent = new AtomicLong();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** Creates the room of one port. */
    public DatagramRoom(long limit) {
        this.limit = limit;
    }

    /** Takes room for {@code bytes}; an empty one has room for any datagram. False when there is not enough. */
    public boolean enter(int bytes) {
        while (true) {
            long before = unsent.get();
            if (before > 0 && before + bytes > limit) return false;
            if (unsent.compareAndSet(before, before + bytes)) return true;
        }
    }

    /** Takes room as soon as there is some, while the calling coroutine waits; false when the time passed first. */
    public boolean await(Scheduler scheduler, int bytes, long nanos) {
        if (enter(bytes)) return true;
        Thread self = Thread.currentThread();
        waiting.add(self);
        try {
            return scheduler.await(() -> enter(bytes), nanos);
        } finally {
            waiting.remove(self);
        }
    }

    /** A datagram was given to the kernel, or dropped. */
    public void leave(int bytes) {
        unsent.addAndGet(-bytes);
        if (!waiting.isEmpty()) waiting.forEach(LockSupport::unpark);
    }
}
