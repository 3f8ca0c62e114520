package swoole4j.engine.link.shared;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionState.Address;
import swoole4j.engine.link.Facts;
import swoole4j.engine.link.Register;

/**
 * The connections of a server in a file that its processes map, so that each can look without asking. Only the process that
 * owns the sockets adds and removes; every process may change the {@linkplain Facts facts}. Any thread.
 *
 * <pre>
 * header    counters                              one page
 * sessions  by the low bits of an fd: fd, slot    8 bytes each
 * records   by slot                               {@value #RECORD} bytes each
 * </pre>
 *
 * <p>The file has holes: a slot that was never used takes no memory. A record begins with its fd. Who reads several things of
 * it looks at that before and after, since the slot may be given to another connection meanwhile.
 *
 * <p>The memory is given back when nobody can look at it any more: what is left of a server that has ended may still be asked.
 */
public final class ConnectionRecords implements Register {
    private static final int FD_BITS = 20;
    private static final int SESSIONS = 1 << FD_BITS;
    private static final int HEADER = 4096;
    private static final long FIRST_RECORD = HEADER + 8L * SESSIONS;
    static final int RECORD = 448;

    // of the header
    private static final int CAPACITY = 0;
    private static final int END = 64;
    private static final int LAST_FD = 128;
    private static final int ACCEPTED = 192;
    private static final int CLOSED = 256;
    private static final int ABORTED = 320;
    private static final int RECEIVED = 384;
    private static final int SENT = 448;

    // of a record
    private static final int FD = 0;
    private static final int REACTOR = 4;
    private static final int PORT = 8;
    private static final int CONNECTED = 16;
    private static final int HAS_CERTIFICATE = 24;
    private static final int REMOTE_PORT = 28;
    private static final int LOCAL_PORT = 32;
    private static final int REMOTE_LENGTH = 36;
    private static final int LOCAL_LENGTH = 40;
    /** The facts. */
    static final int FACTS = 48;

    private static final int LONGEST_HOST = 112;
    private static final int REMOTE = RECORD - 2 * LONGEST_HOST;
    private static final int LOCAL = RECORD - LONGEST_HOST;

    static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Path file;
    private final MemorySegment memory;
    private final int capacity;
    private final int process;

    private ConnectionRecords(Path file, FileChannel channel, int capacity, int process) throws IOException {
        this.file = file;
        this.process = process;
        this.capacity = capacity;
        this.memory = channel.map(MapMode.READ_WRITE, 0, FIRST_RECORD + (long) RECORD * capacity, Arena.ofAuto());
    }

