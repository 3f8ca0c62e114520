package swoole4j.engine.link.socket;

import java.util.HashMap;
import java.util.Map;
import swoole4j.engine.link.shared.Transit;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * Counts, per connection, what was handed over since a reactor last had taken everything. So it is never too little, and
 * nothing is kept of a connection once what it was given has arrived. Any thread.
 */
public final class LinkTransit implements Transit {
    private final WorkerCells cells;
    private final Way[] ways;

    /** What is on its way to one reactor. Guarded by itself. */
    private static final class Way {
        final Map<Integer, Part> byFd = new HashMap<>();
        long handed;
    }

    /** What is on its way for one connection, and how much had been handed over behind the last of it. */
    private static final class Part {
        long bytes;
        long until;
    }

    /** Creates the count for that many reactors. */
    public LinkTransit(WorkerCells cells, int reactors) {
        this.cells = cells;
        this.ways = new Way[reactors];
        for (int id = 0; id < reactors; id++) ways[id] = new Way();
    }

    @Override
    public long of(int fd, int reactor) {
        Way way = ways[reactor];
        synchronized (way) {
            long taken = cells.taken(reactor);
            if (taken >= way.handed) return 0;
            Part part = way.byFd.get(fd);
            return part == null || taken >= part.until ? 0 : part.bytes;
        }
    }

    @Override
    public long add(int fd, int reactor, long bytes) {
        Way way = ways[reactor];
        synchronized (way) {
            long taken = cells.taken(reactor);
            if (taken >= way.handed) way.byFd.clear();
            way.handed += bytes;
            Part part = way.byFd.computeIfAbsent(fd, _ -> new Part());
            if (taken >= part.until) part.bytes = 0;
            part.bytes += bytes;
            part.until = way.handed;
            return part.bytes;
        }
    }
}
