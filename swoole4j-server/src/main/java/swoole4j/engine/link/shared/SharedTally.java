package swoole4j.engine.link.shared;

import static swoole4j.engine.link.shared.StaffRecords.LONG;

import java.lang.foreign.MemorySegment;
import swoole4j.engine.link.Tally;

/** What is counted of one worker, in memory that processes share. Any thread. */
final class SharedTally implements Tally {
    private static final int DISPATCHED = StaffRecords.COUNTS;
    private static final int REQUESTS = DISPATCHED + 8;
    private static final int RESPONSES = DISPATCHED + 16;

    private final MemorySegment memory;
    private final long slot;
    private final Desk desk;

    /** The counts in a slot; {@code desk} is that of the process that counts. */
    SharedTally(MemorySegment memory, long slot, Desk desk) {
        this.memory = memory;
        this.slot = slot;
        this.desk = desk;
    }

    private long read(int count) {
        return (long) LONG.getOpaque(memory, slot + count);
    }

    private void increment(int count) {
        var _ = (long) LONG.getAndAdd(memory, slot + count, 1L);
    }

    @Override
    public long dispatched() {
        return read(DISPATCHED);
    }

    @Override
    public long requests() {
        return read(REQUESTS);
    }

    @Override
    public long responses() {
        return read(RESPONSES);
    }

    @Override
    public long inWork() {
        return Desk.sum(memory, slot + StaffRecords.DESKS, Desk.IN_WORK);
    }

    @Override
    public void dispatch() {
        increment(DISPATCHED);
    }

    @Override
    public void response() {
        increment(RESPONSES);
    }

    @Override
    public void request() {
        increment(REQUESTS);
    }

    @Override
    public void enter() {
        desk.add(memory, Desk.IN_WORK, 1);
    }

    @Override
    public void leave() {
        desk.add(memory, Desk.IN_WORK, -1);
    }
}
