package swoole4j.engine.task;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.value.ValueException;
import swoole4j.core.value.ValueWriter;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Postbox;
import swoole4j.engine.link.shared.PostBook;

/** The ways to workers that are other processes. How much waits for them is in a book that all share. Any thread. */
final class DistantPost implements Post, Results {
    private static final Logger log = LoggerFactory.getLogger(DistantPost.class);
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Postbox box;
    private final PostBook book;
    private final TaskSettings settings;
    private final int eventWorkers;
    private final int incarnation;
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong postedBytes = new AtomicLong();
    private volatile @Nullable TaskWorker own;

    /**
     * Creates it.
     *
     * @param incarnation of this process
     */
    DistantPost(Postbox box, PostBook book, TaskSettings settings, int eventWorkers, int incarnation) {
        this.box = box;
        this.book = book;
        this.settings = settings;
        this.eventWorkers = eventWorkers;
        this.incarnation = incarnation;
    }

    /** Names the task worker that is this process. */
    void own(TaskWorker worker) {
        own = worker;
    }

    private void post(Mail mail) {
        posted.incrementAndGet();
        postedBytes.addAndGet(mail.size());
        box.post(mail);
    }

    /** What is on its way counts for every worker, so that it is never too little. */
    private boolean hasRoom(int worker, long size) {
        long mail = book.mail(worker) + posted.get() - box.takenMail();
        long bytes = book.bytes(worker) + postedBytes.get() - box.takenMailBytes();
        return mail < settings.queueLength() && (mail == 0 || bytes + size <= settings.queueSize());
    }

    private static byte[] encode(Parcel parcel) {
        try {
            return ValueWriter.encode(parcel.data());
        } catch (ValueException e) {
            throw new IllegalStateException("a copy cannot be encoded", e);
        }
    }

    private static long micros(double seconds) {
        return Math.round(seconds * 1e6);
    }

    @Override
    public int taskWorkers() {
        return settings.workers();
    }

    @Override
    public boolean task(Parcel.Job job, int index) {
        Mail.Sender sender = new Mail.Sender(job.caller().id(), incarnation);
        int to = index < 0 ? -1 : eventWorkers + index;
        Mail.Task task = new Mail.Task(to, sender, job.id(), job.flags(), encode(job), micros(job.time()));
        boolean room = index < 0 ? anyHasRoom(task.size()) : hasRoom(to, task.size());
        if (room) post(task);
        return room;
    }

    private boolean anyHasRoom(long size) {
        return IntStream.range(eventWorkers, eventWorkers + settings.workers()).anyMatch(id -> hasRoom(id, size));
    }

    @Override
    public boolean message(int worker, Parcel.Message message) {
        Mail mail = new Mail.Message(worker, message.source(), encode(message), micros(message.time()));
        if (!hasRoom(worker, mail.size())) return false;
        post(mail);
        return true;
    }

    @Override
    public boolean isIdle(int index) {
        return book.isIdle(eventWorkers + index);
    }

    @Override
    public int waiting() {
        return IntStream.range(eventWorkers, eventWorkers + settings.workers())
                .map(book::tasks)
                .sum();
    }

    @Override
    public long given() {
        return IntStream.range(eventWorkers, eventWorkers + settings.workers())
                .mapToLong(book::given)
                .sum();
    }

    @Override
    public @Nullable Scheduler scheduler(int index) {
        TaskWorker here = own;
        return here == null || here.id() != eventWorkers + index ? null : here.scheduler();
    }

    @Override
    public boolean finish(Parcel.Job job, int taskWorkerId, @Nullable Object data, double time) {
        if (!job.isAnswered()) return false;
        byte[] value;
        try {
            value = ValueWriter.encode(data);
        } catch (ValueException e) {
            log.warn("the result of task[{}] is refused: {}", job.id(), e.getMessage());
            return false;
        }
        Mail result =
                new Mail.Result(job.caller().sender(), job.id(), job.isAwaited(), taskWorkerId, value, micros(time));
        if (!job.isAwaited() && !awaitRoom(result)) {
            log.warn("too many results wait for worker {}, that of task[{}] is refused", result.to(), job.id());
            LastError.set(SwooleError.TASK_DISPATCH_FAIL.number());
            return false;
        }
        post(result);
        return true;
    }

    /** A coroutine of a task worker slows down, and with it who gives it tasks; anybody else cannot wait. */
    private boolean awaitRoom(Mail result) {
        while (!hasRoom(result.to(), result.size())) {
            Scheduler scheduler = Scheduler.current();
            if (scheduler == null) return false;
            scheduler.await(() -> hasRoom(result.to(), result.size()), CHECK_NANOS);
        }
        return true;
    }
}
