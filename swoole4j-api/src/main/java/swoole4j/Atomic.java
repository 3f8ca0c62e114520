package swoole4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Seconds;
import swoole4j.internal.shared.Cell;
import swoole4j.internal.shared.Kind;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.internal.shared.Waiters;

/**
 * A number of 32 bits without sign that all workers of a server share, also those in other processes. Counterpart of
 * {@code Swoole\Atomic}. Any thread.
 *
 * <p>Processes share it when it is made before {@code start()}, outside of coroutines; then every process must make the same objects
 * in the same order. What is made later belongs to one process. {@code wait} of PHP is {@link #await(double)}, because every
 * object in Java has another {@code wait}.
 */
public final class Atomic {
    private static final VarHandle VALUE = ValueLayout.JAVA_INT.varHandle();
    private static final long OFFSET = 8;
    private static final double ONE_SECOND = 1;

    private final MemorySegment memory;
    private final Waiters waiters;

    /** Creates one that is 0. */
    public Atomic() {
        this(0);
    }

    /** Creates one with a value, of which the lower 32 bits count: -1 is 4294967295. In a worker process it has the value that it has. */
    public Atomic(long value) {
        this(SharedMemory.get().cell(Kind.ATOMIC), value);
    }

    Atomic(Cell cell, long value) {
        memory = cell.memory();
        waiters = new Waiters(cell);
        if (!cell.attached()) set(value);
    }

    /** Adds 1 and returns the sum. */
    public long add() {
        return add(1);
    }

    /** Adds the lower 32 bits of {@code n} and returns the sum, from 0 to 4294967295, beyond which it begins again. */
    public long add(long n) {
        return Integer.toUnsignedLong((int) VALUE.getAndAdd(memory, OFFSET, (int) n) + (int) n);
    }

    /** Subtracts 1 and returns the difference. */
    public long sub() {
        return sub(1);
    }

    /** Subtracts the lower 32 bits of {@code n} and returns the difference; below 0 is 4294967295. */
    public long sub(long n) {
        return add(-n);
    }

    /** Returns the value, from 0 to 4294967295. */
    public long get() {
        return Integer.toUnsignedLong((int) VALUE.getVolatile(memory, OFFSET));
    }

    /** Sets the value to the lower 32 bits of {@code value}. */
    public void set(long value) {
        VALUE.setVolatile(memory, OFFSET, (int) value);
    }

    /** Sets the value if it is the expected one, both with their lower 32 bits; returns whether it was. */
    public boolean cmpset(long expected, long value) {
        return VALUE.compareAndSet(memory, OFFSET, (int) expected, (int) value);
    }

    /** As {@link #await(double)}, for one second. */
    public boolean await() {
        return await(ONE_SECOND);
    }

    /**
     * Waits until the value is 1, and makes it 0. Counterpart of {@code wait}. Only the calling coroutine waits; in Swoole it is the
     * whole process. A {@link #wakeup} in the same process ends the wait at once, one in another process within 8 ms.
     *
     * @param timeout seconds, to the millisecond; 0 and less wait for ever
     * @return false when the time has passed, or {@link Coroutine#cancel} ended the wait
     */
    public boolean await(double timeout) {
        return waiters.await(() -> cmpset(1, 0), Seconds.nanos(timeout)) == Suspension.DONE;
    }

    /** As {@link #wakeup(int)}, for one. */
    public boolean wakeup() {
        return wakeup(1);
    }

    /**
     * Makes the value 1 if it is 0, and wakes at most {@code n} of those who wait, one of whom makes it 0 again.
     *
     * @return true, also when nobody waits or the value is another one
     */
    public boolean wakeup(int n) {
        if (cmpset(0, 1)) waiters.wake(n);
        return true;
    }

    /**
     * A number of 64 bits with sign that all workers of a server share. Counterpart of {@code Swoole\Atomic\Long}. Any thread. It is
     * shared as an {@link Atomic} is, and nobody can wait for it.
     */
    @SuppressWarnings("JavaLangClash") // it is Swoole's name
    public static final class Long {
        private static final VarHandle VALUE = ValueLayout.JAVA_LONG.varHandle();

        private final MemorySegment memory;

        /** Creates one that is 0. */
        public Long() {
            this(0);
        }

        /** Creates one with a value. In a worker process it has the value that it has. */
        public Long(long value) {
            this(SharedMemory.get().cell(Kind.ATOMIC_LONG), value);
        }

        Long(Cell cell, long value) {
            memory = cell.memory();
            if (!cell.attached()) set(value);
        }

        /** Adds 1 and returns the sum. */
        public long add() {
            return add(1);
        }

        /** Adds {@code n} and returns the sum; behind the greatest number comes the least. */
        public long add(long n) {
            return (long) VALUE.getAndAdd(memory, OFFSET, n) + n;
        }

        /** Subtracts 1 and returns the difference. */
        public long sub() {
            return sub(1);
        }

        /** Subtracts {@code n} and returns the difference; behind the least number comes the greatest. */
        public long sub(long n) {
            return add(-n);
        }

        /** Returns the value. */
        public long get() {
            return (long) VALUE.getVolatile(memory, OFFSET);
        }

        /** Sets the value. */
        public void set(long value) {
            VALUE.setVolatile(memory, OFFSET, value);
        }

        /** Sets the value if it is the expected one; returns whether it was. */
        public boolean cmpset(long expected, long value) {
            return VALUE.compareAndSet(memory, OFFSET, expected, value);
        }
    }
}
