package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;

/** All task workers of a server in this process, and the choice among them. Any thread. */
final class TaskWorkers implements Post {
    private static final Logger log = LoggerFactory.getLogger(TaskWorkers.class);
    private static final long SECOND_MICROS = 1_000_000;

    private final int firstId;
    private final LongSupplier clockMicros;
    private final List<TaskQueue> queues;
    private final Delivery delivery;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong nextWarning = new AtomicLong();

    // Guarded by this.
    private final List<TaskWorker> workers = new ArrayList<>();
    private boolean closed;

    TaskWorkers(int firstId, List<TaskQueue> queues, Delivery delivery, LongSupplier clockMicros) {
        this.delivery = delivery;
        this.firstId = firstId;
        this.queues = queues;
        this.clockMicros = clockMicros;
    }

    synchronized void start(Workplace place) {
        for (int i = 0; i < queues.size(); i++) {
            TaskWorker worker = new TaskWorker(firstId + i, queues.get(i), place);
            workers.add(worker);
            worker.start();
        }
    }

    /** A worker has ended: unless that was wanted for all, another one goes on with its queue. */
    synchronized void replace(TaskWorker ended, Workplace place) {
        if (closed) return;
        int index = ended.id() - firstId;
        TaskWorker successor = new TaskWorker(ended.id(), queues.get(index), place);
        workers.set(index, successor);
        successor.start();
    }

    @Override
    public int taskWorkers() {
        return queues.size();
    }

    synchronized TaskWorker worker(int id) {
        return workers.get(id - firstId);
    }

    @Override
    public synchronized @Nullable Scheduler scheduler(int index) {
        return index >= 0 && index < workers.size() ? workers.get(index).scheduler() : null;
    }

    @Override
    public boolean isIdle(int index) {
        return queues.get(index).isIdle();
    }

    @Override
    public boolean message(int worker, Parcel.Message message) {
        return worker < firstId
                ? delivery.message(worker, message)
                : queues.get(worker - firstId).offer(message);
    }

    @Override
    public boolean task(Parcel.Job job, int index) {
        if (!queues.get(index < 0 ? choose() : index).offer(job)) return false;
        given.incrementAndGet();
        return true;
    }

    private int choose() {
        for (int tries = 0; tries < queues.size(); tries++) {
            int next = next();
            if (queues.get(next).isIdle()) return next;
        }
        warnOfBusyness();
        return next();
    }

    private int next() {
        return Math.floorMod(turn.getAndIncrement(), queues.size());
    }

    private void warnOfBusyness() {
        long now = clockMicros.getAsLong();
        long due = nextWarning.get();
        if (now >= due && nextWarning.compareAndSet(due, now + SECOND_MICROS)) {
            log.warn("No idle task worker is available");
        }
    }

    /** Lets all workers end, each after what it has begun; others take their places. */
    synchronized List<CompletableFuture<Void>> restart() {
        workers.forEach(TaskWorker::stop);
        return workers.stream().map(TaskWorker::gone).toList();
    }

    private synchronized List<TaskWorker> close() {
        closed = true;
        return List.copyOf(workers);
    }

    /** Ends all workers, each after what it has begun, those that take too long without mercy. */
    void end(long deadline) throws InterruptedException {
        List<TaskWorker> ending = close();
        ending.forEach(TaskWorker::stop);
        for (TaskWorker worker : ending) {
            if (worker.join(deadline)) continue;
            log.warn("task worker {} did not end within max_wait_time, forced termination", worker.id());
            worker.stopNow();
        }
    }

    void endNow() {
        close().forEach(TaskWorker::stopNow);
    }

    @Override
    public int waiting() {
        return queues.stream().mapToInt(TaskQueue::jobs).sum();
    }

    @Override
    public long given() {
        return given.get();
    }
}
