package swoole4j.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import swoole4j.Atomic;
import swoole4j.Lock;
import swoole4j.Table;

/**
 * What calls of shared memory cost, beside a {@link ConcurrentHashMap} that holds the same rows as maps on the heap, in turns in one JVM:
 * rows that are read, counted and written by one thread, and by two.
 */
final class TableBenchmark {
    private static final int ROWS = 10_000;
    private static final int CALLS = 2_000_000;

    private static final String[] KEYS = new String[ROWS];
    private static final Table table = new Table(16_384, 1);
    private static final ConcurrentHashMap<String, Map<String, Object>> heap = new ConcurrentHashMap<>();
    private static final Atomic atomic = new Atomic();
    private static final Lock lock = new Lock();

    /** Swallows results, so that no call is left out. */
    private static volatile Object last;

    private TableBenchmark() {}

    /** One call, the n-th. */
    @FunctionalInterface
    private interface Call {
        Object run(int n);
    }

    private record Line(String name, int threads, Call call) {}

    public static void main(String[] arguments) throws Exception {
        fill();
        int rounds = Integer.getInteger("bench.rounds", 3);
        List<Line> lines = List.of(
                new Line("Table: get one column", 1, n -> table.get(key(n), "hits")),
                new Line("map: get one column", 1, n -> heap.get(key(n)).get("hits")),
                new Line("Table: get the row", 1, n -> table.get(key(n))),
                new Line("map: get a copy of the row", 1, n -> new HashMap<>(heap.get(key(n)))),
                new Line("Table: incr", 1, n -> table.incr(key(n), "hits")),
                new Line("map: compute", 1, n -> heap.compute(key(n), (_, row) -> more(row))),
                new Line("Table: set of two columns", 1, n -> table.set(key(n), Map.of("hits", n, "name", "somebody"))),
                new Line("map: put of a row", 1, n -> heap.put(key(n), Map.of("hits", (long) n, "name", "somebody"))),
                new Line("Table: incr by two threads", 2, n -> table.incr(key(n), "hits")),
                new Line("Table: incr of the same row by two threads", 2, _ -> table.incr("row0", "hits")),
                new Line(
                        "map: compute of the same row by two threads",
                        2,
                        _ -> heap.compute("row0", (_, row) -> more(row))),
                new Line("Atomic: add", 1, _ -> atomic.add()),
                new Line("Lock: lock, unlock", 1, _ -> lock.lock() && lock.unlock()));
        System.out.printf("%-48s %10s %10s%n", "one call of a thread", "ns (wall)", "ns (CPU)");
        for (int round = 0; round <= rounds; round++) {
            for (Line line : lines) measure(line, round == 0);
        }
    }

    private static void fill() {
        table.column("hits", Table.TYPE_INT);
        table.column("name", Table.TYPE_STRING, 32);
        table.create();
        for (int n = 0; n < ROWS; n++) {
            KEYS[n] = "row" + n;
            if (!table.set(KEYS[n], Map.of("hits", n, "name", "somebody"))) throw new AssertionError("full");
            heap.put(KEYS[n], Map.of("hits", (long) n, "name", "somebody"));
        }
    }

    private static String key(int n) {
        return KEYS[n % ROWS];
    }

    private static Map<String, Object> more(Map<String, Object> row) {
        return Map.of("hits", (long) row.get("hits") + 1, "name", row.get("name"));
    }

    private static void measure(Line line, boolean warmUp) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongAdder cpu = new LongAdder();
        CountDownLatch over = new CountDownLatch(line.threads);
        long start = System.nanoTime();
        for (int thread = 0; thread < line.threads; thread++) {
            Thread.ofPlatform().start(() -> {
                Object result = null;
                for (int n = 0; n < CALLS; n++) result = line.call.run(n);
                last = result;
                cpu.add(threads.getCurrentThreadCpuTime());
                over.countDown();
            });
        }
        over.await();
        double calls = (double) CALLS * line.threads;
        double wall = line.threads * (System.nanoTime() - start) / calls;
        if (!warmUp) System.out.printf(Locale.ROOT, "%-48s %10.0f %10.0f%n", line.name, wall, cpu.sum() / calls);
    }
}
