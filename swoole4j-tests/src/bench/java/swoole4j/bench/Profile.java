package swoole4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** The hottest code of a server under one load, from a flight recording of the measured interval. */
final class Profile {
    private static final String CPU = "jdk.CPUTimeSample";
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final int STACK_DEPTH = 14;

    private final String load;
    private final Path recording;
    private final Map<String, Double> result;
    private final Tally threads = new Tally();
    private final Tally self = new Tally();
    private final Tally inclusive = new Tally();
    private final Tally nearest = new Tally();
    private final Tally stacks = new Tally();
    private final Tally javaOnly = new Tally();
    private final Tally classes = new Tally();
    private final Tally sites = new Tally();
    private final Map<String, Integer> counts = new HashMap<>();

    Profile(String load, Path recording, Map<String, Double> result) {
        this.load = load;
        this.recording = recording;
        this.result = result;
    }

    /** CPU-time samples see native code as well; execution samples see Java code only but exist on every platform. */
    static List<String> flags() {
        return List.of(
                "-XX:StartFlightRecording=name=bench,settings=profile," + CPU + "#enabled=true," + CPU
                        + "#throttle=2ms," + SAMPLE + "#period=5ms," + ALLOCATION + "#throttle=500/s",
                "-XX:FlightRecorderOptions=stackdepth=64",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints");
    }

    static void dump(long pid, Path file) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid), "JFR.dump", "name=bench", "filename=" + file)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("jcmd JFR.dump: " + answer);
    }

    String report() throws IOException {
        Instant from = Instant.ofEpochMilli(result.getOrDefault("from", 0.0).longValue());
        Instant to = Instant.ofEpochMilli(result.getOrDefault("to", 9e15).longValue());
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (!event.getEndTime().isBefore(from) && !event.getEndTime().isAfter(to)) take(event);
            }
        }
        String head = "profile of " + load + ", " + result + "\nrecording: " + recording + "\nevents: " + counts;
        String whole = text(head, 3);
        Path file = Files.writeString(Path.of(recording + ".txt"), whole);
        return text(head + "\nmore of everything: " + file, 1);
    }

    private String text(String head, int times) {
        return head
                + "\n\nthreads by CPU time\n" + threads.top(10, threads.total)
                + "\nmethods by own CPU time\n" + self.top(20 * times, self.total)
                + "\nCPU time by the nearest method of swoole4j on the stack\n" + nearest.top(20 * times, nearest.total)
                + "\nmethods by CPU time with callees\n" + inclusive.top(35 * times, self.total)
                + "\nstacks by CPU time\n" + stacks.top(8 * times, stacks.total)
                + "\nmethods by execution samples (Java code only)\n" + javaOnly.top(10 * times, javaOnly.total)
                + "\nallocated bytes by class\n" + classes.top(12 * times, classes.total)
                + "\nallocated bytes by place\n" + sites.top(8 * times, sites.total);
    }

    private void take(RecordedEvent event) {
        String type = event.getEventType().getName();
        boolean counted = type.equals(CPU)
                || type.equals(SAMPLE)
                || type.equals(NATIVE)
                || type.equals(ALLOCATION)
                || type.equals("jdk.GarbageCollection")
                || type.equals("jdk.VirtualThreadPinned");
        if (!counted) return;
        counts.merge(type, 1, Integer::sum);
        if (event.getStackTrace() == null) return;
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        if (frames.isEmpty()) return;
        if (type.equals(CPU)) {
            cpu(event, frames);
        } else if (type.equals(SAMPLE)) {
            javaOnly.add(name(frames.getFirst()), 1);
        } else if (type.equals(ALLOCATION)) {
            long weight = event.getLong("weight");
            classes.add(event.getClass("objectClass").getName(), weight);
            sites.add(event.getClass("objectClass").getName() + stack(frames, 6), weight);
        }
    }

    private void cpu(RecordedEvent event, List<RecordedFrame> frames) {
        var thread = event.getThread("eventThread");
        threads.add(thread == null ? "?" : thread.isVirtual() ? "virtual threads" : thread.getJavaName(), 1);
        self.add(name(frames.getFirst()), 1);
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            if (seen.add(name(frame))) inclusive.add(name(frame), 1);
        }
        nearest.add(owner(frames), 1);
        stacks.add(stack(frames, STACK_DEPTH), 1);
    }

    private static String owner(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String name = name(frame);
            if (name.startsWith("swoole4j.")) return name;
        }
        return "none: " + name(frames.getLast());
    }

    private static String stack(List<RecordedFrame> frames, int depth) {
        StringBuilder text = new StringBuilder();
        for (RecordedFrame frame : frames.subList(0, Math.min(depth, frames.size()))) {
            text.append("\n            ").append(name(frame));
        }
        return text.toString();
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        String type = method == null ? "?" : method.getType().getName();
        return type + "." + (method == null ? "?" : method.getName());
    }

    /** Sums per name. */
    private static final class Tally {
        private final Map<String, Long> sums = new HashMap<>();
        private long total;

        void add(String name, long amount) {
            sums.merge(name, amount, Long::sum);
            total += amount;
        }

        String top(int number, long whole) {
            StringBuilder text = new StringBuilder();
            sums.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(number)
                    .forEach(entry -> text.append(String.format(
                            Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * entry.getValue() / whole, entry.getKey())));
            return text.toString();
        }
    }
}
