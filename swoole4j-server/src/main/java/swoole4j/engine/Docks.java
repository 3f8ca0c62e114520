package swoole4j.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.link.socket.Dock;
import swoole4j.engine.reactor.Reactor;

/** The docks of all reactors. Any thread but those of reactors. */
final class Docks {
    private final List<Reactor> reactors;
    private final List<Dock> docks;

    Docks(List<Reactor> reactors, List<Dock> docks) {
        this.reactors = List.copyOf(reactors);
        this.docks = List.copyOf(docks);
    }

    private CompletableFuture<Void> all(Consumer<Dock> action) {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int id = 0; id < docks.size(); id++) {
            Dock dock = docks.get(id);
            CompletableFuture<Void> one = new CompletableFuture<>();
            done.add(one);
            boolean running = reactors.get(id).submit(() -> {
                action.accept(dock);
                one.complete(null);
            });
            if (!running) one.complete(null);
        }
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
    }

    /**
     * Listens.
     *
     * @throws IOException when that is not possible
     */
    void listen(Path folder) throws IOException {
        for (Dock dock : docks) dock.listen(folder);
    }

    /** A process is about to be started; returns when every reactor knows. */
    void expect(int incarnation, int worker, WorkerCells cells) {
        all(dock -> dock.expect(incarnation, worker, cells)).join();
    }

    /** Returns what runs {@code done} when it is run for that many times. */
    static Runnable last(int times, Runnable done) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.decrementAndGet() == 0) done.run();
        };
    }

    /** Lets a process have the events of its worker; {@code moved} is told when it has those of all reactors. */
    void moveTo(int incarnation, Runnable moved) {
        Runnable one = last(docks.size(), moved);
        all(dock -> dock.moveTo(incarnation, one));
    }

    /** A process has ended; {@code done} is told when all that it told before is read. */
    void forget(int incarnation, Runnable done) {
        Runnable one = last(docks.size(), done);
        all(dock -> dock.forget(incarnation, one));
    }

    /** Ends everything. */
    void close() {
        all(Dock::close).join();
    }
}
