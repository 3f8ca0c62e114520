package swoole4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares WebSocket echoes in the modes of a server. What counts is processor time of all its processes together. In each
 * round all modes have their turn, in another order than in the round before.
 */
final class ModeBenchmark {
    private static final int CONNECTIONS = 16;

    private final Options options;

    /** A server. Where reactors are threads of their own there is one for each two workers. */
    private enum Subject {
        BASE("base", "worker_num=1"),
        THREAD("thread", "worker_num=1,reactor_num=1"),
        PROCESS("process", "worker_num=1,reactor_num=1"),
        BASE4("base", "worker_num=4"),
        PROCESS4("process", "worker_num=4,reactor_num=2");

        final String mode;
        final String settings;

        Subject(String mode, String settings) {
            this.mode = mode;
            this.settings = settings;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns what it is compared with. */
        Subject reference() {
            return this == BASE4 || this == PROCESS4 ? BASE4 : BASE;
        }
    }

    /** What each connection has on its way. */
    private record Shape(int size, int outstanding) {
        String label() {
            return "echo" + size + "x" + outstanding;
        }
    }

    private static final List<Shape> SHAPES =
            List.of(new Shape(16, 1), new Shape(16, 32), new Shape(1024, 1), new Shape(1024, 32));

    /** One measured run, as {@link Meter#result} tells it. */
    private record Run(double perSecond, double cpuMicros, double systemMicros, double p99Micros) {
        static Run of(Map<String, Double> result) {
            return new Run(result.get("rate"), result.get("cpu"), result.get("system"), result.get("p99"));
        }
    }

    private ModeBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        List<String> wanted = List.of(System.getProperty("bench.loads", "all").split(",", -1));
        ModeBenchmark benchmark = new ModeBenchmark(options);
        for (Shape shape : SHAPES) {
            if (!wanted.contains("all") && !wanted.contains(shape.label())) continue;
            if (options.profile()) {
                benchmark.profile(shape);
            } else {
                benchmark.compare(shape);
            }
        }
        System.exit(0);
    }

    private void compare(Shape shape) throws IOException, InterruptedException {
        Map<Subject, List<Run>> runs = new EnumMap<>(Subject.class);
        List<Subject> order = new ArrayList<>(List.of(Subject.values()));
        for (int round = 0; round < options.rounds(); round++) {
            for (Subject subject : order) {
                runs.computeIfAbsent(subject, _ -> new ArrayList<>()).add(measure(shape, subject));
            }
            Collections.rotate(order, 1);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d bytes, %d connections, %d outstanding%n%-10s %15s %8s %10s %12s %8s%n",
                shape.size,
                CONNECTIONS,
                shape.outstanding,
                "",
                "CPU us/message",
                "ratio",
                "in kernel",
                "messages/s",
                "p99 us");
        runs.forEach((subject, of) -> print(subject, of, runs.get(subject.reference())));
    }

    private static void print(Subject subject, List<Run> runs, List<Run> base) {
        double[] ratios = new double[runs.size()];
        for (int i = 0; i < ratios.length; i++) ratios[i] = runs.get(i).cpuMicros / base.get(i).cpuMicros;
        System.out.printf(
                Locale.ROOT,
                "%-10s %15.2f %8.2f %10.2f %12.0f %8.0f%n",
                subject.label(),
                median(runs, Run::cpuMicros),
                median(ratios),
                median(runs, Run::systemMicros),
                median(runs, Run::perSecond),
                median(runs, Run::p99Micros));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        return median(runs.stream().mapToDouble(value).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Run measure(Shape shape, Subject subject) throws IOException, InterruptedException {
        String label = shape.label() + "-" + subject.label();
        try (Jvm server = server(subject, label, List.of())) {
            return Run.of(drive(shape, server, label));
        }
    }

    /** Shows where the master and its one worker spend their time. */
    private void profile(Shape shape) throws IOException, InterruptedException {
        String label = shape.label() + "-profile";
        try (Jvm server = server(Subject.PROCESS, label, Profile.flags())) {
            Map<String, Double> result = drive(shape, server, label);
            List<Long> worker = ProcessHandle.of(server.pid()).stream()
                    .flatMap(ProcessHandle::children)
                    .map(ProcessHandle::pid)
                    .toList();
            show(label + "-master", server.pid(), result);
            for (long pid : worker) show(label + "-worker", pid, result);
        }
    }

    private void show(String label, long pid, Map<String, Double> result) throws IOException, InterruptedException {
        Path recording = options.folder().resolve(label + ".jfr");
        Files.deleteIfExists(recording);
        Profile.dump(pid, recording);
        System.out.println(new Profile(label, recording, result).report());
    }

    private Jvm server(Subject subject, String label, List<String> more) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-Xmx512m"));
        flags.addAll(options.jvm());
        flags.addAll(more);
        List<String> arguments = List.of(Load.Kind.ECHO.name(), subject.settings, subject.mode);
        return Jvm.start(options.folder(), label, "READY ", flags, SwooleServer.class, arguments);
    }

    private Map<String, Double> drive(Shape shape, Jvm server, String label) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                server.await(120),
                Long.toString(server.pid()),
                Integer.toString(shape.size),
                Integer.toString(CONNECTIONS),
                Integer.toString(shape.outstanding),
                Integer.toString(options.warmup()),
                Integer.toString(options.seconds()));
        List<String> flags = List.of("-XX:+UseSerialGC");
        try (Jvm load = Jvm.start(options.folder(), label + "-load", "RESULT ", flags, ModeLoad.class, arguments)) {
            return Benchmarks.numbers(load.await(120 + 4 * options.warmup() + 2 * options.seconds()));
        }
    }
}
