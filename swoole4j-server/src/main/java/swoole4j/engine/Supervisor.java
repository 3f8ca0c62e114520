package swoole4j.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.link.socket.ControlServer;
import swoole4j.engine.process.ChildJvm;
import swoole4j.engine.process.CommandLine;
import swoole4j.engine.process.Exit;
import swoole4j.engine.process.Identity;
import swoole4j.engine.process.Respawn;
import swoole4j.engine.process.Role;
import swoole4j.internal.shared.SharedMemory;

/**
 * Starts the worker processes of a server, and others in their places when they end or are to be replaced. The next process
 * of a worker is ready before the one before gets its last event. Confined to the manager.
 */
final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    /** What a forced end may still take. */
    private static final long GRACE_MILLIS = 500;

    private final Manager manager;
    private final Path folder;
    private final String secret;
    private final CommandLine command;
    private final Docks docks;
    private final ControlServer control;
    private final MasterWorkers workers;
    private final int reactors;
    private final double maxWaitSeconds;
    private final Observer observer;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<Integer, WorkerProcess> alive = new HashMap<>();
    private int incarnations;
    private boolean ending;

    /** What is told of processes; in the manager. */
    interface Observer {
        /** A process that was nobody's predecessor ended in another way than it should. */
        void failed(int worker, long pid, Exit exit);

        /** Another process ended, perhaps while it handled something. */
        void ended(int worker, long pid);

        /** No process for a worker that has none can be started. */
        void givenUp(int worker);
    }

    /** The place of a worker: who has its events, and who is to have them. */
    private static final class Seat {
        final int worker;
        final Respawn respawn = new Respawn();
        int starts;

        @Nullable
        WorkerProcess current;

        @Nullable
        WorkerProcess next;
        /** Is completed when the next one has the events. */
        CompletableFuture<Void> begun = new CompletableFuture<>();
        /** Is completed when the one behind the next has them; null when none is wanted. */
        @Nullable
        CompletableFuture<Void> begunAgain;

        Seat(int worker) {
            this.worker = worker;
        }

        /** Who waited for the process that did not come, or for another one, waits for the one that starts now. */
        void startsFresh() {
            CompletableFuture<Void> again = begunAgain;
            CompletableFuture<Void> before = begun;
            begunAgain = null;
            if (again != null) {
                begun = again;
                again.thenRun(() -> before.complete(null));
            } else if (before.isDone()) {
                begun = new CompletableFuture<>();
            }
        }

        /** Nobody needs to wait any more. */
        void isOver() {
            begun.complete(null);
            if (begunAgain != null) begunAgain.complete(null);
            begunAgain = null;
        }
    }

    Supervisor(
            Manager manager,
            Path folder,
            String secret,
            CommandLine command,
            Docks docks,
            ControlServer control,
            MasterWorkers workers,
            int reactors,
            double maxWaitSeconds,
            Observer observer) {
        this.manager = manager;
        this.folder = folder;
        this.secret = secret;
        this.command = command;
        this.docks = docks;
        this.control = control;
        this.workers = workers;
        this.reactors = reactors;
        this.maxWaitSeconds = maxWaitSeconds;
        this.observer = observer;
        for (int worker = 0; worker < workers.count(); worker++) seats.add(new Seat(worker));
    }

    /** Starts a process for every worker; completed when all are ready. */
    CompletableFuture<Void> begin() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Seat seat : seats) {
            all.add(seat.begun);
            start(seat);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private void start(Seat seat) {
        if (ending || seat.next != null) return;
        int incarnation = ++incarnations;
        WorkerCells cells;
        ChildJvm jvm;
        seat.starts++;
        seat.startsFresh();
        seat.respawn.started();
        try {
            cells = WorkerCells.create(folder.resolve(ProcessFiles.cells(incarnation)), reactors);
            docks.expect(incarnation, seat.worker, cells);
            long self = ProcessHandle.current().pid();
            Identity identity = new Identity(Role.EVENT, seat.worker, incarnation, folder, secret, self);
            Map<String, String> environment = new HashMap<>(SharedMemory.environmentForChildren());
            environment.putAll(identity.environment());
            jvm = ChildJvm.start(command, environment);
        } catch (IOException | RuntimeException e) {
            log.error("worker {} cannot be started: {}", seat.worker, e.getMessage());
            docks.forget(incarnation, () -> {});
            startAgain(seat);
            return;
        }
        WorkerProcess process = new WorkerProcess(seat.worker, incarnation, jvm, cells);
        seat.next = process;
        alive.put(incarnation, process);
        var unused = jvm.exited().thenAccept(exit -> manager.run(() -> ended(process, exit)));
    }

    private void startAgain(Seat seat) {
        long wait = seat.respawn.ended();
        if (seat.respawn.givesUp()) {
            log.error("worker {} ended ten times before it was ready", seat.worker);
            seat.isOver();
            if (seat.current == null) observer.givenUp(seat.worker);
            return;
        }
        int starts = seat.starts;
        after(wait, () -> {
            if (seat.starts == starts) start(seat); // nobody asked for another one meanwhile
        });
    }

    private void after(long nanos, Runnable step) {
        Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, manager::run);
        later.execute(step);
    }

    private Seat seat(WorkerProcess process) {
        return seats.get(process.worker);
    }

    /** Returns the process of that incarnation while it is alive. */
    @Nullable
    WorkerProcess process(int incarnation) {
        return alive.get(incarnation);
    }

    /** A process is ready: it takes over from the one before. */
    void ready(WorkerProcess process) {
        Seat seat = seat(process);
        if (seat.next != process || process.ready) return;
        process.ready = true;
        seat.respawn.ready();
        WorkerProcess before = seat.current;
        docks.moveTo(process.incarnation, () -> manager.run(() -> moved(process)));
        if (before != null) killLater(before, () -> seat.current == before);
    }

    /** Kills a process that still is what it was when its time has passed. */
    private void killLater(WorkerProcess process, BooleanSupplier still) {
        if (maxWaitSeconds == 0) return;
        long nanos = (long) (maxWaitSeconds * 1e9) + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        after(nanos, () -> {
            if (!process.jvm.isAlive() || !still.getAsBoolean()) return;
            log.warn("{} did not end within max_wait_time {} s and is killed", process, maxWaitSeconds);
            process.jvm.kill();
        });
    }

    private void moved(WorkerProcess process) {
        Seat seat = seat(process);
        WorkerProcess before = seat.current;
        if (seat.next != process) return; // it has ended meanwhile
        seat.current = process;
        seat.next = null;
        workers.put(process.worker, process.cells);
        if (before != null) {
            before.retired = true;
            control.say(before.incarnation, new FromMaster.Retire());
            killLater(before, () -> true);
        }
        seat.begun.complete(null);
        if (ending) control.say(process.incarnation, new FromMaster.End());
        if (seat.begunAgain != null) start(seat);
    }

    private void ended(WorkerProcess process, Exit exit) {
        Seat seat = seat(process);
        alive.remove(process.incarnation);
        delete(process.incarnation);
        boolean wasCurrent = seat.current == process;
        boolean wasNext = seat.next == process;
        if (wasCurrent) seat.current = null;
        if (wasNext) seat.next = null;
        boolean failed = !exit.isClean() && !process.retired && !ending;
        docks.forget(
                process.incarnation,
                () -> manager.run(() -> {
                    long pid = process.jvm.pid();
                    if (failed) {
                        observer.failed(process.worker, pid, exit);
                    } else {
                        observer.ended(process.worker, pid);
                    }
                }));
        process.gone.complete(null);
        if (ending) return;
        if (wasNext || (wasCurrent && seat.next == null)) startAgain(seat);
    }

    private void delete(int incarnation) {
        try {
            Files.deleteIfExists(folder.resolve(ProcessFiles.cells(incarnation)));
        } catch (IOException e) {
            log.debug("a file of an ended worker cannot be deleted", e);
        }
    }

    /** Lets another process take the place of a worker's, if none is about to. */
    void restart(int worker) {
        Seat seat = seats.get(worker);
        if (seat.next == null) start(seat);
    }

    /** Lets a process that starts from now on take the place of a worker's: one that is starting may have read old code. */
    Topology.Restart renew(int worker) {
        Seat seat = seats.get(worker);
        List<WorkerProcess> old = Stream.of(seat.current, seat.next).filter(Objects::nonNull).toList();
        if (seat.next == null) {
            start(seat);
        } else if (seat.begunAgain == null) {
            seat.begunAgain = new CompletableFuture<>();
        }
        CompletableFuture<Void> begun = seat.begunAgain == null ? seat.begun : seat.begunAgain;
        return new Topology.Restart(begun, begun.thenCompose(_ -> CompletableFuture.allOf(old.stream()
                .filter(process -> process.retired)
                .map(process -> process.gone)
                .toArray(CompletableFuture[]::new))));
    }

    /** Ends all processes in order; completed when they are gone. */
    CompletableFuture<Void> end() {
        ending = true;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (WorkerProcess process : List.copyOf(alive.values())) {
            all.add(process.gone);
            if (process.ready) {
                control.say(process.incarnation, new FromMaster.End());
            } else {
                process.jvm.kill(); // it has nothing to lose
            }
            killLater(process, () -> true);
        }
        for (Seat seat : seats) seat.isOver();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Ends all processes at once. */
    void cut() {
        ending = true;
        for (WorkerProcess process : alive.values()) process.jvm.kill();
    }
}
