package swoole4j;

import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Seconds;
import swoole4j.internal.shared.Cell;
import swoole4j.internal.shared.Kind;
import swoole4j.internal.shared.SharedLock;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.internal.shared.Waiters;

/**
 * A lock between all workers of a server, also those in other processes. Counterpart of {@code Swoole\Lock}. Any thread.
 *
 * <p>Processes share it when it is made before {@code start()}, outside of coroutines; then every process must make the same shared
 * objects in the same order. What is made later belongs to one process.
 *
 * <p>Only the calling coroutine waits, not its whole process as in Swoole: two coroutines of one worker may wait for each other's
 * lock to be given back. Who waits in the same process is woken at once, whoever does in another one asks again at least
 * every 8 ms. The lock is not re-entrant, and nobody looks who gives it back. From a process that dies it is taken.
 */
public final class Lock {
    /** Type of a lock: for one alone. */
    public static final int MUTEX = Constants.SWOOLE_MUTEX;
    /** Type of a lock: several may read, or one write. */
    public static final int RWLOCK = Constants.SWOOLE_RWLOCK;
    /** Type of a lock: as {@link #MUTEX}; nobody spins here. */
    public static final int SPINLOCK = Constants.SWOOLE_SPINLOCK;

    /** {@code EBUSY}. */
    private static final int BUSY = 16;
    /** {@code EDEADLK}. */
    private static final int DEADLOCK = 35;
    /** {@code ETIMEDOUT}. */
    private static final int TIMED_OUT = 110;

    private static final int CANCELED = 10017;
    private static final double ONE_SECOND = 1;

    private final boolean forReaders;
    private final SharedLock lock;
    private final Waiters waiters;
    private volatile int errCode;

    /** Creates a {@link #MUTEX}. */
    public Lock() {
        this(MUTEX);
    }

    /**
     * Creates a lock.
     *
     * @param type {@link #MUTEX}, {@link #RWLOCK} or {@link #SPINLOCK}
     * @throws SwooleException for another type
     */
    public Lock(int type) {
        this(SharedMemory.get(), type);
    }

    Lock(SharedMemory memory, int type) {
        Kind kind = switch (type) {
            case MUTEX -> Kind.MUTEX;
            case RWLOCK -> Kind.RWLOCK;
            case SPINLOCK -> Kind.SPINLOCK;
            default ->
                throw new SwooleException("lock type[" + type + "] is not support; there are MUTEX (" + MUTEX
                        + "), RWLOCK (" + RWLOCK + ") and SPINLOCK (" + SPINLOCK + ")");
        };
        forReaders = kind == Kind.RWLOCK;
        Cell cell = memory.cell(kind);
        lock = new SharedLock(memory, cell, forReaders);
        waiters = new Waiters(cell);
    }

    /** Takes the lock alone, and waits for it as long as it takes. */
    public boolean lock() {
        return lock(Constants.LOCK_EX);
    }

    /** As {@link #lock(int, double)}, without a limit of time. */
    public boolean lock(int operation) {
        return lock(operation, -1);
    }

    /**
     * Takes the lock.
     *
     * @param operation {@link Constants#LOCK_EX}, or {@link Constants#LOCK_SH} to share a {@link #RWLOCK} with other readers, which is
     *     the same for the other types; with {@link Constants#LOCK_NB} added it does not wait
     * @param timeout seconds, to the millisecond; 0 and less wait for ever
     * @return false with {@link #errCode} 16 when it would have to wait and must not, 110 when the time has passed, 35 when the caller
     *     itself holds the {@link #RWLOCK} alone, 10017 when {@link Coroutine#cancel} ended the wait
     */
    public boolean lock(int operation, double timeout) {
        long who = who();
        boolean shared = forReaders && (operation & Constants.LOCK_SH) != 0;
        if (attempt(shared, who)) return true;
        if ((operation & Constants.LOCK_NB) != 0) return fail(BUSY);
        if (forReaders && lock.isHeldBy(who)) return fail(DEADLOCK);
        Suspension end = waiters.await(() -> attempt(shared, who), Seconds.nanos(timeout));
        return switch (end) {
            case DONE -> true;
            case TIMED_OUT -> fail(TIMED_OUT);
            case CANCELED -> fail(CANCELED);
        };
    }

    private boolean attempt(boolean shared, long who) {
        return shared ? lock.tryShared() : lock.tryExclusive(who);
    }

    /** A number for the caller that no other coroutine or thread of this process has. */
    private static long who() {
        CoroutineState coroutine = CoroutineState.current();
        if (coroutine == null) return Thread.currentThread().threadId();
        return -1L - ((long) coroutine.scheduler().workerId() << Integer.SIZE | coroutine.id());
    }

    private boolean fail(int code) {
        errCode = code;
        LastError.set(code);
        return false;
    }

    /** Takes the lock alone if that is possible at once. As {@code lock(LOCK_EX | LOCK_NB)}; a method of older versions. */
    public boolean trylock() {
        return lock(Constants.LOCK_EX | Constants.LOCK_NB);
    }

    /** As {@link #lockwait(double)}, for one second. */
    public boolean lockwait() {
        return lockwait(ONE_SECOND);
    }

    /** Takes the lock alone, as {@code lock(LOCK_EX, timeout)}; a method of older versions. */
    public boolean lockwait(double timeout) {
        return lock(Constants.LOCK_EX, timeout);
    }

    /** Takes the lock with other readers, as {@code lock(LOCK_SH)}; a method of older versions. */
    @SuppressWarnings("MemberName") // it is Swoole's
    public boolean lock_read() {
        return lock(Constants.LOCK_SH);
    }

    /** Takes the lock with other readers if that is possible at once; a method of older versions. */
    @SuppressWarnings("MemberName") // it is Swoole's
    public boolean trylock_read() {
        return lock(Constants.LOCK_SH | Constants.LOCK_NB);
    }

    /** Gives the lock back, or this process's part in it as a reader. Returns true, also when nobody has it. */
    public boolean unlock() {
        lock.release();
        waiters.wake(forReaders ? Integer.MAX_VALUE : 1);
        return true;
    }

    /** Returns why {@link #lock} failed last in this process. Counterpart of {@code $errCode}. */
    public int errCode() {
        return errCode;
    }
}
