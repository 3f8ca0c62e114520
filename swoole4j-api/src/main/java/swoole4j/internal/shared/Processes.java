package swoole4j.internal.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * The processes that share memory, and which of them are alive. Any thread.
 *
 * <p>Each has a number, in which it holds a lock of the operating system. That one is gone with the process, also when it was
 * killed and nobody has asked for its status yet, and unlike a pid it cannot be somebody else's meanwhile: a number that is given
 * again gets a new generation. Both together are the mark that a process leaves in what it locks.
 */
final class Processes {
    /** How many there may be at a time. */
    static final int MOST = 1024;

    /** Of each: its generation and its pid. */
    static final long BYTES = MOST * 8L;

    /** The mark of nobody. */
    static final int NOBODY = 0;

    private static final int SLOT_BITS = 10;
    private static final int GENERATIONS = 1 << (31 - SLOT_BITS);
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    /** For memory that nobody shares. */
    static final Processes ALONE = new Processes(MemorySegment.NULL, null, mark(1, 0), null);

    private final MemorySegment memory;
    private final @Nullable FileChannel file;
    private final int self;
    private final @Nullable FileLock lock;

    private Processes(MemorySegment memory, @Nullable FileChannel file, int self, @Nullable FileLock lock) {
        this.memory = memory;
        this.file = file;
        this.self = self;
        this.lock = lock;
    }

    /** Enters this process. The file stays open as long as it lives. */
    static Processes join(Path path) {
        MappedFile mapped = MappedFile.open(path, BYTES);
        FileChannel file = mapped.channel();
        for (int slot = 0; slot < MOST; slot++) {
            FileLock lock = tryLock(file, slot);
            if (lock == null) continue;
            int generation = ((int) INT.getVolatile(mapped.memory(), slot * 8L) + 1) % GENERATIONS;
            if (generation == 0) generation = 1;
            INT.setVolatile(mapped.memory(), slot * 8L + 4, (int)
                    ProcessHandle.current().pid());
            INT.setVolatile(mapped.memory(), slot * 8L, generation);
            return new Processes(mapped.memory(), file, mark(generation, slot), lock);
        }
        throw new SwooleException("more than " + MOST + " processes share memory");
    }

    private static int mark(int generation, int slot) {
        return generation << SLOT_BITS | slot;
    }

    /** Returns the number in a mark, below {@link #MOST}. */
    static int slot(int mark) {
        return mark & (MOST - 1);
    }

    /** Returns the mark of this process. */
    int self() {
        return self;
    }

    /** Tells whether the process that left this mark is there. About a microsecond. */
    boolean isAlive(int mark) {
        FileChannel channel = file;
        if (mark == self || channel == null) return true;
        int slot = slot(mark);
        if (((int) INT.getVolatile(memory, slot * 8L)) != mark >>> SLOT_BITS) return false;
        try (FileLock free = tryLock(channel, slot)) {
            return free == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pid of the process that has, or had, that number last. */
    int pid(int mark) {
        return file == null ? (int) ProcessHandle.current().pid() : (int) INT.getVolatile(memory, slot(mark) * 8L + 4);
    }

    /** As if this process were dead, for those who ask; for tests. */
    void die() throws IOException {
        if (lock != null) lock.release();
    }

    private static @Nullable FileLock tryLock(FileChannel file, int slot) {
        try {
            return file.tryLock(slot, 1, false);
        } catch (OverlappingFileLockException _) {
            return null; // another thread of this process is asking
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
