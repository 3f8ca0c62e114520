package swoole4j.bench;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import swoole4j.Server;

/**
 * What a task costs from the call of an event worker to its result there: with {@code taskwait}, one after the other, and
 * with {@code task} and the event finish, one or 32 under way. Wall and CPU time of the whole process per round trip.
 */
final class TaskBenchmark {
    private static final int SEVERAL = 32;

    private final Options options;
    private final Server server = new Server("127.0.0.1", 0);
    private final Semaphore finished = new Semaphore(0);

    private TaskBenchmark(Options options) {
        this.options = options;
    }

    /** One way to give a task and have its result. */
    @FunctionalInterface
    private interface RoundTrips {
        /** Makes that many. */
        void run(int count) throws InterruptedException;
    }

    public static void main(String[] args) {
        new TaskBenchmark(Options.fromSystem()).run();
        System.exit(0);
    }

    private void run() {
        server.set(Map.of("worker_num", 1, "task_worker_num", 1));
        server.on("receive", (Server _, int _, int _, byte[] _) -> {});
        server.on("task", (Server _, int _, int _, Object data) -> data);
        server.on("finish", (Server _, int _, Object _) -> finished.release());
        server.on("workerStart", (Server it, int id) -> {
            if (id == 0) {
                try {
                    measure();
                } finally {
                    it.shutdown();
                }
            }
        });
        server.start();
    }

    private void measure() throws InterruptedException {
        System.out.printf("%-24s %16s %16s%n", "", "wall us/trip", "CPU us/trip");
        measure("taskwait", this::taskwait);
        measure("task and finish", count -> tasks(count, 1));
        measure("task and finish, " + SEVERAL, count -> tasks(count, SEVERAL));
    }

    private void taskwait(int count) {
        for (int i = 0; i < count; i++) {
            if (server.taskwait("a small task", 10) == null) throw new IllegalStateException("no result");
        }
    }

    private void tasks(int count, int underWay) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (i >= underWay) finished.acquire();
            server.task("a small task");
        }
        finished.acquire(Math.min(count, underWay));
    }

    private void measure(String name, RoundTrips trips) throws InterruptedException {
        int batch = 2000;
        runFor(options.warmup(), batch, trips);
        ProcStat before = ProcStat.of(ProcessHandle.current().pid());
        long begin = System.nanoTime();
        long count = runFor(options.seconds(), batch, trips);
        double wall = (System.nanoTime() - begin) / 1e3;
        double cpu = ProcStat.of(ProcessHandle.current().pid()).since(before).totalMicros();
        System.out.printf(Locale.ROOT, "%-24s %16.2f %16.2f%n", name, wall / count, cpu / count);
    }

    private static long runFor(int seconds, int batch, RoundTrips trips) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long count = 0;
        do {
            trips.run(batch);
            count += batch;
        } while (System.nanoTime() - end < 0);
        return count;
    }
}
