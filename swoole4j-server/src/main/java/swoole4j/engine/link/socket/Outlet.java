package swoole4j.engine.link.socket;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToWorker;

/**
 * What there is for the worker of one id, whichever process that is: events wait here, in order, while there is none, or while
 * one hands over to the next. Confined to the loop of whoever sends, which is a reactor for events of connections.
 *
 * @param <E> what is sent
 */
public final class Outlet<E> implements Link<E> {
    private final ToLongFunction<E> weight;
    private final ArrayDeque<E> waiting = new ArrayDeque<>();
    private final long mostBytes;
    private final int mostEvents;
    private long waitingBytes;
    private @Nullable Berth<E> current;
    private @Nullable Berth<E> next;
    private @Nullable Runnable moved;

    /** Creates an outlet for events of connections, which is full when it holds more than that. */
    public static Outlet<ToWorker> ofEvents(int mostEvents, long mostBytes) {
        return new Outlet<>(Weight::of, mostEvents, mostBytes);
    }

    /** Creates an outlet that is full when it holds more than that. */
    Outlet(ToLongFunction<E> weight, int mostEvents, long mostBytes) {
        this.weight = weight;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean offer(E event) {
        Berth<E> berth = current;
        if (berth != null && moved == null) return berth.send(event) && berth.pending() < mostBytes;
        waiting.add(event);
        waitingBytes += weight.applyAsLong(event);
        return waiting.size() < mostEvents && waitingBytes < mostBytes;
    }

    /**
     * The process of {@code berth} gets all whose handling the one before has not begun, and all that follows.
     *
     * @param done is told when it does
     */
    void moveTo(Berth<E> berth, Runnable done) {
        Berth<E> old = current;
        next = berth;
        moved = done;
        if (old == null) {
            move();
        } else {
            old.leave();
        }
    }

    private void move() {
        Runnable done = moved;
        current = next;
        next = null;
        moved = null;
        Berth<E> berth = current;
        if (berth != null) {
            for (E event; (event = waiting.poll()) != null; ) berth.send(event);
            waitingBytes = 0;
        }
        if (done != null) done.run();
    }

    /** A process begins to handle nothing any more, or is gone. */
    void left(Berth<E> berth) {
        List<E> back = berth.takeBack();
        for (E event : back.reversed()) {
            waiting.addFirst(event);
            waitingBytes += weight.applyAsLong(event);
        }
        if (berth == next) next = null;
        if (berth != current) return;
        move();
    }
}
