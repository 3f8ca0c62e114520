package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of four bytes each, held for a few instructions in which the holder waits for nothing. A word is 0 or the mark of
 * the process that holds it. Any thread.
 *
 * <p>A holder that is alive is waited for: it may have been stopped for a while, and go on writing. From one that is dead the
 * lock is taken.
 */
final class WordLock {
    private static final Logger log = LoggerFactory.getLogger(WordLock.class);
    private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();
    private static final int SPINS = 200;
    /** Holders need less, unless they lost their processor. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

    private final MemorySegment memory;
    private final Processes processes;
    private final int self;

    WordLock(MemorySegment memory, Processes processes) {
        this.memory = memory;
        this.processes = processes;
        this.self = processes.self();
    }

    /** Takes the lock at {@code offset}; returns false when it was a dead process's, who may have left things half done. */
    boolean lock(long offset) {
        return WORD.compareAndSet(memory, offset, Processes.NOBODY, self) || contend(offset);
    }

    void unlock(long offset) {
        WORD.setRelease(memory, offset, Processes.NOBODY);
    }

    private boolean contend(long offset) {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock(offset)) return true;
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        while (!tryLock(offset)) {
            int holder = (int) WORD.getVolatile(memory, offset);
            if (holder != Processes.NOBODY && !processes.isAlive(holder)) {
                // before it is taken: who writes a line of the log may have to wait
                log.warn("process {} died with a lock, which is taken from it", processes.pid(holder));
                if (WORD.compareAndSet(memory, offset, holder, self)) return false;
            }
            pause(System.nanoTime() - start);
        }
        return true;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the holder may need this processor
    private static void pause(long waited) {
        if (waited > PATIENCE) {
            LockSupport.parkNanos(PAUSE);
        } else if (Thread.currentThread().isVirtual()) {
            Thread.onSpinWait(); // to yield would let another coroutine run in the middle of a call
        } else {
            Thread.yield();
        }
    }

    private boolean tryLock(long offset) {
        return (int) WORD.getVolatile(memory, offset) == Processes.NOBODY
                && WORD.compareAndSet(memory, offset, Processes.NOBODY, self);
    }
}
