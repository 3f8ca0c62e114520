package swoole4j.engine.link.shared;

import static swoole4j.engine.link.shared.ConnectionRecords.LONG;

import java.lang.foreign.MemorySegment;
import swoole4j.engine.link.Facts;

/**
 * Facts in memory that processes share. Who holds on to them beyond the connection's end, when its slot may be another one's,
 * sees a connection that has ended.
 */
final class SharedFacts implements Facts {
    // Words of two halves: the fd whose fact it is, so that nobody changes what is another connection's by now, and the
    // fact.
    private static final int WORKER = 0;
    private static final int END = 8;
    private static final int LOST = 16;
    private static final int WEBSOCKET_STATUS = 24;
    private static final int PROTECTION = 32;
    private static final int WATCHED = 40;
    private static final int FULL = 48;
    private static final int VIOLATION = 56;
    private static final int MULTIPLEXED = 64;
    private static final int UID = 72;

    // Of END: how it ended, and by which process.
    private static final int HOW_BITS = 2;
    private static final int HOW = (1 << HOW_BITS) - 1;

    private static final int UNSENT = 80;
    private static final int LAST_RECEIVED = 88;
    private static final int LAST_SENT = 96;
    private static final int LAST_DISPATCHED = 104;

    private final MemorySegment memory;
    private final long base;
    private final int fd;
    private final int process;

    /** The facts of a connection, at an address; {@code process} is who looks. */
    SharedFacts(MemorySegment memory, long base, int fd, int process) {
        this.process = process;
        this.memory = memory;
        this.base = base;
        this.fd = fd;
    }

    /** Makes them those of a connection that begins. */
    void begin() {
        for (int field = WORKER; field <= UID; field += Long.BYTES) {
            LONG.setVolatile(memory, base + field, tagged(field == WORKER ? -1 : 0));
        }
    }

    private long tagged(int value) {
        return (long) fd << 32 | Integer.toUnsignedLong(value);
    }

    /** Returns a fact, or {@code gone} when it is another connection's. */
    private int get(int field, int gone) {
        long word = (long) LONG.getVolatile(memory, base + field);
        return word >>> 32 == fd ? (int) word : gone;
    }

    private void set(int field, int value) {
        while (true) {
            long word = (long) LONG.getVolatile(memory, base + field);
            if (word >>> 32 != fd || LONG.compareAndSet(memory, base + field, word, tagged(value))) return;
        }
    }

    private boolean change(int field, int from, int to) {
        return LONG.compareAndSet(memory, base + field, tagged(from), tagged(to));
    }

    private long getLong(int field) {
        return (long) LONG.getVolatile(memory, base + field);
    }

    private void note(int field, long value) {
        LONG.setOpaque(memory, base + field, value);
    }

    @Override
    public int worker() {
        return get(WORKER, -1);
    }

    @Override
    public int stickTo(int chosen) {
        return change(WORKER, -1, chosen) ? chosen : worker();
    }

    @Override
    public int end() {
        return get(END, ENDED_THERE) & HOW;
    }

    @Override
    public boolean end(int how) {
        return change(END, OPEN, how | process << HOW_BITS);
    }

    @Override
    public int endedBy() {
        return get(END, 0) >>> HOW_BITS;
    }

    @Override
    public boolean isLost() {
        return get(LOST, 1) != 0;
    }

    @Override
    public void lose() {
        set(LOST, 1);
    }

    @Override
    public boolean isMultiplexed() {
        return get(MULTIPLEXED, 0) != 0;
    }

    @Override
    public void multiplex() {
        set(MULTIPLEXED, 1);
    }

    @Override
    public int websocketStatus() {
        return get(WEBSOCKET_STATUS, 0);
    }

    @Override
    public void websocketStatus(int status) {
        set(WEBSOCKET_STATUS, status);
    }

    @Override
    public long uid() {
        return Integer.toUnsignedLong(get(UID, 0));
    }

    @Override
    public boolean bind(long id) {
        return change(UID, 0, (int) id);
    }

    @Override
    public boolean isProtected() {
        return get(PROTECTION, 0) != 0;
    }

    @Override
    public void protect(boolean on) {
        set(PROTECTION, on ? 1 : 0);
    }

    @Override
    public int violation() {
        return get(VIOLATION, 0);
    }

    @Override
    public void violation(int error) {
        set(VIOLATION, error);
    }

    @Override
    public long unsent() {
        return getLong(UNSENT);
    }

    @Override
    public long addUnsent(long bytes) {
        return (long) LONG.getAndAdd(memory, base + UNSENT, bytes) + bytes;
    }

    @Override
    public boolean watch() {
        return change(WATCHED, 0, 1);
    }

    @Override
    public boolean unwatch() {
        return get(WATCHED, 0) != 0 && change(WATCHED, 1, 0);
    }

    @Override
    public boolean beFull() {
        return change(FULL, 0, 1);
    }

    @Override
    public boolean beEmpty() {
        return get(FULL, 0) != 0 && change(FULL, 1, 0);
    }

    @Override
    public long lastReceived() {
        return getLong(LAST_RECEIVED);
    }

    @Override
    public void received(long micros) {
        note(LAST_RECEIVED, micros);
    }

    @Override
    public long lastSent() {
        return getLong(LAST_SENT);
    }

    @Override
    public void sent(long micros) {
        note(LAST_SENT, micros);
    }

    @Override
    public long lastDispatched() {
        return getLong(LAST_DISPATCHED);
    }

    @Override
    public void dispatched(long micros) {
        note(LAST_DISPATCHED, micros);
    }
}