    /**
     * Makes the file, for slots below {@code capacity}.
     *
     * @throws IOException when that is not possible
     */
    public static ConnectionRecords create(Path file, int capacity) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ConnectionRecords made = new ConnectionRecords(file, channel, capacity, 0);
            made.memory.set(ValueLayout.JAVA_INT, CAPACITY, capacity);
            return made;
        }
    }

    /**
     * Opens the file that another process made.
     *
     * @param process the number of this process, not 0
     * @throws IOException when it is not there or no such file
     */
    public static ConnectionRecords open(Path file, int process) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long capacity = (channel.size() - FIRST_RECORD) / RECORD;
            if (capacity <= 0 || capacity > SESSIONS) throw new IOException(file + " holds no connections");
            ConnectionRecords opened = new ConnectionRecords(file, channel, (int) capacity, process);
            if (opened.memory.get(ValueLayout.JAVA_INT, CAPACITY) == capacity) return opened;
            throw new IOException(file + " has not the size that it says");
        }
    }

    private static long session(int fd) {
        return HEADER + 8L * (fd & (SESSIONS - 1));
    }

    private static long record(int slot) {
        return FIRST_RECORD + (long) RECORD * slot;
    }

    private long add(int counter, long value) {
        return (long) LONG.getAndAdd(memory, (long) counter, value);
    }

    private long read(int counter) {
        return (long) LONG.getVolatile(memory, (long) counter);
    }

    // ---- by who owns the sockets

    @Override
    public Facts begin(Beginning connection, int end) {
        int fd = connection.fd();
        long record = record(connection.slot());
        Address address = connection.address().get();
        memory.asSlice(record, RECORD).fill((byte) 0);
        memory.set(ValueLayout.JAVA_INT, record + REACTOR, connection.reactor());
        memory.set(ValueLayout.JAVA_INT, record + PORT, connection.port());
        memory.set(ValueLayout.JAVA_LONG, record + CONNECTED, connection.connectedMicros());
        memory.set(ValueLayout.JAVA_INT, record + REMOTE_PORT, address.remotePort());
        memory.set(ValueLayout.JAVA_INT, record + LOCAL_PORT, address.localPort());
        write(record, REMOTE, REMOTE_LENGTH, address.remoteIp());
        write(record, LOCAL, LOCAL_LENGTH, address.localIp());
        String certificate = connection.certificate();
        if (certificate != null && keep(fd, certificate)) {
            memory.set(ValueLayout.JAVA_INT, record + HAS_CERTIFICATE, 1);
        }
        SharedFacts facts = new SharedFacts(memory, record + FACTS, fd, process);
        facts.begin();
        INT.setVolatile(memory, record + FD, fd);
        LONG.setVolatile(memory, (long) LAST_FD, (long) fd);
        LONG.setVolatile(memory, (long) END, (long) end);
        LONG.setVolatile(memory, session(fd), (long) fd << 32 | connection.slot());
        add(ACCEPTED, 1);
        return facts;
    }

    private void write(long record, int at, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = Math.min(bytes.length, LONGEST_HOST);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, record + at, count);
        memory.set(ValueLayout.JAVA_INT, record + length, count);
    }

    private Path certificate(int fd) {
        return file.resolveSibling("certificate-" + fd);
    }

    private boolean keep(int fd, String certificate) {
        try {
            Files.writeString(certificate(fd), certificate);
            return true;
        } catch (IOException _) { // the connection goes without
            return false;
        }
    }

    @Override
    public void remove(int fd, int slot, int end) {
        hide(fd);
        long record = record(slot);
        if (memory.get(ValueLayout.JAVA_INT, record + HAS_CERTIFICATE) != 0) {
            try {
                Files.deleteIfExists(certificate(fd));
            } catch (IOException _) {
                // the folder is deleted with all that is in it
            }
        }
        INT.setVolatile(memory, record + FD, 0);
        LONG.setVolatile(memory, (long) END, (long) end);
    }

    @Override
    public void aborted() {
        add(ABORTED, 1);
    }

    @Override
    public void received(long bytes) {
        add(RECEIVED, bytes);
    }

    @Override
    public void sent(long bytes) {
        add(SENT, bytes);
    }

    // ---- by everybody

    /** Lets nobody find a connection any more, although it still has its slot. */
    public void hide(int fd) {
        long at = session(fd);
        long known = (long) LONG.getVolatile(memory, at);
        if (known >>> 32 == fd) LONG.compareAndSet(memory, at, known, 0L);
    }

    @Override
    public void closed() {
        add(CLOSED, 1);
    }

    @Override
    public long acceptCount() {
        return read(ACCEPTED);
    }

    @Override
    public long closeCount() {
        return read(CLOSED);
    }

    @Override
    public long abortCount() {
        return read(ABORTED);
    }

    @Override
    public long receivedBytes() {
        return read(RECEIVED);
    }

    @Override
    public long sentBytes() {
        return read(SENT);
    }

    /** Returns the fd that was given out last. */
    public int lastFd() {
        return (int) read(LAST_FD);
    }

    /** Returns one more than the highest slot in use. */
    public int end() {
        return (int) Math.min(read(END), capacity);
    }

    /** Returns the slot of a connection that can be found, or -1. */
    int slot(int fd) {
        if (fd <= 0) return -1;
        long known = (long) LONG.getVolatile(memory, session(fd));
        return known >>> 32 == fd ? (int) known : -1;
    }

    /** Returns the fd in a slot, 0 when there is none. */
    int fd(int slot) {
        return (int) INT.getVolatile(memory, record(slot) + FD);
    }

    /** Returns the facts of a connection in a slot. */
    SharedFacts facts(int fd, int slot) {
        return new SharedFacts(memory, record(slot) + FACTS, fd, process);
    }

    int reactor(int slot) {
        return memory.get(ValueLayout.JAVA_INT, record(slot) + REACTOR);
    }

    int port(int slot) {
        return memory.get(ValueLayout.JAVA_INT, record(slot) + PORT);
    }

    long connectedMicros(int slot) {
        return memory.get(ValueLayout.JAVA_LONG, record(slot) + CONNECTED);
    }

    Address address(int slot) {
        long record = record(slot);
        return new Address(
                text(record, REMOTE, REMOTE_LENGTH),
                memory.get(ValueLayout.JAVA_INT, record + REMOTE_PORT),
                text(record, LOCAL, LOCAL_LENGTH),
                memory.get(ValueLayout.JAVA_INT, record + LOCAL_PORT));
    }

    private String text(long record, int at, int length) {
        int count = Math.clamp(memory.get(ValueLayout.JAVA_INT, record + length), 0, LONGEST_HOST);
        byte[] bytes = new byte[count];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, record + at, bytes, 0, count);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Nullable
    String certificate(int fd, int slot) {
        if (memory.get(ValueLayout.JAVA_INT, record(slot) + HAS_CERTIFICATE) == 0) return null;
        try {
            return Files.readString(certificate(fd));
        } catch (IOException _) { // the connection is gone
            return null;
        }
    }
}
