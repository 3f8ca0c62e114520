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
import swoole4j.engine.link.Tallies;
import swoole4j.engine.link.Tally;

/**
 * Who works for a server, and what was done so far, in a file that its processes map. There is a slot for each worker id,
 * also of task workers and user processes; what its processes did adds up. Any thread.
 *
 * <pre>
 * header   totals of the server                                            one page
 * slots    by worker id: who it is, counts, {@value Desk#COUNT} desks   {@value #SLOT} bytes each
 * </pre>
 *
 * <p>A process notes how it stands and what it has in work on a desk of its slot, which its master clears when the process
 * has ended.
 */
public final class StaffRecords implements Tallies {
    /** How a worker stands, as Swoole numbers it. */
    public static final int BUSY = 1;

    /** See {@link #BUSY}. */
    public static final int IDLE = 2;

    private static final int HEADER = 4096;
    static final int SLOT = 128 + Desk.COUNT * Desk.SIZE;
    private static final int MOST_SLOTS = 1 << 20;
    private static final int NOBODY = 0;

    // of the header
    private static final int SLOTS = 0;
    private static final int STARTED = 8;
    private static final int RELOADS = 64;

    private static final int SECONDS_BITS = 40;

    // of a slot: the incarnation of the process that is the worker, and its pid
    private static final int PID = 0;
    /** Counts, in a cache line of their own. */
    static final int COUNTS = 64;

    static final int DESKS = 128;

    static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;
    private final int slots;
    private final Desk desk;

    /** What is counted for the whole server. */
    public enum Total {
        /** What was sent by others than event workers. */
        RESPONSES_ELSEWHERE(128),
        /** Tasks that were given. */
        TASKS_GIVEN(192),
        /** Tasks that wait. */
        TASKS_WAITING(256);

        private final long at;

        Total(long at) {
            this.at = at;
        }
    }

    private StaffRecords(FileChannel channel, int slots, int own, int incarnation) throws IOException {
        if (slots <= 0 || slots > MOST_SLOTS) throw new IOException(slots + " workers, expected 1 to " + MOST_SLOTS);
        this.memory = channel.map(MapMode.READ_WRITE, 0, HEADER + (long) SLOT * slots, Arena.ofAuto());
        this.slots = slots;
        this.desk = incarnation == NOBODY ? Desk.NONE : Desk.take(memory, slot(own) + DESKS, incarnation);
    }

    /**
     * Makes the file, for worker ids below {@code slots}.
     *
     * @throws IOException when that is not possible
     */
    public static StaffRecords create(Path file, int slots, long startSeconds) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            StaffRecords made = new StaffRecords(channel, slots, 0, NOBODY);
            made.memory.set(ValueLayout.JAVA_LONG, STARTED, startSeconds);
            LONG.setRelease(made.memory, (long) SLOTS, (long) slots);
            return made;
        }
    }

    /**
     * Opens the file that the master made.
     *
     * @param own the id of this process's worker
     * @param incarnation the number of this process, not 0
     * @throws IOException when it is not there or no such file
     */
    public static StaffRecords open(Path file, int own, int incarnation) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long slots = (channel.size() - HEADER) / SLOT;
            if (own < 0 || own >= slots || slots > MOST_SLOTS) throw new IOException(file + " has no worker " + own);
            return new StaffRecords(channel, (int) slots, own, incarnation);
        }
    }

    private static long slot(int id) {
        return HEADER + (long) SLOT * id;
    }

    private long read(long at) {
        return (long) LONG.getVolatile(memory, at);
    }

    private void write(long at, long value) {
        LONG.setRelease(memory, at, value);
    }

    /** Returns how many worker ids there are. */
    public int slots() {
        return slots;
    }

    // ---- by the master

    /** That process is the worker from now on. */
    public void seat(int id, int process, long pid) {
        write(slot(id) + PID, ((long) process << 32) | (pid & 0xffff_ffffL));
    }

    /** A process has ended: nothing is in work there any more. */
    public void vacate(int id, int process) {
        long word = read(slot(id) + PID);
        if (word >>> 32 == process) LONG.compareAndSet(memory, slot(id) + PID, word, 0L);
        Desk.clear(memory, slot(id) + DESKS, process);
    }

    // ---- by the process of a worker

    /** The worker's loop says how it stands; once per turn. */
    public void turn(int status, int coroutines, int coroutinesAtMost, int requests) {
        desk.note(memory, Desk.COROUTINES, coroutines);
        desk.note(memory, Desk.COROUTINES_AT_MOST, coroutinesAtMost);
        desk.note(memory, Desk.REQUESTS, requests);
        say(status);
    }

    /** The worker has something else to do than it said. */
    public void say(int status) {
        desk.note(memory, Desk.STATUS, status);
    }

    // ---- by everybody

    /** Returns the process that is a worker, 0 when there is none. */
    public int pid(int id) {
        return (int) read(slot(id) + PID);
    }

    /** Returns what the process that is a worker has said of itself. */
    private int said(int id, int what) {
        long slot = slot(id);
        return Desk.noted(memory, slot + DESKS, (int) (read(slot + PID) >>> 32), what);
    }

    /** Returns how a worker stands; {@link #BUSY} when its process has not said anything yet. */
    public int status(int id) {
        int said = said(id, Desk.STATUS);
        return said == 0 ? BUSY : said;
    }

    /** Tells whether a worker has nothing to do. */
    public boolean isIdle(int id) {
        return status(id) == IDLE;
    }

    /** Returns how many coroutines a worker has. */
    public int coroutines(int id) {
        return said(id, Desk.COROUTINES);
    }

    /** Returns how many coroutines a worker had at most. */
    public int coroutinesAtMost(int id) {
        return said(id, Desk.COROUTINES_AT_MOST);
    }

    /** Returns how many HTTP requests a worker has taken. */
    public int requests(int id) {
        return said(id, Desk.REQUESTS);
    }

    /** Adds to a total. */
    public void add(Total total, long count) {
        var _ = (long) LONG.getAndAdd(memory, total.at, count);
    }

    /** Returns a total. */
    public long read(Total total) {
        return read(total.at);
    }

    // ---- as what is counted

    @Override
    public Tally worker(int id) {
        return new SharedTally(memory, slot(id), desk);
    }

    @Override
    public Crowd crowd() {
        return new Crowd() {
            /** Of two that come at once where there is room for one, both may be turned away. */
            @Override
            public boolean enter(long most) {
                desk.add(memory, Desk.ADMITTED, 1);
                if (admitted() <= most) return true;
                leave();
                return false;
            }

            @Override
            public void leave() {
                desk.add(memory, Desk.ADMITTED, -1);
            }
        };
    }

    private long admitted() {
        long sum = 0;
        for (int id = 0; id < slots; id++) sum += Desk.sum(memory, slot(id) + DESKS, Desk.ADMITTED);
        return sum;
    }

    @Override
    public void responseElsewhere() {
        add(Total.RESPONSES_ELSEWHERE, 1);
    }

    @Override
    public long responsesElsewhere() {
        return read(Total.RESPONSES_ELSEWHERE);
    }

    @Override
    public void reload(long seconds) {
        long count = (read(RELOADS) >>> SECONDS_BITS) + 1; // only the master counts
        write(RELOADS, count << SECONDS_BITS | seconds);
    }

    @Override
    public Reloads reloads() {
        long word = read(RELOADS);
        return new Reloads((int) (word >>> SECONDS_BITS), word & ((1L << SECONDS_BITS) - 1));
    }

    @Override
    public long startSeconds() {
        return memory.get(ValueLayout.JAVA_LONG, STARTED);
    }
}
