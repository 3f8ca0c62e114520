package swoole4j.internal.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the order in which they were put, in memory that processes may share. Whoever finds no room or no message looks
 * again later. Any thread.
 */
public final class SharedPipe {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int CAPACITY = 1 << 19;
    private static final int MOST_MESSAGES = 256;

    private static final long LOCK = 0;
    private static final long HEAD = 8;
    private static final long TAIL = 16;
    private static final long TAKEN = 24;
    private static final long PUT = 32;
    private static final long RING = 64;

    private final MemorySegment memory;
    private final WordLock lock;
    private final Cell cell;

    /** Makes an empty pipe, or finds the one that the master made. */
    public SharedPipe(SharedMemory owner) {
        this.cell = owner.cell(Kind.PIPE);
        this.memory = owner.memory(cell, "a pipe of " + CAPACITY + " bytes", RING + CAPACITY);
        this.lock = new WordLock(memory, cell.processes());
    }

    /** Tells whether other processes may put and take, who wake nobody here. */
    public boolean isShared() {
        return cell.isShared();
    }

    private long read(long word) {
        return (long) LONG.getAcquire(memory, word);
    }

    private void write(long word, long value) {
        LONG.setRelease(memory, word, value);
    }

    /** Tells whether there is no message. */
    public boolean isEmpty() {
        return read(HEAD) == read(TAIL);
    }

    /** Tells whether there is room for a message of so many bytes. */
    public boolean hasRoom(int length) {
        return read(PUT) - read(TAKEN) < MOST_MESSAGES
                && CAPACITY - (read(TAIL) - read(HEAD)) >= Integer.BYTES + (long) length;
    }

    /** Puts a message; false when there is no room. */
    public boolean put(byte[] data, int from, int length) {
        lock.lock(LOCK);
        try {
            if (!hasRoom(length)) return false;
            long tail = read(TAIL);
            length(tail, length);
            for (int done = 0; done < length; ) {
                long at = at(tail + Integer.BYTES + done);
                int part = (int) Math.min(length - done, RING + CAPACITY - at);
                MemorySegment.copy(data, from + done, memory, ValueLayout.JAVA_BYTE, at, part);
                done += part;
            }
            write(TAIL, tail + Integer.BYTES + length); // with this it is there, all at once
            write(PUT, read(PUT) + 1);
            return true;
        } finally {
            lock.unlock(LOCK);
        }
    }

    /**
     * Takes a message, or null when there is none.
     *
     * @param most how many bytes at most
     * @param keep whether what is over stays for the next one who takes; otherwise it is lost
     */
    public byte @Nullable [] take(int most, boolean keep) {
        lock.lock(LOCK);
        try {
            if (isEmpty()) return null;
            long head = read(HEAD);
            int length = length(head);
            byte[] data = new byte[Math.min(most, length)];
            for (int done = 0; done < data.length; ) {
                long at = at(head + Integer.BYTES + done);
                int part = (int) Math.min(data.length - done, RING + CAPACITY - at);
                MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, data, done, part);
                done += part;
            }
            if (data.length == length || !keep) {
                write(HEAD, head + Integer.BYTES + length);
                write(TAKEN, read(TAKEN) + 1);
            } else {
                length(head + data.length, length - data.length);
                write(HEAD, head + data.length);
            }
            return data;
        } finally {
            lock.unlock(LOCK);
        }
    }

    private static long at(long position) {
        return RING + position % CAPACITY;
    }

    private int length(long position) {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = (length << Byte.SIZE) | (memory.get(ValueLayout.JAVA_BYTE, at(position + i)) & 0xff);
        }
        return length;
    }

    private void length(long position, int length) {
        for (int i = 0; i < Integer.BYTES; i++) {
            int shift = Byte.SIZE * (Integer.BYTES - 1 - i);
            memory.set(ValueLayout.JAVA_BYTE, at(position + i), (byte) (length >> shift));
        }
    }
}
