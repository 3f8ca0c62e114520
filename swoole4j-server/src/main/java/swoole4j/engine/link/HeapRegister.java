package swoole4j.engine.link;

import java.util.concurrent.atomic.LongAdder;

/** The register of a server that is one process. */
public final class HeapRegister implements Register {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    /** Creates an empty register. */
    public HeapRegister() {}

    @Override
    public Facts begin(Beginning connection, int end) {
        accepted.increment();
        return new HeapFacts();
    }

    @Override
    public void remove(int fd, int slot, int end) {}

    @Override
    public void closed() {
        closed.increment();
    }

    @Override
    public void aborted() {
        aborted.increment();
    }

    @Override
    public void received(long bytes) {
        received.add(bytes);
    }

    @Override
    public void sent(long bytes) {
        sent.add(bytes);
    }

    @Override
    public long acceptCount() {
        return accepted.sum();
    }

    @Override
    public long closeCount() {
        return closed.sum();
    }

    @Override
    public long abortCount() {
        return aborted.sum();
    }

    @Override
    public long receivedBytes() {
        return received.sum();
    }

    @Override
    public long sentBytes() {
        return sent.sum();
    }
}
