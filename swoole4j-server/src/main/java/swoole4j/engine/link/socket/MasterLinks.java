package swoole4j.engine.link.socket;

import io.netty.channel.IoEventLoop;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.Receipts;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.shared.WorkerCells;

/**
 * The sockets of a worker process to all reactors: events come in and are dispatched, what callbacks tell goes out once per
 * turn of the loop. In the worker's loop, but for what is offered to the links.
 */
public final class MasterLinks implements Receipts {
    private static final Logger log = LoggerFactory.getLogger(MasterLinks.class);

    private final Scheduler scheduler;
    private final IoEventLoop loop;
    private final WorkerCells cells;
    private final LongSupplier clockMicros;
    private final Runnable cut;
    private final List<MasterLink> links = new ArrayList<>();
    private final ArrayDeque<MasterLink> dirty = new ArrayDeque<>();
    private final Inbox<Runnable> outside = new Inbox<>(Integer.MAX_VALUE);
    private Link<ToWorker> worker = _ -> true;
    private Runnable onDirty = () -> {};

    // the event that is being offered
    private @Nullable MasterLink from;
    private int place;
    /** When it came; 0 when nobody asked. */
    private long arrivedMicros;

    /**
     * Creates the links, which are not connected.
     *
     * @param io what the worker's loop does its I/O with
     * @param cut is told when the master is gone
     */
    public MasterLinks(
            Scheduler scheduler, Object io, WorkerCells cells, LongSupplier clockMicros, int reactors, Runnable cut) {
        this.scheduler = scheduler;
        this.loop = (IoEventLoop) io;
        this.cells = cells;
        this.clockMicros = clockMicros;
        this.cut = cut;
        for (int id = 0; id < reactors; id++) links.add(new MasterLink(id, this));
    }

    /** Says who handles events; before {@link #connect}. */
    public void worker(Link<ToWorker> dispatcher) {
        worker = dispatcher;
    }

    /** Returns the links by the number of their reactor. */
    public List<Link<ToReactor>> all() {
        return List.copyOf(links);
    }

    /** Connects to all reactors; completed, in the loop, when they can know. Any thread. */
    public CompletableFuture<Void> connect(Path folder, String secret, int worker, int incarnation) {
        outside.wakes(() -> loop.execute(this::drain));
        return CompletableFuture.allOf(links.stream()
                .map(link -> link.connect(loop, folder, secret, worker, incarnation))
                .toArray(CompletableFuture[]::new));
    }

    private void drain() {
        outside.drain(Runnable::run, () -> true);
    }

    boolean inLoop() {
        return scheduler.inLoop();
    }

    /** Runs what writes to a link, in the loop. */
    void later(Runnable write) {
        outside.offer(write);
    }

    /** Says what is told that there is something to write. */
    void onDirty(Runnable told) {
        onDirty = told;
    }

    void dirty(MasterLink link) {
        dirty.add(link);
        onDirty.run();
    }

    /** Writes what was told since the last time. */
    public void flush() {
        for (MasterLink link; (link = dirty.poll()) != null; ) link.flush();
    }

    /** Tells whether there is something to write. */
    public boolean isDirty() {
        return !dirty.isEmpty();
    }

    // ---- events

    /** Something came. */
    void arrived() {
        arrivedMicros = 0;
    }

    /** Returns the time at which the events came that are being offered; in the loop. */
    public long arrivedMicros() {
        if (arrivedMicros == 0) arrivedMicros = clockMicros.getAsLong();
        return arrivedMicros;
    }

    void event(MasterLink link, int at, ToWorker event) {
        from = link;
        place = at;
        try {
            worker.offer(event);
        } catch (Throwable e) { // the events behind it are still there
            log.error("an event of connection {} failed", event.fd(), e);
        }
        if (place == 0) return;
        cells.begin(link.reactor(), at); // it was handled at once
        link.settled(at);
    }

    @Override
    public UnaryOperator<Runnable> take() {
        MasterLink link = from;
        int at = place;
        if (at == 0 || link == null) return UnaryOperator.identity();
        place = 0;
        return handling -> () -> {
            if (link.hasLeft()) return; // another worker gets it
            cells.begin(link.reactor(), at);
            try {
                handling.run();
            } finally {
                link.settled(at);
            }
        };
    }

    /** Begins with no event any more: another worker gets those. In the loop. */
    public void leave() {
        for (MasterLink link : links) link.leave();
    }

    /** Returns how many bytes wait to be written. In the loop. */
    public long pending() {
        return links.stream().mapToLong(MasterLink::pending).sum();
    }

    // ---- the end

    void cut() {
        cut.run();
    }

    void failed(Throwable cause) {
        log.error("the connection to the master failed", cause);
        cut.run();
    }
}
