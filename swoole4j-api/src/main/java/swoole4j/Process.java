package swoole4j;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.coroutine.Socket;
import swoole4j.internal.Uncaught;
import swoole4j.server.Callback;
import swoole4j.spi.ProcessRuntime;

/**
 * A user process of a server, counterpart of {@code Swoole\Process} as far as {@link Server#addProcess} needs it.
 *
 * <p>In {@code SWOOLE_PROCESS} it is a JVM of its own, elsewhere a thread of this one, with a scheduler of its own: its code is
 * a coroutine, may block, and can use the server, timers and {@link Coroutine#go}. When the code has returned, and coroutines and timers it started are over, it is
 * started again. When the server ends it is told to, as by SIGTERM: {@link #signal} may have set what happens then;
 * otherwise the thread is interrupted. It is gone after {@code max_wait_time} in any case.
 */
@SuppressWarnings("JavaLangClash") // Swoole's name
public final class Process {
    /** SIGTERM, for {@link #signal}. */
    public static final int SIGTERM = 15;
    /** A pipe that keeps no message boundaries. */
    public static final int SOCK_STREAM = 1;
    /** A pipe that keeps message boundaries, of messages up to 64 KiB. */
    public static final int SOCK_DGRAM = 2;

    private static final int DEFAULT_READ = 8192;
    private static final Logger log = LoggerFactory.getLogger(Process.class);

    /** The code of a process. */
    @FunctionalInterface
    public interface Main {
        /** Runs until the process is to end. */
        void run(Process process) throws Exception;
    }

    private final Main main;
    private final boolean boundaries;
    private final @Nullable ProcessPipe toProcess;
    private final @Nullable ProcessPipe fromProcess;
    private volatile @Nullable ProcessRuntime runtime;

    /** Creates a process with a pipe that keeps message boundaries. */
    public Process(Main main) {
        this(main, false);
    }

    /** Creates a process with a pipe that keeps message boundaries; see {@link #Process(Main, boolean, int, boolean)}. */
    public Process(Main main, boolean redirectStdio) {
        this(main, redirectStdio, SOCK_DGRAM);
    }

    /** Creates a process; see {@link #Process(Main, boolean, int, boolean)}. */
    public Process(Main main, boolean redirectStdio, int pipeType) {
        this(main, redirectStdio, pipeType, false);
    }

    /**
     * Creates a process for {@link Server#addProcess}.
     *
     * @param main its code
     * @param redirectStdio Swoole's redirection of the standard streams; not available, since threads share them and child JVMs
     *     have those of their master
     * @param pipeType {@link #SOCK_DGRAM}, {@link #SOCK_STREAM}, or 0 for no pipe
     * @param enableCoroutine without effect: the code is always a coroutine
     * @throws SwooleException for another pipeType, and for a redirection
     */
    public Process(Main main, boolean redirectStdio, int pipeType, boolean enableCoroutine) {
        this.main = Objects.requireNonNull(main, "main");
        if (redirectStdio) throw new SwooleException("a process in this JVM cannot redirect its standard streams");
        if (pipeType < 0 || pipeType > SOCK_DGRAM) {
            throw new SwooleException(
                    "pipeType " + pipeType + " is not allowed, expected 0, 1 (stream) or 2 (datagram)");
        }
        this.boundaries = pipeType == SOCK_DGRAM;
        this.toProcess = pipeType == 0 ? null : new ProcessPipe(boundaries);
        this.fromProcess = pipeType == 0 ? null : new ProcessPipe(boundaries);
    }

    /** Returns the code; for the engine. */
    public Main main() {
        return main;
    }

    /** Tells the process where it runs; for the engine. */
    public void bind(ProcessRuntime where) {
        runtime = where;
    }

    /** Returns the id among all workers, behind those of event and task workers; 0 before the server starts. */
    public int id() {
        ProcessRuntime running = runtime;
        return running == null ? 0 : running.id();
    }

    /**
     * Returns the id of the process in which it runs, 0 before it does. Differs from Swoole: where workers are threads all of them
     * share it, and where they are processes it is known in this one alone.
     */
    public int pid() {
        return runtime == null ? 0 : (int) ProcessHandle.current().pid();
    }

    /** Names the process, that is its thread. Counterpart of {@code name()}. Returns false before the server starts. */
    public boolean name(String title) {
        ProcessRuntime running = runtime;
        if (running == null) return false;
        running.rename(title);
        return true;
    }

