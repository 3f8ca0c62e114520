package swoole4j.engine.link.socket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.encoding.EventFrames;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * A reactor's end of the socket to one process. Each event has a place until it is settled, so that what a process that dies
 * has not begun to handle is known, and given to the next. Reactor-confined.
 */
final class Berth {
    private static final int FIRST_PLACES = 64;
    /** With more events unsettled the worker is behind. */
    private static final int MOST_UNSETTLED = 8192;

    /** An event, and when it came in relation to others. */
    private record Kept(ToWorker event, long order) {}

    private final Host host;
    private final int incarnation;
    private final WorkerCells cells;
    private final Pipe pipe;
    private @Nullable Kept[] kept = new Kept[FIRST_PLACES];
    private int[] free = new int[FIRST_PLACES];
    private int freeCount;
    private int used = 1; // place 0 is none
    private long orders;
    private boolean flushing;

    Berth(Host host, int incarnation, WorkerCells cells, Pipe pipe) {
        this.host = host;
        this.incarnation = incarnation;
        this.cells = cells;
        this.pipe = pipe;
    }

    int incarnation() {
        return incarnation;
    }

    /** Returns how many bytes are on their way. */
    long pending() {
        return pipe.pending();
    }

    /** Sends an event; false when the worker is behind. */
    boolean send(ToWorker event) {
        int place = freeCount > 0 ? free[--freeCount] : used++;
        if (place >= kept.length) kept = Arrays.copyOf(kept, 2 * kept.length);
        kept[place] = new Kept(event, orders++);
        EventFrames.event(place, event, pipe.sink());
        flushLater();
        return used - freeCount < MOST_UNSETTLED;
    }

    /** Tells the process to begin with no event any more. */
    void leave() {
        EventFrames.leave(pipe.sink());
        flushLater();
    }

    private void flushLater() {
        if (flushing) return;
        flushing = true;
        host.flushLater(() -> {
            flushing = false;
            pipe.flush();
        });
    }

    /** The event of a place was handled. */
    void settled(int place) {
        if (place <= 0 || place >= used || kept[place] == null) return;
        release(place);
    }

    private void release(int place) {
        kept[place] = null;
        cells.clear(host.id(), place);
        if (freeCount == free.length) free = Arrays.copyOf(free, 2 * freeCount);
        free[freeCount++] = place;
    }

    /** The process begins to handle nothing any more: takes back, in order, what it has not begun with. */
    List<ToWorker> takeBack() {
        return take(false);
    }

    /** The process is gone: takes, in order, what it had begun with. */
    List<ToWorker> takeLost() {
        return take(true);
    }

    private List<ToWorker> take(boolean begun) {
        List<Kept> taken = new ArrayList<>();
        for (int place = 1; place < used; place++) {
            Kept one = kept[place];
            if (one == null || cells.hasBegun(host.id(), place) != begun) continue;
            taken.add(one);
            release(place);
        }
        taken.sort(Comparator.comparingLong(Kept::order));
        return taken.stream().map(Kept::event).toList();
    }

    /** Closes the socket. */
    void close() {
        pipe.channel().close();
    }
}
