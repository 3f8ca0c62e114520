package swoole4j.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says about the CPU time of a JVM.
 *
 * @param userMicros in its own code, without its compiler threads
 * @param systemMicros in the kernel on its behalf
 * @param compilerMicros in the threads of the just-in-time compiler
 */
record ProcStat(long userMicros, long systemMicros, long compilerMicros) {
    /** USER_HZ is 100 on every Linux that a JVM runs on; the sum has no sampling error, only this granularity. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    static ProcStat of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        String[] fields = fields(process.resolve("stat"));
        long compiler = 0;
        for (File task : tasks(process)) compiler += compilerTicks(task.toPath());
        return new ProcStat(
                (Long.parseLong(fields[USER]) - compiler) * MICROS_PER_TICK,
                Long.parseLong(fields[SYSTEM]) * MICROS_PER_TICK,
                compiler * MICROS_PER_TICK);
    }

    /** Sums up a process and all that it started. */
    static ProcStat ofFamily(long pid) {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("the server process is gone: " + pid));
        return process.descendants().map(child -> of(child.pid())).reduce(of(pid), ProcStat::plus);
    }

    private ProcStat plus(ProcStat other) {
        return new ProcStat(
                userMicros + other.userMicros,
                systemMicros + other.systemMicros,
                compilerMicros + other.compilerMicros);
    }

    ProcStat since(ProcStat earlier) {
        return new ProcStat(
                userMicros - earlier.userMicros,
                systemMicros - earlier.systemMicros,
                compilerMicros - earlier.compilerMicros);
    }

    long totalMicros() {
        return userMicros + systemMicros;
    }

    static long residentKib(long pid) {
        for (String line : read(Path.of("/proc", Long.toString(pid), "status")).split("\n", -1)) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
        }
        throw new IllegalStateException("no VmRSS of process " + pid);
    }

    /** Compiling is warm-up, whenever it happens, so it is not counted as a cost of messages. */
    private static long compilerTicks(Path task) {
        try {
            boolean compiler = Files.readString(task.resolve("comm")).matches("C[12] Compiler(?s:.*)");
            return compiler ? Long.parseLong(fields(task.resolve("stat"))[USER]) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static File[] tasks(Path process) {
        File[] tasks = process.resolve("task").toFile().listFiles();
        return tasks == null ? new File[0] : tasks;
    }

    /** The fields behind the process name, which may contain anything. */
    private static String[] fields(Path file) {
        String stat = read(file);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new IllegalStateException("the server process is gone: " + file, gone);
        }
    }
}
