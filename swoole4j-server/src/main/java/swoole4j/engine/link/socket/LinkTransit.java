package swoole4j.engine.link.socket;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import swoole4j.engine.link.shared.Transit;
import swoole4j.engine.link.shared.WorkerCells;

/** Counts what was handed over to each reactor, which says in {@link WorkerCells} how much it has taken. Any thread. */
public final class LinkTransit implements Transit {
    private final WorkerCells cells;
    private final AtomicLong[] handed;

    /** Creates the count for that many reactors. */
    public LinkTransit(WorkerCells cells, int reactors) {
        this.cells = cells;
        this.handed = Stream.generate(AtomicLong::new).limit(reactors).toArray(AtomicLong[]::new);
    }

    @Override
    public long add(int reactor, long bytes) {
        return handed[reactor].addAndGet(bytes);
    }

    @Override
    public boolean hasArrived(int reactor, long end) {
        return cells.taken(reactor) >= end;
    }
}
