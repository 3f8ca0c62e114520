package swoole4j.engine.task;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.worker.EventKind;
import swoole4j.server.PipeMessage;
import swoole4j.server.Task;

/**
 * One task worker: a thread with a scheduler whose main coroutine takes from the queue. Without
 * {@code task_enable_coroutine} that coroutine runs one task after another, and timers and messages between them; with it
 * each is a coroutine of its own. Methods: any thread.
 */
final class TaskWorker {
    /** How many coroutines may work on tasks at once; the others stay in the queue. */
    private static final int MOST_AT_ONCE = 10_000;

    private static final long LONGEST_CHECK_MILLIS = 20;

    private final int id;
    private final Source queue;
    private final Workplace place;
    private final Scheduler scheduler;
    private final QuietLoop loop;
    private final long limit;
    private final Queue<Runnable> between = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile @Nullable Thread main;
    private volatile boolean stopping;

    // Worker-confined.
    private Parcel.@Nullable Job current;
    private int running;
    private long handled;

    /**
     * Makes a worker.
     *
     * @param queue a new one, or that of the worker whose place it takes
     */
    TaskWorker(int id, Source queue, Workplace place) {
        this.id = id;
        this.queue = queue;
        this.place = place;
        this.scheduler = Scheduler.create(id, place.workers());
        this.loop = new QuietLoop(this::ended);
        this.limit = place.settings().requestLimit(ThreadLocalRandom.current());
    }

    int id() {
        return id;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Is completed when the worker has ended and another, if there is to be one, has taken its place. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    void start() {
        place.callers().add(scheduler, Caller.of(this));
        place.watch().accept(scheduler);
        if (!coroutines()) scheduler.timers().serially(this::runBetween);
        scheduler.run(loop);
        scheduler.start(this::work);
    }

    /** Lets the worker finish what it has begun and end; what waits stays in the queue. */
    void stop() {
        stopping = true;
        LockSupport.unpark(main);
    }

    /** Ends the worker at once. */
    void stopNow() {
        stop();
        loop.stop();
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        return loop.join(deadline);
    }

    private boolean coroutines() {
        return place.settings().coroutines();
    }

    private void runBetween(Runnable task) {
        between.add(task);
        LockSupport.unpark(main);
    }

    private void ended() {
        place.callers().remove(scheduler);
        place.onEnd().accept(this);
        gone.complete(null);
    }

    private void work() {
        main = Thread.currentThread();
        queue.beTaker();
        try {
            begin(() -> place.events().call(EventKind.WORKER_START, id));
            while (!stopping) {
                scheduler.await(this::hasWork, 0);
                Runnable due = between.poll();
                if (due != null) scheduler.runBare(due);
                Parcel parcel = stopping || running >= MOST_AT_ONCE ? null : queue.take();
                if (parcel != null) begin(() -> handle(parcel));
            }
            if (coroutines()) wind();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!CoroutineState.isDismissed()) {
                scheduler.runBare(() -> place.events().call(EventKind.WORKER_STOP, id));
            }
            loop.stop();
        }
    }

    private boolean hasWork() {
        return stopping || !between.isEmpty() || (running < MOST_AT_ONCE && !queue.isEmpty());
    }

    private void begin(Runnable callback) {
        if (!coroutines()) {
            scheduler.runBare(callback);
            return;
        }
        running++;
        scheduler.runNow(() -> {
            try {
                callback.run();
            } finally {
                if (running-- == MOST_AT_ONCE) LockSupport.unpark(main);
            }
        });
        giveWay();
    }

    @SuppressWarnings("ThreadPriorityCheck") // coroutines that can go on come before the next task
    private static void giveWay() {
        Thread.yield();
    }

    private void handle(Parcel parcel) {
        switch (parcel) {
            case Parcel.Job job -> run(job);
            case Parcel.Message message -> receive(message);
        }
    }

    private void run(Parcel.Job job) {
        Task task = new Task(
                job.id(), job.caller().id(), job.time(), job.flags(), job.data(), result -> finish(job, result));
        Object result = null;
        if (!coroutines()) current = job;
        try {
            result = place.invoker().task(place.onTask(), task);
        } finally {
            current = null;
            queue.over(job); // before the result is out, so that who gets it finds this worker idle
            if (++handled == limit) place.onLimit().accept(this);
        }
        if (!coroutines() && result != null) finish(job, result);
    }

    private void receive(Parcel.Message message) {
        PipeMessage received = new PipeMessage(message.source(), message.time(), message.data());
        try {
            if (place.onPipeMessage() != null) place.invoker().pipeMessage(place.onPipeMessage(), received);
        } finally {
            queue.over(message);
        }
    }

    private boolean finish(Parcel.Job job, @Nullable Object result) {
        return place.results().finish(job, id, result, place.now());
    }

    /** Sends a result of the task that runs; null when none does. For this worker's coroutines. */
    @Nullable
    Boolean finishCurrent(@Nullable Object result) {
        Parcel.Job job = current;
        return job == null ? null : finish(job, result);
    }

    private void wind() throws InterruptedException {
        double seconds = place.maxWaitSeconds();
        long deadline = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
        long pause = 1;
        while (scheduler.holders() > 1 && deadline - System.nanoTime() > 0) {
            scheduler.runBare(() -> place.events().call(EventKind.WORKER_EXIT, id));
            scheduler.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_CHECK_MILLIS);
        }
    }
}