    /** Ends the process with a code; it is started again. Only in the process. Counterpart of {@code exit()}. */
    @SuppressWarnings("DoNotCallSuggester") // it throws as PHP's exit does
    public void exit(int status) {
        throw new ExitException(status);
    }

    /**
     * Sets what happens when the server ends, instead of an interrupt; the code then has to return by itself. Counterpart of
     * {@code Process::signal}, for SIGTERM.
     *
     * @return false with a warning for another signal, or before the server starts
     */
    public boolean signal(int signal, Callback.Plain callback) {
        ProcessRuntime running = runtime;
        if (signal != SIGTERM || running == null) {
            log.warn("Process.signal: only SIGTERM (15) of a process that runs can be handled, got {}", signal);
            return false;
        }
        running.onTerm(Uncaught.caught(callback));
        return true;
    }

    /** Writes a string as UTF-8; see {@link #write(byte[])}. */
    public int write(String data) {
        return write(data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes into the pipe: in the process to the workers, elsewhere to the process. Waits while 256 messages are unread.
     * Counterpart of {@code write()}.
     *
     * @return how many bytes; -1 with a warning without a pipe, for nothing, for more than 64 KiB with message boundaries, and
     *     when the wait was interrupted or cancelled
     */
    public int write(byte[] data) {
        ProcessPipe pipe = isInside() ? fromProcess : toProcess;
        if (pipe == null || data.length == 0 || (boundaries && data.length > ProcessPipe.LARGEST_MESSAGE)) {
            log.warn(
                    "Process.write: {}",
                    pipe == null ? "there is no pipe" : "a message has 1 to 65536 bytes, got " + data.length);
            return -1;
        }
        int written = pipe.write(data, PipeWait.forever());
        return written == 0 ? -1 : written;
    }

    /** Reads up to 8192 bytes as UTF-8; see {@link #readBytes}. */
    public @Nullable String read() {
        return read(DEFAULT_READ);
    }

    /** Reads up to {@code size} bytes as UTF-8; see {@link #readBytes}. */
    public @Nullable String read(int size) {
        byte[] data = readBytes(size);
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }

    /**
     * Reads from the pipe: in the process what workers wrote, elsewhere what the process wrote. Waits for it; other
     * coroutines run meanwhile. Of a message that is longer than {@code size} the rest is lost. Counterpart of
     * {@code read()}.
     *
     * @return null with a warning without a pipe or for a size below 1, and when the wait was interrupted or cancelled
     */
    public byte @Nullable [] readBytes(int size) {
        ProcessPipe pipe = isInside() ? toProcess : fromProcess;
        if (pipe == null || size < 1) {
            log.warn("Process.read: {}", pipe == null ? "there is no pipe" : "size must be at least 1, got " + size);
            return null;
        }
        return pipe.read(size, PipeWait.forever());
    }

    /**
     * Returns the pipe as a socket, for waits with a limit. Counterpart of {@code exportSocket()}: in the process it talks to
     * the workers, elsewhere to the process. All of them share the pipe; what comes is read by whoever reads first. It can send, receive, cancel and close.
     *
     * @return null with a warning without a pipe
     */
    public @Nullable Socket exportSocket() {
        ProcessPipe to = toProcess;
        ProcessPipe from = fromProcess;
        if (to != null && from != null) {
            PipeSocket pipe = new PipeSocket(to, from, boundaries, this::isInside);
            return new Socket(pipe, Constants.AF_UNIX, boundaries ? SOCK_DGRAM : SOCK_STREAM, 0);
        }
        log.warn("Process.exportSocket: there is no pipe");
        return null;
    }

    /** Asks a process to end, with SIGTERM; see {@link #kill(int, int)}. */
    public static boolean kill(int pid) {
        return kill(pid, SIGTERM);
    }

    /**
     * Sends a signal to a process of this machine. Counterpart of {@code Process::kill}. Waits for a moment.
     *
     * @param signal 1 to 64, or 0 to ask only whether the process is there
     * @return false when there is no such process, or it may not be signalled; {@link Swoole#lastError()} has 3 or 1, and 22
     *     for a signal or a pid that is none. Differs from Swoole: groups of processes (0, negative numbers) are not allowed
     */
    public static boolean kill(int pid, int signal) {
        return Signals.send(pid, signal);
    }

    private boolean isInside() {
        ProcessRuntime running = runtime;
        return running != null && running.isInside();
    }
}
