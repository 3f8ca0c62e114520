package swoole4j.engine.link.shared;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much mail waits for each worker, in a file that the master writes, in one thread, and all processes read. Per worker five
 * numbers: how much mail waits, how many bytes of it, how many tasks of it, how many tasks are not over, how many were given.
 */
public final class PostBook {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int SLOT = 64;

    private static final int MAIL = 0;
    private static final int BYTES = 8;
    private static final int TASKS = 16;
    private static final int UNFINISHED = 24;
    private static final int GIVEN = 32;

    private final MemorySegment memory;

    private PostBook(FileChannel channel, int workers) throws IOException {
        memory = channel.map(MapMode.READ_WRITE, 0, (long) SLOT * Math.max(1, workers), Arena.ofAuto());
    }

    /**
     * Makes the file.
     *
     * @throws IOException when that is not possible
     */
    public static PostBook create(Path file, int workers) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new PostBook(channel, workers);
        }
    }

    /**
     * Opens the file that the master made.
     *
     * @throws IOException when it is not there
     */
    public static PostBook open(Path file, int workers) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new PostBook(channel, workers);
        }
    }

    private long read(int worker, int cell) {
        return (long) LONG.getVolatile(memory, (long) SLOT * worker + cell);
    }

    private void add(int worker, int cell, long amount) {
        LONG.setRelease(memory, (long) SLOT * worker + cell, read(worker, cell) + amount);
    }

    // ---- the master writes

    /** Something waits for a worker. */
    public void enter(int worker, long bytes, boolean task) {
        add(worker, MAIL, 1);
        add(worker, BYTES, bytes);
        if (!task) return;
        add(worker, TASKS, 1);
        add(worker, UNFINISHED, 1);
        add(worker, GIVEN, 1);
    }

    /** It does not wait any more. */
    public void leave(int worker, long bytes, boolean task) {
        add(worker, MAIL, -1);
        add(worker, BYTES, -bytes);
        if (task) add(worker, TASKS, -1);
    }

    /** A task is over. */
    public void over(int worker) {
        add(worker, UNFINISHED, -1);
    }

    // ---- everybody reads

    /** Returns how much mail waits for a worker. */
    public int mail(int worker) {
        return (int) read(worker, MAIL);
    }

    /** Returns how many bytes that is. */
    public long bytes(int worker) {
        return read(worker, BYTES);
    }

    /** Returns how many tasks wait for a worker. */
    public int tasks(int worker) {
        return (int) read(worker, TASKS);
    }

    /** Tells whether no task of a worker waits or runs. */
    public boolean isIdle(int worker) {
        return read(worker, UNFINISHED) == 0;
    }

    /** Returns how many tasks a worker was given so far. */
    public long given(int worker) {
        return read(worker, GIVEN);
    }
}
