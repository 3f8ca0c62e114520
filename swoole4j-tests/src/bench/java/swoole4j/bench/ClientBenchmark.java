package swoole4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares WebSocket clients that send a text and wait for its echo, over and over, all against the same server of swoole4j:
 * {@code coroutine.http.Client} from coroutines and from threads, the JDK's, and Java-WebSocket. Each runs in a JVM of its own,
 * in turns the first; processor time is that of the client's process without its compiler threads.
 */
final class ClientBenchmark {
    private final Options options;
    private final Map<EchoClients, List<List<Run>>> runs = new EnumMap<>(EchoClients.class);

    /** One load of one client in one round. */
    private record Run(double cpuMicros, double perSecond, double p50Micros, double p99Micros) {
        static Run parse(String text) {
            double[] numbers = Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Run(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }

    private ClientBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        ClientBenchmark benchmark = new ClientBenchmark(options);
        for (int round = 0; round < options.rounds(); round++) benchmark.round(round);
        for (int n = 0; n < ClientLoad.Shape.ALL.size(); n++) benchmark.print(n);
        System.exit(0);
    }

    private void round(int round) throws IOException, InterruptedException {
        List<EchoClients> order = new ArrayList<>(List.of(EchoClients.values()));
        Collections.rotate(order, -round);
        for (EchoClients kind : order) {
            try (Jvm server = Jvm.start(
                    options.folder(),
                    "client-server",
                    "READY ",
                    List.of("-Xmx512m"),
                    SwooleServer.class,
                    List.of(Load.Kind.ECHO.name()))) {
                runs.computeIfAbsent(kind, _ -> new ArrayList<>()).add(measure(kind, server.await(60)));
            }
        }
    }

    private List<Run> measure(EchoClients kind, String port) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of("-Xmx512m"));
        flags.addAll(options.jvm());
        String seconds = Integer.toString(options.seconds());
        List<String> arguments = List.of(kind.name(), port, Integer.toString(options.warmup()), seconds);
        try (Jvm client =
                Jvm.start(options.folder(), "client-" + kind, "RESULT ", flags, ClientLoad.class, arguments)) {
            int patience = 120 + ClientLoad.Shape.ALL.size() * (4 * options.warmup() + options.seconds());
            return Arrays.stream(client.await(patience).split(" ", -1))
                    .map(Run::parse)
                    .toList();
        }
    }

    private void print(int shape) {
        ClientLoad.Shape load = ClientLoad.Shape.ALL.get(shape);
        System.out.printf(
                Locale.ROOT,
                "%n%d bytes, %d connections%n%-24s %14s %8s %14s %10s %10s %12s%n",
                load.size(),
                load.connections(),
                "",
                "CPU us/message",
                "ratio",
                "rounds",
                "p50 us",
                "p99 us",
                "messages/s");
        runs.forEach((kind, all) -> {
            boolean waits = kind.name().endsWith("_THREAD");
            double[] ratios = ratios(shape, waits ? EchoClients.SWOOLE4J_THREAD : EchoClients.SWOOLE4J, kind);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %14.2f %8.2f %14s %10.0f %10.0f %12.0f%n",
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    median(all, shape, Run::cpuMicros),
                    median(ratios),
                    String.format(Locale.ROOT, "%.2f-%.2f", ratios[0], ratios[ratios.length - 1]),
                    median(all, shape, Run::p50Micros),
                    median(all, shape, Run::p99Micros),
                    median(all, shape, Run::perSecond));
        });
    }

    /** What a message costs in swoole4j's client of the same way, divided by what it costs here; sorted. */
    private double[] ratios(int shape, EchoClients ours, EchoClients kind) {
        double[] ratios = new double[options.rounds()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = runs.get(ours).get(round).get(shape).cpuMicros
                    / runs.get(kind).get(round).get(shape).cpuMicros;
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double median(List<List<Run>> all, int shape, ToDoubleFunction<Run> what) {
        double[] values = all.stream()
                .mapToDouble(run -> what.applyAsDouble(run.get(shape)))
                .sorted()
                .toArray();
        return median(values);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
