package swoole4j.internal.shared;

import static swoole4j.Constants.LOCK_EX;
import static swoole4j.Constants.LOCK_NB;
import static swoole4j.Constants.LOCK_SH;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import swoole4j.Atomic;
import swoole4j.Coroutine;
import swoole4j.Lock;
import swoole4j.Table;

/** A program that every process runs; what the first argument says is what becomes of it. */
final class SharedProgram {
    private static final int COUNTERS = 4;
    private static final int WRITERS = 4;
    private static final int WRITTEN_ROWS = 8;
    private static final int WRITES = 5_000;
    private static final int COUNTS = 20_000;
    private static final int LOCKED = 500;
    private static final int COROUTINE_LOCKED = 100;
    private static final int REMOVALS = 2000;
    private static final long TAKE_OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

    // The same objects in the same order, in every process.
    private final Atomic start = new Atomic();
    private final Atomic woken = new Atomic();
    private final Atomic counted = new Atomic();
    private final Atomic.Long countedLong = new Atomic.Long();
    private final Atomic.Long removed = new Atomic.Long();
    private final List<Atomic.Long> written =
            Stream.generate(Atomic.Long::new).limit(WRITERS).toList();
    private final Lock mutex = new Lock();
    private final Lock readWrite = new Lock(Lock.RWLOCK);
    private final swoole4j.coroutine.Lock coroutineLock = new swoole4j.coroutine.Lock(true);
    private final Lock heldMutex = new Lock();
    private final Lock heldByReader = new Lock(Lock.RWLOCK);
    private final swoole4j.coroutine.Lock heldCoroutineLock = new swoole4j.coroutine.Lock(true);
    private final Table table = table(4096);

    private SharedProgram() {}

    private static Table table(int size) {
        Table table = new Table(size);
        table.column("id", Table.TYPE_INT);
        table.column("twice", Table.TYPE_INT);
        table.column("text", Table.TYPE_STRING, 20);
        table.create();
        return table;
    }

    /** The table in which a process stops: not by its facade, to get at the steps of a call. */
    private static SharedTable stopped() {
        Columns columns = new Columns();
        columns.add("id", Column.INT, 8);
        columns.add("twice", Column.INT, 8);
        columns.add("text", Column.STRING, 24);
        return new SharedTable(SharedMemory.get(), columns, 64, 12);
    }

