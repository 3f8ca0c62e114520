package swoole4j.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long it takes until the next process of a worker has run workerStart: after a SIGKILL, where a message that a client sends
 * at once waits for it, and after a reload. What the new process needs of the processor until then depends less on what else
 * the machine does.
 */
final class RestartBenchmark {
    /** A worker that ends earlier is not started again at once. */
    private static final long OF_USE_MILLIS = 1200;

    private static final int PATIENCE_SECONDS = 60;

    private final Jvm server;
    private final SocketChannel client;
    private final ByteBuffer request;
    private final byte[] answer;

    private RestartBenchmark(Jvm server, SocketChannel client) {
        this.server = server;
        this.client = client;
        byte[] text = Wire.text(16, 0, 0);
        this.request = ByteBuffer.wrap(Wire.masked(Wire.TEXT, text, new Random(1)));
        this.answer = Wire.unmasked(Wire.TEXT, text);
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.fromSystem();
        Files.createDirectories(options.folder());
        List<String> flags = options.jvm();
        List<String> arguments = List.of(Load.Kind.ECHO.name(), "worker_num=1,reactor_num=1", "process");
        try (Jvm server = Jvm.start(options.folder(), "restart", "READY ", flags, SwooleServer.class, arguments)) {
            int port = Integer.parseInt(server.next(PATIENCE_SECONDS).text());
            try (SocketChannel client = Upgrade.connect(port, 0, false)) {
                new RestartBenchmark(server, client).run(options.rounds());
            }
        }
        System.exit(0);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        double[] killed = new double[rounds];
        double[] answered = new double[rounds];
        double[] reloaded = new double[rounds];
        double[] cpu = new double[2 * rounds];
        for (int round = 0; round < rounds; round++) {
            echo();
            Thread.sleep(OF_USE_MILLIS);
            ProcessHandle worker = worker();
            long begin = System.nanoTime();
            worker.destroyForcibly();
            echo();
            answered[round] = millis(begin, System.nanoTime());
            killed[round] = millis(begin, server.next(PATIENCE_SECONDS).nanos());
            cpu[2 * round] = startMillis(worker());
            Thread.sleep(OF_USE_MILLIS);
            worker = worker();
            begin = System.nanoTime();
            new ProcessBuilder("kill", "-USR1", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            reloaded[round] = millis(begin, server.next(PATIENCE_SECONDS).nanos());
            worker.onExit().join();
            cpu[2 * round + 1] = startMillis(worker());
        }
        print("SIGKILL to workerStart", killed);
        print("SIGKILL to the answer", answered);
        print("reload to workerStart", reloaded);
        print("CPU of a new process", cpu);
    }

    private ProcessHandle worker() {
        List<ProcessHandle> workers = ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(ProcessHandle::isAlive)
                .toList();
        if (workers.size() == 1) return workers.getFirst();
        throw new IllegalStateException(workers.size() + " processes of one worker");
    }

    /** A little more than until it was ready, since it has answered. */
    private static double startMillis(ProcessHandle worker) {
        ProcStat spent = ProcStat.of(worker.pid());
        return (spent.totalMicros() + spent.compilerMicros()) / 1e3;
    }

    private static double millis(long begin, long end) {
        return (end - begin) / 1e6;
    }

    private void echo() throws IOException {
        request.rewind();
        while (request.hasRemaining()) client.write(request);
        ByteBuffer in = ByteBuffer.allocate(answer.length);
        while (in.hasRemaining()) {
            if (client.read(in) < 0) throw new EOFException("the server closed the connection");
        }
        if (!Arrays.equals(in.array(), answer)) throw new IllegalStateException("wrong answer");
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-24s %6.0f ms  (%.0f to %.0f)%n",
                what,
                millis[millis.length / 2],
                millis[0],
                millis[millis.length - 1]);
    }
}
