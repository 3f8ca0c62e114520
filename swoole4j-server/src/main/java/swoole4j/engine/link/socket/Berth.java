package swoole4j.engine.link.socket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.encoding.FrameSink;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * The sender's end of the socket to one process. Each event has a place until it is settled, so that what a process that dies
 * has not begun to handle is known, and given to the next. Confined to the sender's loop.
 *
 * @param <E> what is sent
 */
final class Berth<E> {
    private static final int FIRST_PLACES = 64;
    /** With more events unsettled the worker is behind. */
    private static final int MOST_UNSETTLED = 8192;

    /** An event, and when it came in relation to others. */
    private record Kept<E>(E event, long order) {}

    /** How what is sent looks on the wire. */
    interface Form<E> {
        /** Encodes an event that is kept in a place. */
        void event(int place, E event, FrameSink out);

        /** Encodes that the process is to begin with no event any more. */
        void leave(FrameSink out);
    }

    private final Form<E> form;
    private final int row;
    private final Consumer<Runnable> flusher;
    private final int incarnation;
    private final WorkerCells cells;
    private final Pipe pipe;
    private @Nullable Kept<E>[] kept = places();
    private int[] free = new int[FIRST_PLACES];
    private int freeCount;
    private int used = 1; // place 0 is none
    private long orders;
    private boolean flushing;

    /**
     * Creates it.
     *
     * @param row of the cells, where the process notes what it begins
     * @param flusher runs what writes, when the loop does that next
     */
    Berth(Form<E> form, int row, Consumer<Runnable> flusher, int incarnation, WorkerCells cells, Pipe pipe) {
        this.form = form;
        this.row = row;
        this.flusher = flusher;
        this.incarnation = incarnation;
        this.cells = cells;
        this.pipe = pipe;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static <E> @Nullable Kept<E>[] places() {
        return new Kept[FIRST_PLACES];
    }

    int incarnation() {
        return incarnation;
    }

    WorkerCells cells() {
        return cells;
    }

    /** Returns how many bytes are on their way. */
    long pending() {
        return pipe.pending();
    }

    /** Sends an event; false when the worker is behind. */
    boolean send(E event) {
        int place = freeCount > 0 ? free[--freeCount] : used++;
        if (place >= kept.length) kept = Arrays.copyOf(kept, 2 * kept.length);
        kept[place] = new Kept<>(event, orders++);
        form.event(place, event, pipe.sink());
        flushLater();
        return used - freeCount < MOST_UNSETTLED;
    }

    /** Tells the process to begin with no event any more. */
    void leave() {
        form.leave(pipe.sink());
        flushLater();
    }

    private void flushLater() {
        if (flushing) return;
        flushing = true;
        flusher.accept(() -> {
            flushing = false;
            pipe.flush();
        });
    }

    /** Returns what is kept in a place, or null. */
    @Nullable
    E at(int place) {
        Kept<E> one = place <= 0 || place >= used ? null : kept[place];
        return one == null ? null : one.event;
    }

    /** The event of a place was handled. */
    void settled(int place) {
        if (at(place) != null) release(place);
    }

    private void release(int place) {
        kept[place] = null;
        cells.clear(row, place);
        if (freeCount == free.length) free = Arrays.copyOf(free, 2 * freeCount);
        free[freeCount++] = place;
    }

    /** The process begins to handle nothing any more: takes back, in order, what it has not begun with. */
    List<E> takeBack() {
        return take(false);
    }

    /** The process is gone: takes, in order, what it had begun with. */
    List<E> takeLost() {
        return take(true);
    }

    private List<E> take(boolean begun) {
        List<Kept<E>> taken = new ArrayList<>();
        for (int place = 1; place < used; place++) {
            Kept<E> one = kept[place];
            if (one == null || cells.hasBegun(row, place) != begun) continue;
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
