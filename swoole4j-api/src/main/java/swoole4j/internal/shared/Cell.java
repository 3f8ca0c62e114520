package swoole4j.internal.shared;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * 64 bytes of an object's own, a line of the processor's cache, in which the first four say what it is.
 *
 * @param memory the bytes
 * @param number its place in the order of creation, from 0 up; -1 when it belongs to this process alone
 * @param attached whether another process made it, so that its values are there already
 */
public record Cell(MemorySegment memory, SharedMemory owner, int number, boolean attached) {
    static final long BYTES = 64;

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    static Cell ofThisProcess(SharedMemory owner) {
        return new Cell(Arena.ofAuto().allocate(BYTES, BYTES), owner, -1, false);
    }

    int kind() {
        return (int) INT.getAcquire(memory, 0L);
    }

    void kind(Kind kind) {
        INT.setRelease(memory, 0L, kind.code());
    }

    /** Tells whether other processes may change it. */
    boolean isShared() {
        return number >= 0 && owner.mayHavePeers();
    }

    Processes processes() {
        return number >= 0 ? owner.processes() : Processes.ALONE;
    }
}