    static List<String> command(String role) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty("java.class.path"),
                SharedProgram.class.getName(),
                role);
    }

    public static void main(String[] arguments) throws Exception {
        SharedProgram program = new SharedProgram();
        SharedTable stopped = stopped();
        if (arguments[0].equals("master")) {
            program.master(stopped);
        } else {
            SharedMemory.withoutChildren();
            endWithMaster();
            switch (arguments[0]) {
                case "counter" -> program.count();
                case "stopping" -> program.stop(stopped);
                default -> program.write(Integer.parseInt(arguments[0]));
            }
        }
    }

    private static void endWithMaster() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException _) {
                // the same
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static void say(String line) {
        System.out.println(line);
    }

    // The master

    private void master(SharedTable stopped) throws Exception {
        Map<String, String> environment = SharedMemory.environmentForChildren();
        for (String folder : environment.get(SharedMemory.VARIABLE).split(File.pathSeparator, -1)) {
            if (folder.startsWith("/")) say("folder " + folder);
        }
        killOneInside(stopped, environment);
        for (int i = 0; i < REMOVALS; i++) table.set("removal" + i, Map.of("id", i));
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) writers.add(child("" + i, environment));
        List<Process> counters = new ArrayList<>();
        for (int i = 0; i < COUNTERS; i++) counters.add(child("counter", environment));
        wake();
        killOneOf(writers);
        for (Process counter : counters) {
            if (counter.waitFor() != 0) throw new AssertionError("a counter failed");
        }
        say("rows " + table.get("sum", "id"));
        say("atomic " + counted.get() + ", long " + countedLong.get());
        say("behind locks " + ((long) table.get("mutex", "id") + (long) table.get("read write", "id")));
        say("behind coroutine locks " + table.get("behind coroutine locks", "id"));
        long left = 0;
        for (var row : table) left += row.getKey().startsWith("removal") ? 1 : 0;
        say("removed " + removed.get() + ", left " + left);
    }

    private static Process child(String role, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(role)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void awaitLine(Process child, String wanted) throws IOException {
        BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
        for (String line; (line = lines.readLine()) != null; ) {
            if (line.equals(wanted)) return;
            say(line);
        }
        throw new AssertionError("the child ended");
    }

    private static void kill(Process child) throws InterruptedException {
        child.destroyForcibly();
        child.waitFor();
    }

    private void killOneInside(SharedTable stopped, Map<String, String> environment) throws Exception {
        Values old = new Values(3);
        old.add(column(stopped, "id"), 1);
        old.add(column(stopped, "twice"), 2);
        old.add(column(stopped, "text"), "1".getBytes(StandardCharsets.UTF_8));
        stopped.write(Key.of("row"), old, SharedTable.When.ALWAYS);
        stopped.write(Key.of("c"), old, SharedTable.When.ALWAYS);
        Process stopping = child("stopping", environment);
        awaitLine(stopping, "inside");
        if (heldMutex.trylock() || heldByReader.trylock()) throw new AssertionError("not held");
        kill(stopping);
        long killed = System.nanoTime();
        Map<String, Object> row = stopped.get(Key.of("row"));
        Map<String, Object> added = stopped.get(Key.of(inTheBucketOfC()));
        boolean inTime = System.nanoTime() - killed < TAKE_OVER_NANOS;
        say("row " + row + ", new row " + added + ", free slices "
                + stopped.stats().get("available_slice_num"));
        if (inTime) say("taken over in time");
        if (heldMutex.lock(LOCK_EX, 60) && heldByReader.lock(LOCK_EX, 60)) {
            Coroutine.run(() -> {
                if (heldCoroutineLock.lock()) say("recovered mutex, readers and coroutine lock");
            });
        }
    }

    private static Column column(SharedTable table, String name) {
        Column column = table.columns().get(name);
        if (column == null) throw new AssertionError(name);
        return column;
    }

    private static String inTheBucketOfC() {
        for (int n = 0; ; n++) {
            if ((Key.of("key" + n).hash() & 63) == (Key.of("c").hash() & 63)) return "key" + n;
        }
    }

    private void wake() {
        long begun = System.nanoTime();
        while (woken.get() < COUNTERS) {
            start.wakeup();
            LockSupport.parkNanos(100_000);
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(120))
                throw new AssertionError("woken " + woken.get());
        }
        say("woken " + woken.get());
    }

    /** All write the same rows; the others go on when one is killed. */
    private void killOneOf(List<Process> writers) throws InterruptedException {
        for (Atomic.Long count : written) awaitWrites(writers, count);
        Process killed = writers.removeFirst();
        kill(killed);
        for (Atomic.Long count : written.subList(1, WRITERS)) awaitWrites(writers, count);
        say("writers go on");
        for (Process writer : writers) kill(writer);
        for (int row = 0; row < WRITTEN_ROWS; row++) write(row, 0);
        check();
        say("consistent");
    }

    private void awaitWrites(List<Process> writers, Atomic.Long count) {
        long enough = count.get() + WRITES;
        while (count.get() < enough) {
            check();
            for (Process writer : writers) {
                if (!writer.isAlive()) throw new AssertionError("a writer ended");
            }
        }
    }

    private void check() {
        for (int row = 0; row < WRITTEN_ROWS; row++) {
            Map<String, Object> values = table.get("written" + row);
            if (values == null) continue;
            long id = (long) values.get("id");
            if ((long) values.get("twice") != 2 * id || !values.get("text").equals(String.valueOf(id))) {
                throw new AssertionError("half written: " + values);
            }
        }
    }

    // Children

    private void count() {
        while (!start.await(60)) {}
        woken.add();
        for (int i = 0; i < COUNTS; i++) {
            table.incr("sum", "id");
            counted.add();
            countedLong.sub(3);
        }
        for (int i = 0; i < LOCKED; i++) {
            Lock lock = i < LOCKED / 2 ? mutex : readWrite;
            if (!lock.lock()) throw new AssertionError("not locked: " + lock.errCode());
            countPlainly(lock == mutex ? "mutex" : "read write");
            lock.unlock();
        }
        for (int i = 0; i < REMOVALS; i++) {
            boolean won =
                    i % 2 == 0 ? table.cmpdel("removal" + i, Map.of("id", i)) : table.getdel("removal" + i) != null;
            if (won) removed.add();
        }
        Coroutine.run(() -> {
            for (int i = 0; i < COROUTINE_LOCKED; i++) {
                if (!coroutineLock.lock()) throw new AssertionError("not locked");
                countPlainly("behind coroutine locks");
                coroutineLock.unlock();
            }
        });
    }

    /** Not in one call: exact only when nobody else does so at the same time. */
    private void countPlainly(String key) {
        Object before = table.get(key, "id");
        table.set(key, Map.of("id", before == null ? 1 : (long) before + 1));
    }

    private void write(int writer) {
        for (long n = writer; ; n += WRITERS) {
            int row = (int) (n / WRITERS % WRITTEN_ROWS); // the same rows in the same order as the others
            write(row, n);
            if (n % 10 == 0) table.del("written" + row);
            written.get(writer).add();
        }
    }

    private void write(int row, long n) {
        table.set("written" + row, Map.of("id", n, "twice", 2 * n, "text", n));
    }

    private void stop(SharedTable stopped) throws InterruptedException {
        if (!heldMutex.lock() || !heldByReader.lock(LOCK_SH)) throw new AssertionError("not locked");
        Coroutine.run(() -> {
            if (!heldCoroutineLock.lock(LOCK_EX | LOCK_NB)) throw new AssertionError("not locked");
        });
        Rows rows = stopped.rows();
        Values half = new Values(1);
        half.add(column(stopped, "id"), 17);

        Key known = Key.of("row");
        long head = rows.bucketOf(known);
        rows.lock(head);
        long spare = rows.spare(rows.find(head, known));
        half.writeTo(stopped.memory(), spare);

        Key added = Key.of(inTheBucketOfC());
        long other = rows.bucketOf(added);
        rows.lock(other);
        half.writeTo(stopped.memory(), rows.values(rows.place(other, added)));
        say("inside");
        Thread.sleep(Long.MAX_VALUE);
    }
}
