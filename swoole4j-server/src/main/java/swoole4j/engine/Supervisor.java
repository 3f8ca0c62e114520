package swoole4j.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.link.socket.ControlServer;
import swoole4j.engine.process.ChildJvm;
import swoole4j.engine.process.Exit;
import swoole4j.engine.process.Respawn;
import swoole4j.engine.process.Role;

/**
 * Starts the worker processes of a server, and others in their places when they end or are to be replaced. The next process
 * of a worker is ready before the one before gets its last event. Confined to the manager.
 */
final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    /** What a forced end may still take. */
    private static final long GRACE_MILLIS = 500;

    private final Manager manager;
    private final WorkerStarter starter;
    private final Docks docks;
    private final ControlServer control;
    private final DistantWorkers workers;
    private final double maxWaitSeconds;
    private final Observer observer;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<Integer, WorkerProcess> alive = new ConcurrentHashMap<>();
    private int incarnations;
    private boolean ending;

    /** What is told of processes; in the manager. */
    interface Observer {
        /** A process that was nobody's predecessor ended in another way than it should. */
        void failed(int worker, long pid, Exit exit);

        /** Another process ended, perhaps while it handled something. */
        void ended(int worker, long pid);

        /** A process has ended, and all that it had told is read. */
        void gone(int incarnation);

        /** No process for a worker that has none can be started. */
        void givenUp(int worker);
    }

    /** The place of a worker: who has its events, and who is to have them. */
    private static final class Seat {
        final Role role;
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

        Seat(Role role, int worker) {
            this.role = role;
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

    /**
     * Creates a supervisor that has not started anything.
     *
     * @param roles what each worker is, by its number
     */
    Supervisor(
            Manager manager,
            WorkerStarter starter,
            Docks docks,
            ControlServer control,
            DistantWorkers workers,
            List<Role> roles,
            double maxWaitSeconds,
            Observer observer) {
        this.manager = manager;
        this.starter = starter;
        this.docks = docks;
        this.control = control;
        this.workers = workers;
        this.maxWaitSeconds = maxWaitSeconds;
        this.observer = observer;
        for (int worker = 0; worker < roles.size(); worker++) seats.add(new Seat(roles.get(worker), worker));
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
            cells = starter.cells(incarnation);
            control.expect(incarnation, seat.worker, cells);
            docks.expect(incarnation, seat.worker, cells);
            jvm = starter.start(seat.role, seat.worker, incarnation);
        } catch (IOException | RuntimeException e) {
            log.error("worker {} cannot be started: {}", seat.worker, e.getMessage());
            forget(incarnation, () -> {});
            startAgain(seat);
            return;
        }
        WorkerProcess process = new WorkerProcess(seat.role, seat.worker, incarnation, jvm, cells);
        seat.next = process;
        if (seat.current == null) workers.seat(process);
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

    /** Returns the processes that are alive. Any thread. */
    Collection<WorkerProcess> processes() {
        return List.copyOf(alive.values());
    }

    /** Returns the process that a worker is now, or null. */
    @Nullable
    WorkerProcess current(int worker) {
        return seats.get(worker).current;
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
        if (ending) {
            control.say(process.incarnation, new FromMaster.End());
            return;
        }
        WorkerProcess before = seat.current;
        Runnable moved = Docks.last(2, () -> manager.run(() -> moved(process)));
        docks.moveTo(process.incarnation, moved);
        control.moveTo(process.incarnation, moved);
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
        workers.seat(process);
        if (before != null) {
            before.retired = true;
            control.say(before.incarnation, new FromMaster.Retire());
            killLater(before, () -> true);
        }
        seat.begun.complete(null);
        if (ending && process.role == Role.EVENT) control.say(process.incarnation, new FromMaster.End());
        if (seat.begunAgain != null) start(seat);
    }

    private void ended(WorkerProcess process, Exit status) {
        Exit exit = process.meant(status);
        Seat seat = seat(process);
        alive.remove(process.incarnation);
        starter.delete(process.incarnation);
        workers.vacate(process);
        boolean wasCurrent = seat.current == process;
        boolean wasNext = seat.next == process;
        if (wasCurrent) seat.current = null;
        if (wasNext) seat.next = null;
        boolean failed = !exit.isClean() && !process.retired && !ending;
        forget(
                process.incarnation,
                () -> manager.run(() -> {
                    observer.gone(process.incarnation);
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

    /** {@code done} is told when all that the process had told is read. */
    private void forget(int incarnation, Runnable done) {
        Runnable one = Docks.last(2, done);
        docks.forget(incarnation, one);
        control.forget(incarnation, one);
    }

    /** Lets another process take the place of a worker's, if none is about to. */
    void restart(int worker) {
        Seat seat = seats.get(worker);
        if (seat.next == null) start(seat);
    }

    /**
     * Lets a process that starts from now on take the place of a worker's; one that is starting may have read old code.
     * Completed when those before it are gone, or none could be started.
     */
    CompletableFuture<Void> renew(int worker) {
        Seat seat = seats.get(worker);
        List<WorkerProcess> old = new ArrayList<>();
        if (seat.current != null) old.add(seat.current);
        if (seat.next == null) {
            start(seat);
        } else {
            old.add(seat.next);
            if (seat.begunAgain == null) seat.begunAgain = new CompletableFuture<>();
        }
        CompletableFuture<Void> begun = seat.begunAgain == null ? seat.begun : seat.begunAgain;
        return begun.thenCompose(_ -> CompletableFuture.allOf(old.stream()
                .filter(process -> process.retired)
                .map(process -> process.gone)
                .toArray(CompletableFuture[]::new)));
    }

    /** Ends all processes in order, those that others give tasks to last; completed when they are gone. */
    CompletableFuture<Void> end() {
        ending = true;
        for (Seat seat : seats) seat.isOver();
        return end(role -> role == Role.EVENT).thenComposeAsync(_ -> end(role -> role != Role.EVENT), manager::run);
    }

    private CompletableFuture<Void> end(Predicate<Role> which) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (WorkerProcess process : List.copyOf(alive.values())) {
            if (!which.test(process.role)) continue;
            all.add(process.gone);
            if (process.ready) control.say(process.incarnation, new FromMaster.End()); // others when they are
            killLater(process, () -> true);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Ends all processes at once. */
    void cut() {
        ending = true;
        for (WorkerProcess process : alive.values()) process.jvm.kill();
    }
}
