package swoole4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import swoole4j.testing.Nginx;

/**
 * Compares files served by swoole4j with nginx: both run with two workers, wrk loads one after the other and in turns the first.
 * {@code bench.sizes} are the sizes of the file, {@code bench.set} the transport.
 */
final class FileBenchmark {
    private static final int WORKERS = 2;
    private static final int WARM_UP = 40_000;
    private static final Wrk WRK = new Wrk(2, 64, List.of("Connection: keep-alive"));

    private final Options options;
    private final Path root;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();

    /** One measured run. */
    private record Run(double perSecond, double cpuMicros, double p99Micros) {}

    private FileBenchmark(Options options) throws IOException {
        this.options = options;
        this.root = Files.createDirectories(options.folder().resolve("root"));
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        new FileBenchmark(options).run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        String sizes = System.getProperty("bench.sizes", "1048576");
        Files.write(root.resolve(WARM_UP + ".bin"), new byte[WARM_UP]);
        for (String size : sizes.split(",", -1)) {
            Files.write(root.resolve(size + ".bin"), new byte[Integer.parseInt(size)]);
        }
        List<String> arguments = new ArrayList<>(List.of(root.toString(), Integer.toString(WORKERS)));
        if (!options.settings().isEmpty()) arguments.add(options.settings());
        List<String> flags = new ArrayList<>(List.of("-Xmx512m"));
        flags.addAll(options.jvm());
        int port = Nginx.freePort();
        Path home = Files.createDirectories(options.folder().resolve("nginx"));
        try (Nginx nginx = Nginx.start(home, WORKERS, nginx(port, root));
                Jvm swoole = Jvm.start(
                        options.folder(), "files", "READY ", flags, FileServer.class, List.copyOf(arguments))) {
            String own = "http://127.0.0.1:" + swoole.await(30);
            String other = "http://127.0.0.1:" + port;
            for (String size : sizes.split(",", -1)) {
                Map<String, Run[]> runs = new LinkedHashMap<>();
                String file = "/" + size + ".bin";
                warmUp(own + "/" + WARM_UP + ".bin");
                warmUp(own + "/send/" + WARM_UP + ".bin");
                warmUp(other + "/" + WARM_UP + ".bin");
                measure(runs, "nginx", other + file, () -> cpu(nginx.workers()));
                measure(runs, "static handler", own + file, () -> cpu(List.of(swoole.pid())));
                measure(runs, "sendfile", own + "/send" + file, () -> cpu(List.of(swoole.pid())));
                rounds(size, runs);
            }
        }
    }

    private static String nginx(int port, Path root) {
        return """
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
                types { application/octet-stream bin; text/plain txt; }
                server { listen 127.0.0.1:%d; root %s; }
                """.formatted(port, root);
    }

    /** A server under load, and what its processes have used of the processors so far. */
    private record Subject(String url, Supplier<Long> cpuMicros) {}

    private void measure(Map<String, Run[]> runs, String name, String url, Supplier<Long> cpuMicros) {
        subjects.put(name, new Subject(url, cpuMicros));
        runs.put(name, new Run[options.rounds()]);
    }

    /** Many small answers make the just-in-time compiler finish, which a few large ones do not. */
    private void warmUp(String url) throws IOException, InterruptedException {
        if (options.warmup() > 0) WRK.run(url, options.warmup());
    }

    private void rounds(String size, Map<String, Run[]> runs) throws IOException, InterruptedException {
        List<String> order = new ArrayList<>(runs.keySet());
        for (int round = 0; round < options.rounds(); round++) {
            for (String name : order) runs.get(name)[round] = load(subjects.get(name));
            order.addFirst(order.removeLast());
        }
        Run[] base = runs.get("nginx");
        System.out.printf(
                Locale.ROOT,
                "%n%s bytes%n%-16s %12s %8s %14s %10s%n",
                size,
                "",
                "requests/s",
                "ratio",
                "CPU us/request",
                "p99 us");
        runs.forEach((name, measured) -> {
            double[] ratios = new double[measured.length];
            for (int i = 0; i < ratios.length; i++) ratios[i] = measured[i].perSecond / base[i].perSecond;
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %12.0f %8.2f %14.1f %10.0f%n",
                    name,
                    median(Arrays.stream(measured).mapToDouble(Run::perSecond).toArray()),
                    median(ratios),
                    median(Arrays.stream(measured).mapToDouble(Run::cpuMicros).toArray()),
                    median(Arrays.stream(measured).mapToDouble(Run::p99Micros).toArray()));
        });
    }

    private Run load(Subject subject) throws IOException, InterruptedException {
        long before = subject.cpuMicros.get();
        Wrk.Result result = WRK.run(subject.url, options.seconds());
        double cpu = (double) (subject.cpuMicros.get() - before) / result.requests();
        return new Run(result.perSecond(), cpu, result.p99Micros());
    }

    private static long cpu(List<Long> processes) {
        return processes.stream()
                .mapToLong(pid -> ProcStat.of(pid).totalMicros())
                .sum();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
