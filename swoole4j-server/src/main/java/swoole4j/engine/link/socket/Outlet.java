package swoole4j.engine.link.socket;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToWorker;

/**
 * What one reactor has for the worker of one id, whichever process that is: events wait here, in order, while there is none,
 * or while one hands over to the next. Reactor-confined.
 */
public final class Outlet implements Link<ToWorker> {
    private final ArrayDeque<ToWorker> waiting = new ArrayDeque<>();
    private final long mostBytes;
    private final int mostEvents;
    private long waitingBytes;
    private @Nullable Berth current;
    private @Nullable Berth next;
    private @Nullable Runnable moved;

    /** Creates an outlet that is full when it holds more than that. */
    public Outlet(int mostEvents, long mostBytes) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean offer(ToWorker event) {
        Berth berth = current;
        if (berth != null && moved == null) return berth.send(event) && berth.pending() < mostBytes;
        waiting.add(event);
        waitingBytes += Weight.of(event);
        return waiting.size() < mostEvents && waitingBytes < mostBytes;
    }

    /**
     * The process of {@code berth} gets all whose handling the one before has not begun, and all that follows.
     *
     * @param done is told when it does
     */
    void moveTo(Berth berth, Runnable done) {
        Berth old = current;
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
        Berth berth = current;
        if (berth != null) {
            for (ToWorker event; (event = waiting.poll()) != null; ) berth.send(event);
            waitingBytes = 0;
        }
        if (done != null) done.run();
    }

    /** A process begins to handle nothing any more, or is gone. */
    void left(Berth berth) {
        List<ToWorker> back = berth.takeBack();
        for (ToWorker event : back.reversed()) {
            waiting.addFirst(event);
            waitingBytes += Weight.of(event);
        }
        if (berth == next) next = null;
        if (berth != current) return;
        move();
    }
}
