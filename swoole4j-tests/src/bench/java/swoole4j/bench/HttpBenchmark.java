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

/**
 * Compares HTTP requests with bare Netty and Vert.x, each on one loop: wrk loads one after the other and in turns the first.
 * Four loads: a greeting, and an answer of 1 KiB that reads the query and sets two headers, each with and without pipelining.
 */
final class HttpBenchmark {
    private static final int CONNECTIONS = 64;
    private static final int PIPELINED = 16;
    private static final Map<String, Class<?>> SERVERS = servers();

    private final Options options;

    /** One measured run. */
    private record Run(double perSecond, double cpuMicros, double p99Micros) {}

    private HttpBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        new HttpBenchmark(options).run();
        System.exit(0);
    }

    private static Map<String, Class<?>> servers() {
        Map<String, Class<?>> servers = new LinkedHashMap<>();
        servers.put("netty", HttpNetty.class);
        servers.put("swoole4j", HttpSwoole.class);
        servers.put("vertx", HttpVertx.class);
        return servers;
    }

    private void run() throws IOException, InterruptedException {
        Path pipelined = Files.writeString(options.folder().resolve("pipelined.lua"), """
                init = function(args)
                  local all = {}
                  for i = 1, %d do all[i] = wrk.format() end
                  batch = table.concat(all)
                end
                request = function() return batch end
                """.formatted(PIPELINED));
        for (String path : List.of("/", "/json?id=7")) {
            compare(path, new Wrk(1, CONNECTIONS, List.of()));
            compare(path, new Wrk(1, CONNECTIONS, List.of("script=" + pipelined)));
        }
    }

    private void compare(String path, Wrk wrk) throws IOException, InterruptedException {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(SERVERS.keySet());
        for (String name : order) runs.put(name, new ArrayList<>());
        for (int round = 0; round < options.rounds(); round++) {
            for (String name : order) runs.get(name).add(measure(name, path, wrk));
            order.addFirst(order.removeLast());
        }
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d connections%s%n%-12s %12s %8s %16s %8s %10s%n",
                path,
                CONNECTIONS,
                wrk.headers().isEmpty() ? "" : ", " + PIPELINED + " pipelined",
                "",
                "requests/s",
                "ratio",
                "CPU us/request",
                "ratio",
                "p99 us");
        List<Run> base = runs.get("netty");
        runs.forEach((name, measured) -> print(name, measured, base));
    }

    private static void print(String name, List<Run> runs, List<Run> base) {
        double[] rate = new double[runs.size()];
        double[] cpu = new double[runs.size()];
        for (int i = 0; i < rate.length; i++) {
            rate[i] = runs.get(i).perSecond / base.get(i).perSecond;
            cpu[i] = runs.get(i).cpuMicros / base.get(i).cpuMicros;
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %12.0f %8.2f %16.2f %8.2f %10.0f%n",
                name,
                median(runs.stream().mapToDouble(Run::perSecond).toArray()),
                median(rate),
                median(runs.stream().mapToDouble(Run::cpuMicros).toArray()),
                median(cpu),
                median(runs.stream().mapToDouble(Run::p99Micros).toArray()));
    }

    private Run measure(String name, String path, Wrk wrk) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of("-Xmx512m"));
        if (name.equals("swoole4j")) flags.addAll(options.jvm());
        try (Jvm server = Jvm.start(options.folder(), "http-" + name, "READY ", flags, SERVERS.get(name), List.of())) {
            String url = "http://127.0.0.1:" + server.await(30) + path;
            wrk.run(url, options.warmup());
            ProcStat before = ProcStat.of(server.pid());
            Wrk.Result result = wrk.run(url, options.seconds());
            double cpu = (double) ProcStat.of(server.pid()).since(before).totalMicros() / result.requests();
            return new Run(result.perSecond(), cpu, result.p99Micros());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
