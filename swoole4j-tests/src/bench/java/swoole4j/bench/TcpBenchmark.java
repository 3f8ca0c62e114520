package swoole4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares echoes over TCP with bare Netty, each on one loop, first the one and then the other and the next round in turn:
 * bytes as they come, and messages with their length before them, one at a time and in batches.
 */
final class TcpBenchmark {
    private static final int CONNECTIONS = 64;

    private final Options options;

    private enum Kind {
        RAW("raw", 1, "20 bytes as they come, 1 outstanding"),
        LENGTH("length", 1, "16 bytes behind their length, 1 outstanding"),
        LENGTHS("length", 32, "16 bytes behind their length, 32 outstanding in one write");

        final String form;
        final int batch;
        final String text;

        Kind(String form, int batch, String text) {
            this.form = form;
            this.batch = batch;
            this.text = text;
        }
    }

    /** One measured run, as {@link Meter#result} tells it. */
    private record Run(double perSecond, double cpuMicros, double userMicros, double p99Micros) {
        static Run of(Map<String, Double> result) {
            return new Run(result.get("rate"), result.get("cpu"), result.get("user"), result.get("p99"));
        }
    }

    private TcpBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        for (Kind kind : Kind.values()) {
            TcpBenchmark benchmark = new TcpBenchmark(options);
            if (options.profile()) {
                benchmark.profile(kind);
            } else {
                benchmark.compare(kind);
            }
        }
        System.exit(0);
    }

    private void compare(Kind kind) throws IOException, InterruptedException {
        List<Run> netty = new ArrayList<>();
        List<Run> swoole4j = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            if (round % 2 == 0) netty.add(measure(kind, "netty", TcpNetty.class));
            swoole4j.add(measure(kind, "swoole4j", TcpSwoole.class));
            if (round % 2 == 1) netty.add(measure(kind, "netty", TcpNetty.class));
        }
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d connections%n%-12s %12s %8s %16s %8s %10s %10s%n",
                kind.text,
                CONNECTIONS,
                "",
                "messages/s",
                "ratio",
                "CPU us/message",
                "ratio",
                "in user",
                "p99 us");
        print("netty", netty, netty);
        print("swoole4j", swoole4j, netty);
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
                "%-12s %12.0f %8.2f %16.2f %8.2f %10.2f %10.0f%n",
                name,
                median(runs.stream().mapToDouble(Run::perSecond).toArray()),
                median(rate),
                median(runs.stream().mapToDouble(Run::cpuMicros).toArray()),
                median(cpu),
                median(runs.stream().mapToDouble(Run::userMicros).toArray()),
                median(runs.stream().mapToDouble(Run::p99Micros).toArray()));
    }

    private void profile(Kind kind) throws IOException, InterruptedException {
        String label = "tcp-" + kind.name().toLowerCase(Locale.ROOT) + "-profile";
        Path recording = options.folder().resolve(label + ".jfr");
        Files.deleteIfExists(recording);
        try (Jvm subject = server(kind, label, TcpSwoole.class, Profile.flags())) {
            Map<String, Double> result = drive(kind, subject, label);
            Profile.dump(subject.pid(), recording);
            System.out.println(new Profile(label, recording, result).report());
        }
    }

    private Run measure(Kind kind, String name, Class<?> server) throws IOException, InterruptedException {
        String label = "tcp-" + kind.name().toLowerCase(Locale.ROOT) + "-" + name;
        try (Jvm subject = server(kind, label, server, List.of())) {
            return Run.of(drive(kind, subject, label));
        }
    }

    private Jvm server(Kind kind, String label, Class<?> server, List<String> more) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-Xmx512m"));
        if (server == TcpSwoole.class) flags.addAll(options.jvm());
        flags.addAll(more);
        return Jvm.start(options.folder(), label, "READY ", flags, server, List.of(kind.form));
    }

    private Map<String, Double> drive(Kind kind, Jvm subject, String label) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                subject.await(30),
                Long.toString(subject.pid()),
                Integer.toString(CONNECTIONS),
                Integer.toString(kind.batch),
                Integer.toString(options.warmup()),
                Integer.toString(options.seconds()));
        try (Jvm load = Jvm.start(options.folder(), label + "-load", "RESULT ", List.of(), TcpLoad.class, arguments)) {
            return Benchmarks.numbers(load.await(30 + 4 * options.warmup() + 2 * options.seconds()));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
