package swoole4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the two servers in turn, each time in a fresh JVM, and prints how they compare. */
final class Benchmarks {
    /** The default collector and a heap that no load fills. */
    private static final List<String> HEAP = List.of("-Xmx512m");

    /** After a collection the heap shrinks to what is live, so that resident memory tells what connections cost. */
    private static final List<String> SHRINKING =
            List.of("-Xms8m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

    private final Options options;

    private Benchmarks(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        System.out.println(machine());
        boolean well = new Benchmarks(options).run();
        System.exit(well ? 0 : 1);
    }

    /** What a reader needs to judge the figures: other programs that ran at the same time above all. */
    private static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "Java %s, Linux %s, %d processors, load average before the run %.1f%n",
                Runtime.version(),
                system.getVersion(),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage());
    }

    private boolean run() throws InterruptedException {
        boolean well = true;
        List<Report> reports = new ArrayList<>();
        for (Load load : options.loads()) {
            try {
                if (options.profile()) {
                    profile(load);
                } else {
                    Report report = compare(load);
                    System.out.println(report.table());
                    reports.add(report);
                }
            } catch (IOException | IllegalStateException failed) {
                System.out.println(load.label() + " FAILED: " + failed.getMessage() + "\n");
                well = false;
            }
        }
        if (reports.size() > 1) System.out.println(Report.summary(reports));
        return well;
    }

    /** The servers take turns at going first. */
    private Report compare(Load load) throws IOException, InterruptedException {
        Report report = new Report(load, options.subject(), options.baseline());
        for (int round = 0; round < options.rounds(); round++) {
            boolean subjectFirst = round % 2 == 0;
            Map<String, Double> early = measure(load, subjectFirst ? options.subject() : options.baseline(), round, 0);
            Map<String, Double> late = measure(load, subjectFirst ? options.baseline() : options.subject(), round, 1);
            report.add(subjectFirst ? early : late, subjectFirst ? late : early);
        }
        return report;
    }

    private Map<String, Double> measure(Load load, String kind, int round, int turn)
            throws IOException, InterruptedException {
        String name = load.label() + "-" + (round + 1) + "-" + turn + "-" + kind;
        try (Jvm server = server(load, kind, name, List.of())) {
            return drive(load, server, name);
        }
    }

    private void profile(Load load) throws IOException, InterruptedException {
        String name = load.label() + "-profile-" + options.subject();
        Path recording = options.folder().resolve(name + ".jfr");
        Files.deleteIfExists(recording);
        try (Jvm server = server(load, options.subject(), name, Profile.flags())) {
            Map<String, Double> result = drive(load, server, name);
            Profile.dump(server.pid(), recording);
            System.out.println(new Profile(load.label(), recording, result).report());
        }
    }

    private Jvm server(Load load, String kind, String name, List<String> more) throws IOException {
        List<String> flags = new ArrayList<>(HEAP);
        if (load.kind == Load.Kind.IDLE) flags.addAll(SHRINKING);
        flags.addAll(options.jvm());
        flags.addAll(more);
        boolean swoole = kind.equals(ServerKind.SWOOLE4J);
        return Jvm.start(
                options.folder(),
                name,
                "READY ",
                flags,
                swoole ? SwooleServer.class : NettyServer.class,
                List.of(load.kind.name(), swoole ? options.settings() : kind));
    }

    private Map<String, Double> drive(Load load, Jvm server, String name) throws IOException, InterruptedException {
        String port = server.await(30);
        List<String> arguments = List.of(
                load.name(),
                port,
                Long.toString(server.pid()),
                Integer.toString(options.warmup()),
                Integer.toString(options.seconds()));
        List<String> flags = List.of("-Xmx512m", "-XX:+UseSerialGC");
        try (Jvm generator =
                Jvm.start(options.folder(), name + "-load", "RESULT ", flags, LoadGenerator.class, arguments)) {
            return numbers(generator.await(options.warmup() + options.seconds() + 120));
        }
    }

    /** Reads {@code key=value} separated by blanks. */
    static Map<String, Double> numbers(String line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String pair : line.split(" ", -1)) {
            String[] sides = pair.split("=", -1);
            numbers.put(sides[0], Double.parseDouble(sides[1]));
        }
        return numbers;
    }
}
