package swoole4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One kind of client in a JVM of its own: all loads, one after the other. Prints what it measured as one line. */
final class ClientLoad {
    /** One load: so many bytes over so many connections. */
    record Shape(int size, int connections) {
        static final List<Shape> ALL =
                List.of(new Shape(16, 1), new Shape(1024, 1), new Shape(16, 16), new Shape(1024, 16));
    }

    private static final int WARM = 50_000;

    private ClientLoad() {}

    /** Takes the kind, the port, and the seconds of warm-up and of the measured interval. */
    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        EchoClients kind = EchoClients.valueOf(args[0]);
        List<String> results = new ArrayList<>();
        for (Shape shape : Shape.ALL) {
            results.add(measure(
                    kind, Integer.parseInt(args[1]), shape, Integer.parseInt(args[2]), Integer.parseInt(args[3])));
        }
        System.out.println("RESULT " + String.join(" ", results));
        System.exit(0);
    }

    private static String measure(EchoClients kind, int port, Shape shape, int warmUp, int seconds) throws Exception {
        List<Echoes> all = new ArrayList<>();
        for (int n = 0; n < shape.connections; n++) all.add(new Echoes("x".repeat(shape.size)));
        Thread clients = Thread.ofPlatform().start(() -> {
            try {
                kind.run(port, all);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        warmUp(clients, all, warmUp);
        long self = ProcessHandle.current().pid();
        all.forEach(Echoes::measure);
        ProcStat before = ProcStat.of(self);
        long count = -count(all);
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        count += count(all);
        double wall = (System.nanoTime() - begin) / 1e9;
        double cpu = ProcStat.of(self).since(before).totalMicros();
        all.forEach(Echoes::end);
        clients.join();
        Histogram latency = all.getFirst().latency().copy();
        for (Echoes echoes : all.subList(1, all.size())) latency.add(echoes.latency());
        if (count == 0) throw new IllegalStateException(kind + " got no echo");
        return String.format(
                Locale.ROOT,
                "%.3f,%.0f,%.1f,%.1f",
                cpu / count,
                count / wall,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3);
    }

    /** Goes on until there were enough echoes for the just-in-time compiler, where the machine is busy. */
    private static void warmUp(Thread clients, List<Echoes> all, int seconds) throws InterruptedException {
        for (int tenth = -1; clients.isAlive() && tenth < 40 * seconds; ) {
            if (tenth >= 0 || all.stream().allMatch(echoes -> echoes.count() > 0)) tenth++; // it has begun
            if (tenth >= 10 * seconds && count(all) >= WARM) return;
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static long count(List<Echoes> all) {
        return all.stream().mapToLong(Echoes::count).sum();
    }
}
