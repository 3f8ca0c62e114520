package swoole4j.coroutine;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Command;
import swoole4j.internal.Helpers;
import swoole4j.internal.Seconds;
import swoole4j.internal.SignalWaits;

/**
 * Files, names, commands and signals without holding the worker. Counterpart of {@code Swoole\Coroutine\System}. The work is
 * done by a few threads of the library while the coroutine waits; so these calls may be cancelled and need a coroutine, else they
 * throw {@link IllegalStateException}.
 *
 * <p>In a file that imports this class, {@code java.lang.System} has to be written in full.
 */
@SuppressWarnings("JavaLangClash") // it is Swoole's name
public final class System {
    private static final Logger log = LoggerFactory.getLogger(System.class);
    private static final double DNS_TIMEOUT = 5;

    private System() {}

    /** As {@link Coroutine#sleep}. */
    public static boolean sleep(double seconds) {
        return Coroutine.sleep(seconds);
    }

    /** Runs a command line; see {@link #exec(String, boolean)}. Its error output is the JVM's. */
    public static @Nullable Map<String, Object> exec(String command) {
        return exec(command, false);
    }

    /**
     * Runs a command line in {@code /bin/sh} and waits for its end; a cancelled one is killed. Counterpart of {@code exec}.
     *
     * @param stderr whether its error output belongs to the output
     * @return {@code code}, {@code signal} (an exit code above 128 is taken for one, since Java tells no difference) and
     *     {@code output} as UTF-8; null when it cannot be run or was cancelled
     */
    public static @Nullable Map<String, Object> exec(String command, boolean stderr) {
        return value("System.exec", Helpers.COMMANDS.call("System.exec", () -> Command.run(command, stderr), 0));
    }

