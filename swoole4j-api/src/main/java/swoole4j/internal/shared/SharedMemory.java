package swoole4j.internal.shared;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.Scheduler;

/**
 * The memory that a server's processes share. Any thread.
 *
 * <p>The processes of a server run the same program, so they make the same objects in the same order before the server starts. The
 * first one, the master, gives each a place in a file that has a name. A child, which is told of the folder by
 * {@link #VARIABLE}, finds its n-th object at the n-th place. What is made later, or in a coroutine, belongs to one process.
 */
public final class SharedMemory {
    /** The variable of the environment that tells a child whose child it must be, and where the memory is. */
    public static final String VARIABLE = "SWOOLE4J_SHARED";

    private static final int CELLS = 16_384;
    private static final long PAGE = 4096;
    private static final SharedMemory OF_THIS_PROCESS = ofThisProcess();

    private final Store store;
    private final List<MemorySegment> slabs = new ArrayList<>();
    private @Nullable Processes processes;
    private int count;
    private boolean begun;
    private volatile boolean peers = true;

    private SharedMemory(Store store) {
        this.store = store;
    }

    /** Memory of a master, which makes it as objects come. */
    static SharedMemory ofMaster() {
        return new SharedMemory(new Store.Own());
    }

    /** Memory of a child, which was told of it by {@link #environment}. */
    static SharedMemory ofChild(String value) {
        return new SharedMemory(Store.Foreign.at(value));
    }

    private static SharedMemory ofThisProcess() {
        String value = System.getenv(VARIABLE);
        if (value == null) return ofMaster();
        // What a child starts inherits the variable, and is not meant.
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        return value.split(File.pathSeparator, -1)[0].equals(String.valueOf(parent)) ? ofChild(value) : ofMaster();
    }

    /** Returns the memory of this process. */
    public static SharedMemory get() {
        return OF_THIS_PROCESS;
    }

    /**
     * Returns what the children of this process must find in their environment; in it they find the objects that were made so
     * far. What is made from now on belongs to this process alone. The files go when it ends.
     */
    public static Map<String, String> environmentForChildren() {
        return OF_THIS_PROCESS.environment();
    }

    /**
     * Says that no process will share what this one makes from now on, or has made without being a child: the files lose their
     * names. A child says so when it has run up to where its server starts.
     */
    public static void withoutChildren() {
        OF_THIS_PROCESS.begin();
    }

    synchronized Map<String, String> environment() {
        begun = true;
        return Map.of(VARIABLE, ProcessHandle.current().pid() + store.address());
    }

    synchronized void begin() {
        begun = true;
        if (!isChild()) peers = false;
        store.close();
    }

    private boolean isChild() {
        return store instanceof Store.Foreign;
    }

    /** Tells whether other processes may change what is shared. */
    boolean mayHavePeers() {
        return peers;
    }

    synchronized Processes processes() {
        Processes all = processes;
        if (all == null) processes = all = Processes.join(store.file("processes", Processes.BYTES));
        return all;
    }

    /** Makes an object, or finds the one that the master made. */
    public synchronized Cell cell(Kind kind) {
        if (begun || Scheduler.current() != null) return Cell.ofThisProcess(this);
        processes();
        Cell cell = new Cell(place(count), this, count, isChild());
        if (!cell.attached()) {
            cell.kind(kind);
        } else if (cell.kind() != kind.code()) {
            throw differs(cell, Kind.text(cell.kind()), Kind.text(kind.code()));
        }
        count++;
        return cell;
    }

    private MemorySegment place(int number) {
        int slab = number / CELLS;
        if (slab == slabs.size()) {
            long bytes = CELLS * Cell.BYTES;
            slabs.add(MappedFile.map(store.file("objects-" + slab, bytes), bytes));
        }
        return slabs.get(slab).asSlice(number % CELLS * Cell.BYTES, Cell.BYTES);
    }

    /**
     * Returns more memory for an object, all zero when it is new; what is never used takes no room.
     *
     * @param shape what it is for, in words; a child's must be those of its master
     */
    MemorySegment memory(Cell cell, String shape, long bytes) {
        byte[] text = shape.getBytes(StandardCharsets.UTF_8);
        long head = (Integer.BYTES + text.length + PAGE - 1) / PAGE * PAGE;
        MemorySegment memory = cell.number() < 0 ? nameless(head + bytes) : named(cell, head + bytes);
        if (cell.attached()) {
            String there = shape(memory);
            if (!there.equals(shape)) throw differs(cell, there, shape);
        } else {
            memory.set(ValueLayout.JAVA_INT, 0, text.length);
            MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, Integer.BYTES, text.length);
        }
        return memory.asSlice(head);
    }

    private static String shape(MemorySegment memory) {
        int length = memory.get(ValueLayout.JAVA_INT, 0);
        return new String(memory.asSlice(Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private MemorySegment named(Cell cell, long bytes) {
        Path file = store.file("memory-" + cell.number(), bytes);
        try {
            return MappedFile.map(file, cell.attached() ? Files.size(file) : bytes);
        } catch (IOException e) {
            throw new SwooleException("cannot read " + file, 0, e);
        }
    }

    private static MemorySegment nameless(long bytes) {
        Path file = Store.temporary(bytes);
        try {
            return MappedFile.map(file, bytes);
        } finally {
            file.toFile().delete();
        }
    }

    /** The processes do not run the same program. */
    private static SwooleException differs(Cell cell, String there, String here) {
        return new SwooleException("shared object " + cell.number() + " is " + there + " in the master, but here it is "
                + here + ": both must make the same objects in the same order before start()");
    }
}
