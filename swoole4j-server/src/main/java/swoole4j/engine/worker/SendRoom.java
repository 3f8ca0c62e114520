package swoole4j.engine.worker;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;

/**
 * Keeps the unsent bytes of a connection within its limit: a coroutine waits for room, first come first served, any other
 * sender is refused. Any thread.
 */
final class SendRoom {
    static final int CONNECTION_RESET = 104;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final boolean yield;
    private final long timeoutNanos;
    private final Predicate<ConnectionState> tellsRoom;
    private volatile boolean deaf;
    private final Map<Integer, Queue<Thread>> waiting = new ConcurrentHashMap<>();

    /** Creates it; {@code tellsRoom} says of which connections the caller's process is told that there is room. */
    SendRoom(boolean yield, double timeoutSeconds, Predicate<ConnectionState> tellsRoom) {
        this.tellsRoom = tellsRoom;
        this.yield = yield;
        this.timeoutNanos = (long) (timeoutSeconds * TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * Returns whether the connection takes more; false leaves the reason in the last error.
     *
     * @param givenUp whether the sender has nothing to send any more, as when its stream was reset
     */
    boolean await(ConnectionState connection, long limit, BooleanSupplier givenUp) {
        if (connection.isLost()) return failed(CONNECTION_RESET);
        if (isFree(connection, limit)) return true;
        Scheduler scheduler = Scheduler.current();
        boolean waits = yield && Thread.currentThread().isVirtual() && tellsRoom.test(connection);
        if (!waits || scheduler == null) {
            return failed(SwooleError.OUTPUT_BUFFER_OVERFLOW.number());
        }
        boolean hasRoom;
        enter(connection.fd());
        try {
            hasRoom = await(
                    scheduler,
                    () -> isOver(connection)
                            || givenUp.getAsBoolean()
                            || (isFirst(connection.fd()) && hasRoom(connection, limit)));
        } finally {
            leave(connection.fd());
        }
        if (isOver(connection)) return failed(CONNECTION_RESET);
        if (givenUp.getAsBoolean()) return failed(SwooleError.SESSION_NOT_EXIST.number());
        return hasRoom || failed(SwooleError.CO_TIMEDOUT.number());
    }

    /** Tells whether the connection takes more and nobody waits for that. */
    boolean isFree(ConnectionState connection, long limit) {
        return !connection.isLost() && connection.unsent() < limit && !waiting.containsKey(connection.fd());
    }

    private boolean await(Scheduler scheduler, BooleanSupplier room) {
        long start = System.nanoTime();
        if (!scheduler.await(() -> deaf || room.getAsBoolean(), timeoutNanos)) return false;
        long pause = SHORTEST_PAUSE;
        while (!scheduler.await(room, pause)) {
            if (timeoutNanos != 0 && System.nanoTime() - start >= timeoutNanos) return false;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        return true;
    }

    /** This process is told of no room any more: those that wait look for themselves. */
    void leave() {
        deaf = true;
        waiting.keySet().forEach(this::wake);
    }

    static boolean failed(int error) {
        LastError.set(error);
        return false;
    }

    static boolean isOver(ConnectionState connection) {
        return connection.isLost() || !connection.isOpen();
    }

    /** Whoever is woken may find the room taken by another; so each look that finds none asks to be woken again. */
    private static boolean hasRoom(ConnectionState connection, long limit) {
        if (connection.unsent() < limit) return true;
        connection.watchDrain();
        return connection.unsent() < limit;
    }

    private void enter(int fd) {
        Thread self = Thread.currentThread();
        waiting.compute(fd, (_, queue) -> {
            Queue<Thread> all = queue == null ? new ConcurrentLinkedQueue<>() : queue;
            all.add(self);
            return all;
        });
    }

    private boolean isFirst(int fd) {
        Queue<Thread> queue = waiting.get(fd);
        return queue != null && queue.peek() == Thread.currentThread();
    }

    /** The next one may find room too. */
    private void leave(int fd) {
        Thread self = Thread.currentThread();
        waiting.computeIfPresent(fd, (_, queue) -> {
            queue.remove(self);
            return queue.isEmpty() ? null : queue;
        });
        wakeFirst(fd);
    }

    /** There is room again for the one that has waited longest. */
    void wakeFirst(int fd) {
        Queue<Thread> queue = waiting.get(fd);
        if (queue != null) LockSupport.unpark(queue.peek());
    }

    /** The connection, or a stream of it, has ended. */
    void wake(int fd) {
        Queue<Thread> queue = waiting.get(fd);
        if (queue != null) queue.forEach(LockSupport::unpark);
    }
}