    /** Returns a file as UTF-8; null with a warning when it cannot be read. Counterpart of {@code readFile}. */
    public static @Nullable String readFile(String path) {
        byte[] bytes = readFileBytes(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of a file; null with a warning when it cannot be read. Counterpart of {@code readFile}. */
    public static byte @Nullable [] readFileBytes(String path) {
        return file("System.readFile", () -> Files.readAllBytes(Path.of(path)));
    }

    /** Writes a file anew; see {@link #writeFile(String, byte[], int)}. */
    public static int writeFile(String path, String data) {
        return writeFile(path, data, 0);
    }

    /** Writes text as UTF-8 to a file; see {@link #writeFile(String, byte[], int)}. */
    public static int writeFile(String path, String data, int flags) {
        return writeFile(path, data.getBytes(StandardCharsets.UTF_8), flags);
    }

    /**
     * Writes a file, which is created when it is missing. Counterpart of {@code writeFile}.
     *
     * @param flags 0, or {@link Constants#FILE_APPEND} to keep what is there
     * @return the number of bytes written; -1 with a warning when it cannot be written, where Swoole returns false
     */
    public static int writeFile(String path, byte[] data, int flags) {
        boolean append = (flags & Constants.FILE_APPEND) != 0;
        OpenOption how = append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        Path written = file(
                "System.writeFile",
                () -> Files.write(Path.of(path), data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how));
        return written == null ? -1 : data.length;
    }

    /** Returns an IPv4 address of a host; see {@link #gethostbyname(String, int, double)}. */
    public static @Nullable String gethostbyname(String name) {
        return gethostbyname(name, Constants.AF_INET, -1);
    }

    /**
     * Returns an address of a host. Counterpart of {@code gethostbyname}.
     *
     * @param family {@link Constants#AF_INET} or {@link Constants#AF_INET6}
     * @param timeout in seconds; 0 and less wait for ever
     * @return null with error 711 when there is none, 712 after {@code timeout}
     */
    public static @Nullable String gethostbyname(String name, int family, double timeout) {
        List<String> all = addresses("System.gethostbyname", name, family, timeout);
        return all == null ? null : all.getFirst();
    }

    /** Returns the IPv4 addresses of a host; see {@link #getaddrinfo(String, int, double)}. */
    public static @Nullable List<String> getaddrinfo(String name) {
        return getaddrinfo(name, Constants.AF_INET, -1);
    }

    /**
     * Returns all addresses of a host. Counterpart of {@code getaddrinfo}; socket type, protocol and service make no
     * difference to addresses and are left out.
     *
     * @param family {@link Constants#AF_INET} or {@link Constants#AF_INET6}
     * @param timeout in seconds; 0 and less wait for ever
     * @return null with error 711 when there is none, 712 after {@code timeout}
     */
    public static @Nullable List<String> getaddrinfo(String name, int family, double timeout) {
        return addresses("System.getaddrinfo", name, family, timeout);
    }

    /** Returns an IPv4 address of a host within 5 seconds; see {@link #dnsLookup(String, double, int)}. */
    public static @Nullable String dnsLookup(String name) {
        return dnsLookup(name, DNS_TIMEOUT, Constants.AF_INET);
    }

    /**
     * Returns an address of a host, as {@link #gethostbyname(String, int, double)} does: by the way of the operating system, whose
     * servers of names it asks. Swoole asks {@code dns_server} itself, which has no effect here. Counterpart of {@code dnsLookup}.
     */
    public static @Nullable String dnsLookup(String name, double timeout, int family) {
        List<String> all = addresses("System.dnsLookup", name, family, timeout);
        return all == null ? null : all.getFirst();
    }

    private static @Nullable List<String> addresses(String what, String name, int family, double timeout) {
        Class<? extends InetAddress> type = family == Constants.AF_INET6 ? Inet6Address.class : Inet4Address.class;
        Callable<List<String>> look = () -> Stream.of(InetAddress.getAllByName(name))
                .filter(type::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
        Helpers.Outcome<List<String>> outcome = Helpers.NAMES.call(what, look, Seconds.nanos(timeout));
        List<String> found = outcome.value();
        if (found != null && !found.isEmpty()) return found;
        if (outcome.end() == Suspension.CANCELED) return null;
        LastError.set(
                outcome.end() == Suspension.TIMED_OUT
                        ? SwooleError.DNSLOOKUP_RESOLVE_TIMEOUT.number()
                        : SwooleError.DNSLOOKUP_RESOLVE_FAILED.number());
        return null;
    }

    /**
     * Returns facts about the file system of a path: bsize, frsize, blocks, bfree, bavail. Counterpart of {@code statvfs}, which
     * has some more. Null with a warning when it cannot be read.
     */
    public static @Nullable Map<String, Long> statvfs(String path) {
        return file("System.statvfs", () -> {
            FileStore store = Files.getFileStore(Path.of(path));
            long block = store.getBlockSize();
            Map<String, Long> facts = new LinkedHashMap<>();
            facts.put("bsize", block);
            facts.put("frsize", block);
            facts.put("blocks", store.getTotalSpace() / block);
            facts.put("bfree", store.getUnallocatedSpace() / block);
            facts.put("bavail", store.getUsableSpace() / block);
            return facts;
        });
    }

    /** Waits for a signal; see {@link #waitSignal(Collection, double)}. */
    public static int waitSignal(int signal, double timeout) {
        return waitSignal(List.of(signal), timeout);
    }

    /**
     * Waits until the process gets one of these signals, which have no other effect meanwhile. Counterpart of
     * {@code waitSignal}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return the signal; 0 with error 10018 after {@code timeout}, 10017 when cancelled, 505 for a signal that cannot be
     *     caught, where Swoole returns false
     */
    public static int waitSignal(Collection<Integer> signals, double timeout) {
        CoroutineState self = CoroutineState.required("System.waitSignal");
        try (SignalWaits.Wait wait = SignalWaits.begin(signals)) {
            if (wait == null) {
                log.warn("System.waitSignal: one of the signals {} cannot be caught", signals);
                LastError.set(SwooleError.INVALID_PARAMS.number());
                return 0;
            }
            Suspension end = self.await(() -> wait.received() != 0, Seconds.nanos(timeout));
            if (end == Suspension.TIMED_OUT) LastError.set(SwooleError.CO_TIMEDOUT.number());
            return end == Suspension.DONE ? wait.received() : 0;
        }
    }

    /**
     * Waits until one of the JVM's child processes ends, whoever started it. Counterpart of {@code wait}, a name that Java keeps
     * for itself. A child that ended before the call is not seen: the JVM has taken its exit code already.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return {@code pid}, {@code code} and {@code signal}; null with error 10 when there is no child, 10018 after
     *     {@code timeout}, 10017 when cancelled, 507 without the JVM flag, where Swoole returns false
     */
    public static @Nullable Map<String, Object> await(double timeout) {
        return Waiting.forChildren("System.await", ProcessHandle.current().children(), timeout);
    }

    /**
     * Waits until a child process of the JVM ends; see {@link #await}. Counterpart of {@code waitPid}.
     *
     * @return null with error 10 also when {@code pid} is no child that runs
     */
    public static @Nullable Map<String, Object> waitPid(long pid, double timeout) {
        Stream<ProcessHandle> children = ProcessHandle.current().children();
        return Waiting.forChildren("System.waitPid", children.filter(child -> child.pid() == pid), timeout);
    }

    /**
     * Waits until a process ends, also one that has ended already. For those that {@link ProcessBuilder} started, without the
     * limits of {@link #waitPid(long, double)}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return {@code pid}, {@code code} and {@code signal}; null with error 10018 after {@code timeout}, 10017 when cancelled
     */
    public static @Nullable Map<String, Object> waitPid(Process process, double timeout) {
        return Waiting.forProcess(process, timeout);
    }

    /**
     * Fails with error 507 and a warning: the JVM does not wait for descriptors. Counterpart of {@code waitEvent}. Streams and
     * channels of the JDK wait by themselves, and the worker goes on meanwhile.
     *
     * @return 0, where Swoole returns false
     */
    public static int waitEvent(int fd, int events, double timeout) {
        CoroutineState.required("System.waitEvent");
        log.warn("System.waitEvent: descriptor {} cannot be waited for, the JVM has no way to do that", fd);
        LastError.set(SwooleError.OPERATION_NOT_SUPPORT.number());
        return 0;
    }

    private static <T> @Nullable T file(String what, Callable<T> work) {
        return value(what, Helpers.FILES.call(what, work, 0));
    }

    private static <T> @Nullable T value(String what, Helpers.Outcome<T> outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            log.warn("{}: {}", what, failure.toString());
            LastError.set(number(failure));
        }
        return outcome.value();
    }

    private static int number(Throwable failure) {
        boolean missing = failure instanceof NoSuchFileException;
        if (missing) return SwooleError.FILE_NOT_EXIST.number();
        return failure instanceof IOException
                ? SwooleError.SYSTEM_CALL_FAIL.number()
                : SwooleError.INVALID_PARAMS.number();
    }
}
