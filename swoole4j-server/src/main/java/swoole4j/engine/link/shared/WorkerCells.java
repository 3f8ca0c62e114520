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
 * What one worker process and its master tell each other without a message, in a file that both map; it outlives the process,
 * however that ended.
 *
 * <pre>
 * cells   a number each                                                     one page
 * begun   by reactor, one byte per place of an event: whether its handling has begun   1 MiB each
 * </pre>
 */
public final class WorkerCells {
    /** How many places a reactor has for events of a worker that are not settled; the first one is not used. */
    public static final int PLACES = 1 << 20;

    private static final int PAGE = 4096;
    private static final int MOST_REACTORS = 256;

    private static final int TURN = 0;
    private static final int MAIL = 32;
    private static final int MAIL_BYTES = 40;
    private static final int BEATS = 8;
    private static final int STATUS_COUNTS = 16;
    private static final int INCARNATION = 24;
    private static final int TAKEN = PAGE / 2;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

    private final MemorySegment memory;

    private WorkerCells(FileChannel channel, int reactors) throws IOException {
        memory = channel.map(MapMode.READ_WRITE, 0, size(reactors), Arena.ofAuto());
    }

    private static long size(int reactors) throws IOException {
        if (reactors > MOST_REACTORS) throw new IOException(reactors + " reactors, expected at most " + MOST_REACTORS);
        return PAGE + (long) reactors * PLACES;
    }

    /**
     * Makes the file for the process with that number.
     *
     * @throws IOException when that is not possible
     */
    public static WorkerCells create(Path file, int incarnation, int reactors) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            WorkerCells made = new WorkerCells(channel, reactors);
            made.write(INCARNATION, incarnation);
            return made;
        }
    }

    /**
     * Opens the file that the master made for this process.
     *
     * @throws IOException when it is not there, or is another's
     */
    public static WorkerCells open(Path file, int incarnation, int reactors) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != size(reactors)) throw new IOException(file + " is not for " + reactors + " reactors");
            WorkerCells opened = new WorkerCells(channel, reactors);
            if (opened.read(INCARNATION) == incarnation) return opened;
            throw new IOException(file + " is not for process " + incarnation);
        }
    }

    private long read(long cell) {
        return (long) LONG.getVolatile(memory, cell);
    }

    private void write(long cell, long value) {
        LONG.setRelease(memory, cell, value);
    }

    /** The worker's loop turns. */
    public void turn(long micros) {
        write(TURN, micros);
    }

    /** The worker's process runs, whatever its loop does. By one thread. */
    public void beat() {
        write(BEATS, read(BEATS) + 1);
    }

    /** Returns a number that changes while the worker's process runs, 0 until it does. */
    public long signOfLife() {
        return read(TURN) + read(BEATS);
    }

    /** The status with which the process ends from now on is one that it means. */
    public void countStatus() {
        write(STATUS_COUNTS, 1);
    }

    /** Tells whether it is. */
    public boolean statusCounts() {
        return read(STATUS_COUNTS) != 0;
    }

    private static long cell(int reactor) {
        return TAKEN + 8L * reactor;
    }

    /** Returns how many bytes for connections a reactor has taken from the worker and counts itself. */
    public long taken(int reactor) {
        return read(cell(reactor));
    }

    /** A reactor says how many. */
    public void take(int reactor, long bytes) {
        write(cell(reactor), bytes);
    }

    /** Returns how much of the worker's mail the master has taken so far. */
    public long takenMail() {
        return read(MAIL);
    }

    /** Returns how many bytes that was. */
    public long takenMailBytes() {
        return read(MAIL_BYTES);
    }

    /** The master says that it has taken some; in one thread. */
    public void takeMail(long bytes) {
        write(MAIL_BYTES, read(MAIL_BYTES) + bytes);
        write(MAIL, read(MAIL) + 1);
    }

    private static long begun(int reactor, int place) {
        return PAGE + (long) reactor * PLACES + place;
    }

    /** The worker begins to handle the event of a place. */
    public void begin(int reactor, int place) {
        BYTE.setRelease(memory, begun(reactor, place), (byte) 1);
    }

    /** Tells whether it has begun. */
    public boolean hasBegun(int reactor, int place) {
        return (byte) BYTE.getAcquire(memory, begun(reactor, place)) != 0;
    }

    /** A reactor uses the place for another event. */
    public void clear(int reactor, int place) {
        BYTE.setRelease(memory, begun(reactor, place), (byte) 0);
    }
}
