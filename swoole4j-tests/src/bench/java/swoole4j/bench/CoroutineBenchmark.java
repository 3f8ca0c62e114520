package swoole4j.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import swoole4j.Coroutine;
import swoole4j.coroutine.Channel;

/**
 * What coroutines cost, beside the JDK's virtual threads on their own scheduler, in turns in one JVM: to create one that ends, to
 * switch to another and back, to hand a value over, to sleep, and the heap of one that waits.
 */
final class CoroutineBenchmark {
    private static final int PARKED = 100_000;

    private CoroutineBenchmark() {}

    /** What is measured; does it {@code n} times. */
    @FunctionalInterface
    private interface Work {
        void run(int n) throws Exception;
    }

    private record Line(String name, int n, Work work) {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("bench.rounds", 3);
        List<Line> lines = List.of(
                new Line("create: go", 1_000_000, inCoroutine(CoroutineBenchmark::go)),
                new Line("create: Thread.startVirtualThread", 300_000, CoroutineBenchmark::startVirtualThread),
                new Line("switch and back: yield, resume", 1_000_000, inCoroutine(CoroutineBenchmark::resume)),
                new Line("switch and back: park, unpark of virtual threads", 200_000, CoroutineBenchmark::parkUnpark),
                new Line("hand over: Channel, consumer waits", 1_000_000, inCoroutine(n -> channel(n, 1))),
                new Line("hand over: Channel of 100", 1_000_000, inCoroutine(n -> channel(n, 100))),
                new Line("hand over: Channel with a time limit", 300_000, inCoroutine(CoroutineBenchmark::limited)),
                new Line(
                        "hand over: SynchronousQueue of virtual threads",
                        200_000,
                        CoroutineBenchmark::synchronousQueue),
                new Line("sleep(0.001), 1000 at once", 20_000, inCoroutine(CoroutineBenchmark::sleep)));
        System.out.printf("%-52s %12s %12s%n", "", "ns (wall)", "ns (CPU)");
        for (int round = 0; round <= rounds; round++) {
            for (Line line : lines) measure(line, round == 0);
        }
        memory();
    }

    private static void measure(Line line, boolean warmUp) throws Exception {
        long cpu = cpu();
        long wall = System.nanoTime();
        line.work.run(line.n);
        double ns = (double) (System.nanoTime() - wall) / line.n;
        double cpuNs = (double) (cpu() - cpu) / line.n;
        if (!warmUp) System.out.printf(Locale.ROOT, "%-52s %12.0f %12.0f%n", line.name, ns, cpuNs);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Work inCoroutine(Work work) {
        return n -> Coroutine.run(() -> work.run(n));
    }

    private static void go(int n) {
        int[] count = new int[1];
        for (int i = 0; i < n; i++) Coroutine.go(() -> count[0]++);
        if (count[0] != n) throw new AssertionError("only " + count[0]);
    }

    private static void startVirtualThread(int n) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(n);
        for (int i = 0; i < n; i++) Thread.startVirtualThread(over::countDown);
        over.await();
    }

    private static void resume(int n) {
        boolean[] over = new boolean[1];
        int other = Coroutine.go(() -> {
            while (!over[0]) Coroutine.yield();
        });
        for (int i = 0; i < n; i++) Coroutine.resume(other);
        over[0] = true;
        Coroutine.resume(other);
    }

    private static void parkUnpark(int n) throws InterruptedException {
        Thread[] threads = new Thread[2];
        int[] turn = new int[1];
        CountDownLatch begun = new CountDownLatch(1);
        for (int t = 0; t < 2; t++) {
            int own = t;
            threads[t] = Thread.ofVirtual().unstarted(() -> pingPong(threads, turn, own, n, begun));
        }
        for (Thread thread : threads) thread.start();
        begun.countDown();
        for (Thread thread : threads) thread.join();
    }

    private static final java.lang.invoke.VarHandle TURN =
            java.lang.invoke.MethodHandles.arrayElementVarHandle(int[].class);

    private static void pingPong(Thread[] threads, int[] turn, int own, int n, CountDownLatch begun) {
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < n; i++) {
            while ((int) TURN.getAcquire(turn, 0) != 2 * i + own) LockSupport.park();
            TURN.setRelease(turn, 0, 2 * i + own + 1);
            LockSupport.unpark(threads[1 - own]);
        }
    }

    private static void channel(int n, int capacity) {
        Channel<Integer> channel = new Channel<>(capacity);
        Coroutine.go(() -> {
            while (channel.pop() != null) {}
        });
        for (int i = 0; i < n; i++) channel.push(i);
        channel.close();
    }

    private static void limited(int n) {
        Channel<Integer> channel = new Channel<>();
        Coroutine.go(() -> {
            while (channel.pop(10) != null) {}
        });
        for (int i = 0; i < n; i++) channel.push(i, 10);
        channel.close();
    }

    private static void synchronousQueue(int n) throws InterruptedException {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        Thread consumer = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < n; i++) queue.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Thread producer = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < n; i++) queue.put(i);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        producer.join();
        consumer.join();
    }

    private static void sleep(int n) {
        Coroutine.parallel(1000, () -> {
            for (int i = 0; i < n / 1000; i++) Coroutine.sleep(.001);
        });
    }

    private static void memory() {
        Coroutine.run(() -> {
            long before = heap();
            List<Integer> all = new ArrayList<>(PARKED);
            for (int i = 0; i < PARKED - 1; i++) all.add(Coroutine.go(Coroutine::yield));
            long after = heap();
            System.out.printf("%d coroutines in yield: %d B of heap each%n", all.size(), (after - before) / all.size());
            all.forEach(Coroutine::resume);
            System.out.printf("and %d B when they have ended%n", (heap() - before) / all.size());
        });
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
