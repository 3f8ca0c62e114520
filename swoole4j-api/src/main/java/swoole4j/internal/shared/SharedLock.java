package swoole4j.internal.shared;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock in shared memory, for one holder or several readers, that is held as long as one likes. Nobody waits here. What dead
 * processes hold is taken from them. Any thread of any process.
 *
 * <p>In its cell: who holds it alone, by the mark of the process and a number of the coroutine or thread, and a word that is locked
 * for a few instructions while readers are counted. Readers are counted for each process, so that those of a dead one can be
 * forgotten.
 */
public final class SharedLock {
    private static final Logger log = LoggerFactory.getLogger(SharedLock.class);
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int BUSY = -1;
    private static final long HOLDER = 8;
    private static final long GATE = 12;
    private static final long WHO = 16;
    private static final long READERS_BYTES = Processes.MOST * 8L;

    private final MemorySegment memory;
    private final Processes processes;
    private final WordLock gate;
    /** The number of readers for each process, and the mark that it had; null for a lock that has no readers. */
    private final @Nullable MemorySegment readers;

    /** Makes a lock, or finds the master's. */
    public SharedLock(SharedMemory shared, Cell cell, boolean forReaders) {
        this.memory = cell.memory();
        this.processes = cell.processes();
        this.gate = new WordLock(memory, processes);
        if (!forReaders) {
            this.readers = null;
        } else if (cell.number() < 0) {
            this.readers = Arena.ofAuto().allocate(8, 8);
        } else {
            this.readers = shared.memory(cell, "the readers of a Lock", READERS_BYTES);
        }
    }

    /** Takes the lock alone, or fails; {@code who} tells the holder from others of its process. */
    public boolean tryExclusive(long who) {
        int before = readers == null ? takeHolder() : takeHolderBehindGate();
        if (before == BUSY) return false;
        LONG.setRelease(memory, WHO, who);
        if (before != Processes.NOBODY) {
            log.warn("process {} died with a lock, which is taken from it", processes.pid(before));
        }
        return true;
    }

    private int takeHolderBehindGate() {
        gate.lock(GATE);
        try {
            return hasReaders() ? BUSY : takeHolder();
        } finally {
            gate.unlock(GATE);
        }
    }

    /** Returns who had it before, or {@link #BUSY}. */
    private int takeHolder() {
        int holder = (int) INT.getVolatile(memory, HOLDER);
        if (holder != Processes.NOBODY && processes.isAlive(holder)) return BUSY;
        return INT.compareAndSet(memory, HOLDER, holder, processes.self()) ? holder : BUSY;
    }

    /** Takes the lock with other readers, or fails. */
    public boolean tryShared() {
        MemorySegment all = readers;
        if (all == null) throw new IllegalStateException("a lock for one alone");
        gate.lock(GATE);
        try {
            int holder = (int) INT.getVolatile(memory, HOLDER);
            if (holder != Processes.NOBODY && processes.isAlive(holder)) return false;
            INT.setVolatile(memory, HOLDER, Processes.NOBODY);
            count(all, 1);
            return true;
        } finally {
            gate.unlock(GATE);
        }
    }

    private void count(MemorySegment all, int change) {
        int self = processes.self();
        long at = Processes.slot(self) * 8L;
        long entry = (long) LONG.getVolatile(all, at);
        // What is there may be of one that had the number before, and died.
        int held = (int) (entry >>> 32) == self ? (int) entry : 0;
        LONG.setVolatile(all, at, (long) self << 32 | Math.max(0, held + change));
    }

    private boolean hasReaders() {
        MemorySegment all = readers;
        if (all == null) return false;
        for (long at = 0; at < all.byteSize(); at += 8) {
            long entry = (long) LONG.getVolatile(all, at);
            if ((int) entry == 0) continue;
            int mark = (int) (entry >>> 32);
            if (processes.isAlive(mark)) return true;
            LONG.setVolatile(all, at, 0L);
        }
        return false;
    }

    /** Tells whether {@code who} of this process holds it alone. */
    public boolean isHeldBy(long who) {
        return (int) INT.getVolatile(memory, HOLDER) == processes.self() && (long) LONG.getAcquire(memory, WHO) == who;
    }

    /** Gives it back, whoever holds it alone; if nobody does, for one reader of this process. */
    public void release() {
        MemorySegment all = readers;
        if (all == null) {
            INT.setVolatile(memory, HOLDER, Processes.NOBODY);
            return;
        }
        gate.lock(GATE);
        try {
            if ((int) INT.getVolatile(memory, HOLDER) == Processes.NOBODY) {
                count(all, -1);
            } else {
                INT.setVolatile(memory, HOLDER, Processes.NOBODY);
            }
        } finally {
            gate.unlock(GATE);
        }
    }
}
